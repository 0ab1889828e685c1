import { ConnectError, reasonOf } from './connectError.ts';

/** A failure of the file system as an error that says what to do. */
export function fileError(error: unknown, shownPath: string): ConnectError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new ConnectError('file.missing', { path: shownPath });
    case 'EACCES':
    case 'EPERM':
      return new ConnectError('file.denied', { path: shownPath });
    case 'EISDIR':
      return new ConnectError('file.directory', { path: shownPath });
    default:
      // The code alone: the message of the system repeats the absolute path.
      return new ConnectError('file.unreadable', { path: shownPath, detail: typeof code === 'string' ? code : reasonOf(error) });
  }
}
