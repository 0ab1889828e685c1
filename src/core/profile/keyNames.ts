import type { Column } from '../catalogue/catalogue.ts';

/** The words of a name, in small letters without accents. */
function wordsOf(name: string): readonly string[] {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

const KEY_WORDS: ReadonlySet<string> = new Set(['id', 'key', 'no', 'nr', 'num', 'number', 'code', 'uuid', 'guid', 'pk', 'ref', 'reference', 'oid', 'nummer', 'schluessel', 'numero', 'codigo', 'clave', 'codice', 'sku', 'isbn', 'email']);

/** Whether a column is named like something that rows are known by. */
export function hasKeyName(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => KEY_WORDS.has(word)) || /(?:id|nr|no|key)$/.test(words.at(-1) ?? '') ;
}

const MADE_WORDS: readonly string[] = ['created', 'create', 'creation', 'inserted', 'insert', 'entered', 'added', 'registered', 'registration', 'recorded', 'crdate', 'createdat', 'angelegt', 'erstellt', 'erfasst', 'anlage', 'cree', 'creado', 'creato', 'aangemaakt', 'utworzono'];
const HAPPENED_WORDS: readonly string[] = ['order', 'ordered', 'invoice', 'booked', 'booking', 'posted', 'posting', 'transaction', 'payment', 'paid', 'sale', 'sold', 'purchase', 'shipped', 'logged', 'event', 'opened', 'signed', 'hire', 'start', 'bestell', 'rechnung', 'buchung', 'commande', 'facture', 'pedido', 'factura', 'ordine', 'fattura', 'datum', 'date', 'timestamp'];
const NEVER_WORDS: readonly string[] = ['birth', 'born', 'dob', 'geburt', 'naissance', 'nacimiento', 'nascita', 'death', 'due', 'expire', 'expiry', 'expires', 'valid', 'until', 'end', 'ended', 'deleted', 'closed', 'update', 'updated', 'modified', 'modify', 'changed', 'last', 'geaendert', 'faellig', 'modifie', 'rowversion'];

/** How well a date says when a row came to be: 0 not at all, 3 surely. */
export function originScore({ name, type, nullable }: Column): number {
  if (type.kind !== 'date' && type.kind !== 'timestamp') return 0;
  const words = wordsOf(name);
  const has = (list: readonly string[]): boolean => list.some((each) => words.some((word) => word === each || (each.length > 5 && word.includes(each))));
  if (has(NEVER_WORDS)) return 0;
  return (has(MADE_WORDS) ? 3 : has(HAPPENED_WORDS) ? 2 : 1) + (nullable ? 0 : 0.5);
}
