import type { NameDirectory } from './nameDirectory.ts';
import { isNothing } from './nameDirectory.ts';
import { fieldMentions, personMentions, systemMentions, tableMentions } from './cellMentions.ts';
import type { Mention } from './nameRef.ts';

/** The names in one value of the frontmatter. `path` is the path of the value: `sourceSystems.0.owner`. */
export interface StateMentions {
  readonly path: string;
  readonly value: string;
  readonly mentions: readonly Mention[];
}

/** The values of the frontmatter that names stand in. What was measured, signed or decided keeps its words; only who and what it is about are names. */
export function stateMentions(directory: NameDirectory): StateMentions[] {
  const { state } = directory.plan;
  const found: StateMentions[] = [];
  const add = (path: string, value: string, mentions: readonly Mention[]): void => {
    if (mentions.length > 0) found.push({ path, value, mentions });
  };
  const whole = (value: string): { readonly start: number; readonly end: number } => ({ start: value.indexOf(value.trim()), end: value.trimEnd().length });
  state.sourceSystems.forEach((system, index) => {
    add(`sourceSystems.${index}.name`, system.name, [{ ref: { kind: 'system', side: 'source', name: system.name.trim() }, ...whole(system.name), whole: true }]);
    add(`sourceSystems.${index}.owner`, system.owner, personMentions(system.owner));
  });
  const { name, owner } = state.targetSystem;
  if (!isNothing(name)) add('targetSystem.name', name, [{ ref: { kind: 'system', side: 'target', name: name.trim() }, ...whole(name), whole: true }]);
  add('targetSystem.owner', owner, personMentions(owner));
  state.relationships.forEach((item, index) => {
    add(`relationships.${index}.from`, item.from, placeMentions(directory, item.from));
    add(`relationships.${index}.to`, item.to, placeMentions(directory, item.to));
  });
  state.dataQuality.forEach((item, index) => { add(`dataQuality.${index}.where`, item.where, placeMentions(directory, item.where)); });
  state.exclusions.forEach((item, index) => { add(`exclusions.${index}.what`, item.what, placeMentions(directory, item.what)); });
  state.evidence.forEach((item, index) => {
    add(`evidence.${index}.row`, item.row, rowMentions(directory, item.row));
    add(`evidence.${index}.confirmedBy`, item.confirmedBy, personMentions(item.confirmedBy));
  });
  state.rejectedMatches.forEach((item, index) => {
    add(`rejectedMatches.${index}.source`, item.source, fieldMentions(directory, item.source, 'source'));
    add(`rejectedMatches.${index}.target`, item.target, fieldMentions(directory, item.target, 'target'));
  });
  for (const list of ['signOffs', 'decisions', 'deviations', 'rejectedMatches'] as const) {
    state[list].forEach((item, index) => { add(`${list}.${index}.by`, item.by, personMentions(item.by)); });
  }
  return found;
}

/** `crm`, `Customer`, `crm.Customer`, `Customer.Email`, or several of them. */
function placeMentions(directory: NameDirectory, value: string): Mention[] {
  const mentions: Mention[] = [];
  for (const part of value.matchAll(/[^,;]+/g)) {
    const trimmed = part[0].trim();
    const start = part.index + part[0].indexOf(trimmed);
    const move = (found: readonly Mention[]): Mention[] => found.map((mention) => ({ ...mention, start: mention.start + start, end: mention.end + start }));
    const systems = move(systemMentions(directory, trimmed));
    if (systems.some((mention) => mention.start === start && mention.end === start + trimmed.length)) mentions.push(...systems);
    else {
      const source = fieldMentions(directory, trimmed, 'source', start);
      const names = source.length > 0 ? source : fieldMentions(directory, trimmed, 'target', start);
      mentions.push(...names);
      // "crm, the old one": a sentence about a system.
      if (names.length === 0) mentions.push(...systems);
    }
  }
  return mentions;
}

/** `system.object`, as evidence names its row. */
function rowMentions(directory: NameDirectory, value: string): Mention[] {
  const system = directory.sourceSystems.filter((name) => value.startsWith(`${name}.`)).sort((a, b) => b.length - a.length)[0];
  if (system === undefined) return [];
  const object = value.slice(system.length + 1);
  const own: Mention = { ref: { kind: 'system', side: 'source', name: system }, start: 0, end: system.length };
  return [own, ...tableMentions(directory, object, directory.one('source', object, system)).map((mention) => ({ ...mention, start: mention.start + system.length + 1, end: mention.end + system.length + 1 }))];
}
