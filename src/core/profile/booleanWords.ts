/** The words in which people write yes and no, in small letters; where several pairs fit, the first one counts. */
export const BOOLEAN_WORDS: readonly (readonly [string, string])[] = [
  ['true', 'false'], ['yes', 'no'], ['y', 'n'], ['t', 'f'], ['1', '0'], ['on', 'off'], ['ja', 'nein'], ['j', 'n'], ['wahr', 'falsch'],
  ['oui', 'non'], ['o', 'n'], ['si', 'no'], ['sí', 'no'], ['s', 'n'], ['sim', 'não'], ['sim', 'nao'], ['ja', 'nee'], ['tak', 'nie'],
];
