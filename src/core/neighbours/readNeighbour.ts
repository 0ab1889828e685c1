import type { WorkFile } from '../existingWork/found.ts';
import type { TextList } from '../existingWork/offer.ts';
import { formatCount, parseCount } from '../units/count.ts';
import { formatSize, parseSize } from '../units/size.ts';
import type { Cited, MappingFact, NeighbourFacts, PersonFact, QualityFact, RelationshipFact, SystemFact, TextFact, VolumeFact } from './facts.ts';
import { readSections } from './records.ts';
import type { DocumentRecord, DocumentSection } from './records.ts';

/** The documents of earlier work that are read, by their names. */
export const NEIGHBOUR_GLOBS = ['docs/stakeholder-research*.md', 'docs/research-*.md', 'docs/integration-spec*.md'] as const;

/** What a section is about, by its own heading, else by those around it. */
type Topic = 'mapping' | 'volumes' | 'people' | 'integrations' | 'quality' | 'target' | 'systems' | TextList;

const TOPICS: readonly (readonly [Topic, RegExp])[] = [
  ['mapping', /\bmappings?\b|\bfield map\b/],
  ['volumes', /\bvolumes?\b|\brecord counts?\b|\bdata size/],
  ['people', /\bstakeholders?\b|\bpeople\b|\bcontacts?\b|\bowners(?:hip)?\b|\binterviewees?\b/],
  ['quality', /\bquality\b|\bknown (?:data )?(?:issues|problems)\b|\bdata (?:issues|problems)\b/],
  ['constraints.regulations', /\bregulat|\bcompliance\b|\blegal\b|\bprivacy\b|\bdata protection\b/],
  ['pastAttempts', /\b(?:past|earlier|previous|former) (?:attempts?|migrations?|projects?)\b/],
  ['businessRules', /\bbusiness rules?\b/],
  ['constraints.other', /\bconstraints?\b|\blimitations?\b/],
  ['integrations', /\bintegrations?\b|\binterfaces?\b|\bdata flows?\b|\brelationships?\b/],
  ['target', /\b(?:target|new|future|to be|destination) (?:systems?|application|platform)\b/],
  ['systems', /\bsystems?\b|\bapplications?\b|\bdata sources?\b|\blandscape\b/],
];

const COLUMNS = {
  system: /^(?:(?:source|known|legacy|existing|current|target|it) )?(?:system|application|app)(?: name)?$|^name$|^data source$|^database$|^service$/,
  technology: /^(?:technology|technologies|tech|tech stack|platform|engine|dbms|rdbms|database type|type of database|database|product|vendor)$/,
  location: /^(?:where|runs|runs on|location|hosting|hosted|hosted in|deployment)$/,
  owner: /^(?:(?:data|system|business|technical|application|product) )?(?:owner|steward)(?: (?:or|and)? ?steward)?$|^owned by$|^responsible(?: person)?$|^custodian$/,
  size: /^(?:size|data size|storage|volume size|database size)$/,
  role: /^(?:role|direction|source target|part|in migration|migration)$/,
  note: /^(?:notes?|comments?|remarks?|description|content|contents|data|purpose|status|scope)$/,
  schema: /^(?:schema|schema defined)$/,
  person: /^(?:who|name|person|stakeholder|stakeholders|contact|interviewee)$/,
  personRole: /^(?:role|function|title|position|job|job title|responsibility|responsibilities)$/,
  interest: /^(?:interest|interests|what matters(?: to them)?|concern|concerns|needs?|expectation|expectations|responsibility|responsibilities|notes?)$/,
  personSystem: /^(?:systems?|applications?|owns|owner of|steward of|data owned)$/,
  volumeSystem: /^(?:(?:source )?system|application|source)$/,
  object: /^(?:tables?|objects?|tables objects|table object|entity|entities|data ?sets?|data objects?|files?|record types?|data|collection|collections)$/,
  count: /^(?:record counts?|records?|row counts?|rows?|counts?|number of (?:records|rows)|no of (?:records|rows)|volumes?|data volumes?|estimated (?:volumes?|rows|records)|total|total (?:records|rows)|records rows)$/,
  from: /^(?:from|source|source system|producer|sender|provider|upstream|from system)$/,
  to: /^(?:to|target|target system|consumer|receiver|destination|downstream|to system)$/,
  how: /^(?:how|how they are joined|interface|integration|method|mechanism|protocol|type|pattern|data|data exchanged|payload|description|key|keys|frequency|schedule|via)$/,
  issue: /^(?:issues?|problems?|known issues?|known problems?|finding|findings|description|quality (?:issue|problem))$/,
  where: /^(?:where|tables?|fields?|location|object|entity|system|data|table field)$/,
  treatment: /^(?:treatment|resolution|mitigation|action|remedy|handling|proposed action|fix|what to do)$/,
  text: /^(?:text|regulation|law|requirement|rule|business rule|constraint|limit|limitation|attempt|name|description|what)$/,
  sourceTable: /^(?:source|from|legacy) (?:table|entity|object|file|collection)$/,
  sourceField: /^(?:source|from|legacy) (?:field|column|attribute|element|property|field name)$/,
  targetTable: /^(?:target|to|new|destination) (?:table|entity|object|file|collection)$/,
  targetField: /^(?:target|to|new|destination) (?:field|column|attribute|element|property|field name)$/,
  sourceEither: /^(?:source|from|legacy)$/,
  targetEither: /^(?:target|to|new|destination)$/,
  transform: /^(?:transform|transformation|transformations|conversion|mapping rule|rule|logic|transformation rule|notes?)$/,
} as const;
type ColumnName = keyof typeof COLUMNS;

