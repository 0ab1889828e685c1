import { ABBREVIATIONS, SYNONYMS } from './thesaurus.ts';

const MAX_NAME = 300;

/** The words of a name in lower case: `CustomerID2`, `customer_id_2` and `customer id 2` give `customer, id, 2`. Diacritics are dropped. */
export function splitName(name: string): string[] {
  return name.slice(0, MAX_NAME)
    .replaceAll('ß', 'ss').replaceAll('ø', 'o').replaceAll('Ø', 'O').replaceAll('ł', 'l').replaceAll('Ł', 'L').replaceAll('æ', 'ae').replaceAll('Æ', 'Ae')
    .normalize('NFKD').replace(/\p{M}/gu, '')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2').replace(/(\p{N})(\p{L})/gu, '$1 $2')
    .toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((token) => token !== '');
}

/** The words of a name, singular, abbreviations written out and synonyms brought to one word. */
export function nameTokens(name: string): string[] {
  return splitName(name).flatMap((token) => {
    const expanded = ABBREVIATIONS.get(token) ?? ABBREVIATIONS.get(singular(token));
    return (expanded ?? [token]).map((word) => {
      const one = singular(word);
      return SYNONYMS.get(one) ?? SYNONYMS.get(word) ?? one;
    });
  });
}

/** The singular of an English word, as far as its ending tells. */
export function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is|as|news|series)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ches|shes|sses|xes|zes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
