/** True while a key's step is on its way: the text that the editor shows may not have the table yet that is typed in. */
export const stepping = { active: false };