const NOT_SAID = /^(?:|\?+|-+|–|—|n\/?a|tbd|tbc|unknown|none|open|to be (?:defined|decided|confirmed))$/i;

/** What a document says that a plan has a place for, with file and heading for each. Pure, tolerant, never throws. */
export function readNeighbour(file: WorkFile): NeighbourFacts {
  const reader = new Reader(file.path);
  for (const section of readSections(file.text)) reader.section(section);
  return reader.facts;
}

class Reader {
  readonly facts: { path: string; systems: SystemFact[]; people: PersonFact[]; volumes: VolumeFact[]; relationships: RelationshipFact[]; quality: QualityFact[]; texts: TextFact[]; mappings: MappingFact[] };

  constructor(path: string) {
    this.facts = { path, systems: [], people: [], volumes: [], relationships: [], quality: [], texts: [], mappings: [] };
  }

  section(section: DocumentSection): void {
    const topic = topicOf(section.titles);
    for (const record of section.records) {
      const cited: Cited = { cite: `${this.facts.path} › ${section.titles.join(' › ') || 'top'}`, path: this.facts.path, line: record.line };
      this.#record(record, topic, section, cited);
    }
  }

  #record(record: DocumentRecord, topic: Topic | undefined, section: DocumentSection, cited: Cited): void {
    const has = (column: ColumnName): boolean => keyOf(record, column) !== undefined;
    // The columns decide before the heading does: a table says what it is by them.
    if ((has('sourceField') && has('targetField')) || (section.titles.some((title) => /\bmappings?\b/i.test(title)) && has('sourceEither') && has('targetEither'))) return this.#mapping(record, section, cited);
    if (has('count') && has('object') && topic !== 'quality') return this.#volume(record, section, cited);
    switch (topic) {
      case 'volumes': return this.#volume(record, section, cited);
      case 'people': return this.#person(record, cited);
      case 'integrations': return has('from') && has('to') ? this.#relationship(record, cited) : record.form === 'row' && has('system') && has('technology') ? this.#system(record, section, cited, 'unknown') : undefined;
      case 'quality': return this.#quality(record, cited);
      case 'target': return this.#system(record, section, cited, 'target');
      case 'systems': return this.#system(record, section, cited, 'unknown');
      case 'constraints.regulations': case 'constraints.other': case 'businessRules': case 'pastAttempts': return this.#text(record, topic, cited);
      case 'mapping': return;
      case undefined:
        if (record.form === 'row' && has('person') && has('personRole') && !has('technology')) this.#person(record, cited);
        else if (record.form === 'row' && has('system') && has('technology')) this.#system(record, section, cited, 'unknown');
        return;
      default: return topic satisfies never;
    }
  }

  #system(record: DocumentRecord, section: DocumentSection, cited: Cited, topicRole: SystemFact['role']): void {
    const text = record.values.get('text') ?? '';
    const named = record.form === 'keyed' ? (value(record, 'system') || ownTitle(section, topicRole)) : record.form === 'item' && keyOf(record, 'system') === undefined ? (/^([^:—–]{1,80}?)\s*(?::|—|–|\s-\s|$)/.exec(text)?.[1] ?? '').trim() : value(record, 'system');
    if (named === '' || named.length > 100 || /[.!?]$/.test(named)) return;
    const note = [value(record, 'note'), value(record, 'role'), record.form === 'item' ? text : ''].join(' ');
    const roleText = `${value(record, 'role')} ${[...record.values.keys()].some((key) => key === 'target system') ? 'target' : ''}`;
    const role = topicRole !== 'unknown' ? topicRole : /\b(?:target|new|destination|to-be|future)\b/i.test(roleText) ? 'target' : /\b(?:source|legacy|old)\b/i.test(roleText) ? 'source' : targetish(named, note) ? 'target' : 'unknown';
    const owner = value(record, 'owner') || (record.form === 'item' ? (/\bown(?:er:?|ed by)\s+(\p{Lu}[\p{L}.'-]*(?:\s\p{Lu}[\p{L}.'-]*){0,3})/u.exec(text)?.[1] ?? '') : '');
    this.facts.systems.push({
      ...cited, name: named, role, owner, form: record.form,
      technology: value(record, 'technology'), location: locationOf(value(record, 'location')), size: sizeOf(value(record, 'size')),
      schemaDefined: /\bschema (?:is |already )?(?:defined|fixed|frozen)\b/i.test(`${note} ${value(record, 'schema') && `schema ${value(record, 'schema')}`}`) ? 'yes' : '',
      doubt: /\b(?:stays? as (?:it|they) (?:is|are)|stays? in place|out of scope|not (?:in scope|migrated|affected|part of)|unaffected|remains?)\b[^.;]{0,60}/i.exec(note)?.[0].trim() ?? '',
    });
  }

  #person(record: DocumentRecord, cited: Cited): void {
    const name = value(record, 'person') || (/^([^:—–,]{1,80}?)\s*(?::|—|–|,|\s-\s)/.exec(record.values.get('text') ?? '')?.[1] ?? '');
    if (name === '') return;
    const text = record.values.get('text') ?? '';
    this.facts.people.push({ ...cited, name: name.trim(), role: value(record, 'personRole') || text.slice(name.length), interest: value(record, 'interest'), system: value(record, 'personSystem') });
  }

  #volume(record: DocumentRecord, section: DocumentSection, cited: Cited): void {
    const text = value(record, 'count');
    const counted = parseCount(text);
    const size = sizeOf(value(record, 'size')) || sizeOf(text);
    if (!counted && size === '') return;
    const system = value(record, 'volumeSystem') || (keyOf(record, 'object') === undefined ? value(record, 'system') : '') || systemOfTitle(section);
    this.facts.volumes.push({ ...cited, system, object: value(record, 'object'), count: counted ? formatCount(counted.value, counted.estimated) : '', size });
  }

  #relationship(record: DocumentRecord, cited: Cited): void {
    const [from, to] = [value(record, 'from'), value(record, 'to')];
    if (from === '' || to === '') return;
    const how = [...record.values].filter(([key, text]) => COLUMNS.how.test(key) && !NOT_SAID.test(text)).map(([, text]) => text).join(', ');
    this.facts.relationships.push({ ...cited, from, to, how });
  }

  #quality(record: DocumentRecord, cited: Cited): void {
    const issue = value(record, 'issue') || (record.values.get('text') ?? '');
    if (issue !== '') this.facts.quality.push({ ...cited, issue, where: value(record, 'where'), treatment: value(record, 'treatment') });
  }

  #text(record: DocumentRecord, list: TextList, cited: Cited): void {
    const key = keyOf(record, 'text');
    const said = record.form === 'keyed' ? [...record.values].map(([name, text]) => `${name}: ${text}`) : [[value(record, 'text'), ...[...record.values].filter(([name, text]) => name !== key && !NOT_SAID.test(text)).map(([, text]) => text)].filter((part) => part !== '').join(': ')];
    for (const each of said) if (each !== '') this.facts.texts.push({ ...cited, list, value: each.slice(0, 500) });
  }

  #mapping(record: DocumentRecord, section: DocumentSection, cited: Cited): void {
    const titled = tablesOfTitle(section);
    const source = side(value(record, 'sourceTable'), value(record, 'sourceField') || value(record, 'sourceEither'), titled?.source ?? '');
    const target = side(value(record, 'targetTable'), value(record, 'targetField') || value(record, 'targetEither'), titled?.target ?? '');
    // Only where both sides are named is it a mapping; the rest is left for people.
    if (!source || !target) return;
    const words = value(record, 'transform');
    const transform = words === '' || /^(?:direct(?: copy)?|copy|as is|1:1|none|same|unchanged)$/i.test(words) ? 'direct' : words.slice(0, 1_000);
    this.facts.mappings.push({ ...cited, sourceTable: source.table, sourceField: source.field, targetTable: target.table, targetField: target.field, transform });
  }
}

