// Passwords are needed wherever a server is read, so they are got in one place.
export { secretFor } from '../../host/secretFor.ts';
export type { Secret } from '../../host/secretFor.ts';