function topicOf(titles: readonly string[]): Topic | undefined {
  for (let index = titles.length - 1; index >= 0; index--) {
    const title = (titles[index] ?? '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
    const topic = TOPICS.find(([, pattern]) => pattern.test(title));
    if (topic) return topic[0];
  }
  return undefined;
}

function keyOf(record: DocumentRecord, column: ColumnName): string | undefined {
  for (const key of record.values.keys()) if (COLUMNS[column].test(key)) return key;
  return undefined;
}

/** A value that says something; '' for a cell that says nobody knows. */
function value(record: DocumentRecord, column: ColumnName): string {
  for (const [key, text] of record.values) if (COLUMNS[column].test(key) && !NOT_SAID.test(text)) return text.slice(0, 1_000);
  return '';
}

/** `### Legacy CRM` below `## Known Systems`: the heading names the system. */
function ownTitle(section: DocumentSection, role: SystemFact['role']): string {
  if (section.titles.length < 2 && role !== 'target') return '';
  const title = section.titles.at(-1) ?? '';
  return TOPICS.some(([, pattern]) => pattern.test(title.toLowerCase())) ? '' : title;
}

/** `### Volumes of CRM`, or the heading below `## Volumes`. */
function systemOfTitle(section: DocumentSection): string {
  const title = section.titles.at(-1) ?? '';
  const said = /\bvolumes? (?:of|in|for) (?:the )?(.{1,60})$|^(.{1,60}?):? volumes?$/i.exec(title);
  if (said) return (said[1] ?? said[2] ?? '').replace(/^(?:data|expected|current|record|estimated)$/i, '').trim();
  return section.titles.length > 1 && section.titles[0] !== 'frontmatter' && !TOPICS.some(([, pattern]) => pattern.test(title.toLowerCase())) ? title : '';
}

/** `Field Mapping: Customer → account`. */
function tablesOfTitle(section: DocumentSection): { readonly source: string; readonly target: string } | undefined {
  const title = section.titles.at(-1) ?? '';
  const pair = /^(?:.{0,40}\bmappings?\b\s{0,3}[:–—-]?\s{0,3})?(?:of )?([\w.$ ]{1,80}?)\s{0,3}(?:→|->|=>|\bto\b)\s{0,3}([\w.$ ]{1,80})$/i.exec(title);
  return pair ? { source: (pair[1] ?? '').trim(), target: (pair[2] ?? '').trim() } : undefined;
}

/** A side of a mapping: `Customer` and `Email` apart, or `Customer.Email` in one. Undefined where a part is missing. */
function side(table: string, field: string, titled: string): { readonly table: string; readonly field: string } | undefined {
  if (field === '' || /[,;+&]|\s{2}| and /.test(field)) return undefined;
  const point = field.lastIndexOf('.');
  if (table !== '') return { table, field };
  if (point > 0 && point < field.length - 1) return { table: field.slice(0, point), field: field.slice(point + 1) };
  return titled === '' || point >= 0 ? undefined : { table: titled, field };
}

function targetish(name: string, note: string): boolean {
  return /^new\b/i.test(name) || /\btarget system\b|\bthe target\b/i.test(note);
}

function locationOf(text: string): string {
  if (/\bhybrid\b|\bboth\b/i.test(text)) return 'hybrid';
  if (/\bon[- ]?prem/i.test(text) || /\bdata ?cent|\bin[- ]house\b|\bfile server\b/i.test(text)) return 'on-premises';
  return /\bcloud\b|\bsaas\b|\bazure\b|\baws\b|\bgcp\b|\bhosted\b/i.test(text) ? 'cloud' : '';
}

function sizeOf(text: string): string {
  const bytes = parseSize(text);
  return bytes === undefined ? '' : formatSize(bytes);
}
