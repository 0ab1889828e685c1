import fc from 'fast-check';
import { BLOCKS, SECTIONS } from '../../../src/core/plan/sections.ts';
import type { BlockId } from '../../../src/core/plan/sections.ts';
import { encodeCell, encodeItem } from '../../../src/core/document/cellText.ts';
import { readFrontmatter } from '../../../src/core/document/frontmatter.ts';
import { renderOverview } from '../../../src/core/document/renderOverview.ts';
import { yamlScalar } from '../../../src/core/document/yamlScalar.ts';

/** Arbitrary plan documents, as people leave them behind: prose, fences, comments, extra keys and columns, any line break. */

export const nasty = fc.oneof(
  fc.array(fc.constantFrom('a', 'b', '|', '\\', '`', '*', '_', '<br>', '<', '[', ' ', '\n', '?', '—', '1.', '- ', '# ', ': ', ' #', '"', "'", '{', '~', '&', 'é', '😀', 'true', '12'), { maxLength: 7 }).map((parts) => parts.join('')),
  fc.constantFrom('Customer', 'crm.Order', '1,204', '~12', '12 KB', 'High', 'direct', 'SELECT a || b FROM t', '2 h', ''),
);
/** A value that the overview or a key can show on one line without being empty. */
export const word = fc.constantFrom('CRM', 'Ann Lee', 'a: b', 'x #1', '- y', 'null', 'yes', '"quoted"', "it's", 'é', '*b*', 'a|b', '1:30', '[z]', '{q}', '&r', 'long '.repeat(30).trim(), '12', '~', '<b>');

const extraKeys = fc.subarray(['title: "Kept as is" # note', 'tags: [a, "b", c]', '# a comment alone', 'nested:\n  deep: {x: 1}\n  list:\n    - 1', 'text: |\n  block\n  scalar', '"quoted key": v', '__proto__: x', 'constructor: y'], {});
const list = (key: string, fields: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.uniqueArray(word, { maxLength: 3 }), fc.array(word, { minLength: 12, maxLength: 12 }), fc.constantFrom('block', 'indented', 'flow'), fc.boolean()).map(([names, values, style, comment]) => {
    if (names.length === 0) return style === 'flow' ? `${key}: []` : style === 'block' ? '' : `${key}:`;
    const items = names.map((name, index) => fields.map((field, at): [string, string] => [field, at === 0 ? name : (values[(index * 3 + at) % 12] ?? '')]));
    if (style === 'flow') return `${key}: [${items.map((item) => `{ ${item.map(([field, value]) => `${field}: ${yamlScalar(value, true)}`).join(', ')} }`).join(', ')}]`;
    const pad = style === 'block' ? '' : '  ';
    const lines = items.flatMap((item) => item.map(([field, value], at) => `${pad}${at === 0 ? '- ' : '  '}${field}: ${yamlScalar(value)}${comment && at === 1 ? ' # kept' : ''}`));
    return [`${key}:${comment ? ' # list' : ''}`, ...lines].join('\n');
  });
const texts = (key: string): fc.Arbitrary<string> =>
  fc.tuple(fc.array(word, { maxLength: 3 }), fc.boolean()).map(([values, flow]) => {
    if (values.length === 0) return flow ? `${key}: []` : '';
    return flow ? `${key}: [${values.map((value) => yamlScalar(value, true)).join(', ')}]` : [`${key}:`, ...values.map((value) => `  - ${yamlScalar(value)}`)].join('\n');
  });
const group = (key: string, fields: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.subarray([...fields]), fc.array(word, { minLength: 6, maxLength: 6 }), fc.boolean()).map(([names, values, flow]) => {
    if (names.length === 0) return flow ? `${key}: {}` : `${key}: # nothing yet`;
    const entries = names.map((name, index): [string, string] => [name, values[index] ?? '']);
    return flow ? `${key}: { ${entries.map(([name, value]) => `${name}: ${yamlScalar(value, true)}`).join(', ')} }` : [`${key}:`, ...entries.map(([name, value]) => `    ${name}: ${yamlScalar(value)}`)].join('\n');
  });

const frontmatter = fc.tuple(
  extraKeys, fc.option(word), list('sourceSystems', ['name', 'owner', 'size']), group('targetSystem', ['name', 'owner', 'schemaDefined']), group('volumes', ['history', 'growth']),
  texts('pastAttempts'), list('evidence', ['row', 'count']), list('decisions', ['decision', 'reason']), list('openQuestions', ['question', 'about']), texts('stepsCompleted'), fc.nat(),
).map(([extra, project, sources, target, volumes, past, evidence, decisions, questions, steps, seed]) => {
  const kinds = evidence.startsWith('evidence: [') ? evidence.replace(/\{ row/g, '{ kind: stated, row') : evidence.replace(/^( *)- row/gm, '$1- kind: stated\n$1  row');
  const keys = [project === null ? '' : `project: ${yamlScalar(project)}`, sources, target, volumes, past, kinds, decisions, questions, steps, ...extra].filter((key) => key !== '');
  // Any order of keys.
  const rotated = keys.map((key, index) => ({ key, rank: (index * 7 + seed) % 13 })).sort((a, b) => a.rank - b.rank).map((entry) => entry.key);
  return ['workflow: create-data-migration', ...rotated].join('\n');
});

const prose = fc.constantFrom('', 'Some prose.\nIn two lines.', '```\n| Source System | Tables/Objects |\n| --- | --- |\n| not | a row |\n```', '<div>\n| x | y |\n</div>', '> quoted\n> | a | b |', '<!-- a comment -->', '~~~sql\n# not a heading\n~~~');

interface Shape {
  readonly rows: readonly (readonly string[])[];
  readonly order: number;
  readonly extra: boolean;
  readonly outer: boolean;
  readonly aligned: boolean;
}
const shape: fc.Arbitrary<Shape> = fc.record({ rows: fc.array(fc.array(nasty, { minLength: 6, maxLength: 6 }), { maxLength: 4 }), order: fc.nat(5), extra: fc.boolean(), outer: fc.boolean(), aligned: fc.boolean() });

function blockText(id: BlockId, { rows, order, extra, outer, aligned }: Shape): string {
  const spec = BLOCKS.find((block) => block.id === id)!;
  if (spec.form === 'ordered' || spec.form === 'bullets') {
    return rows.map((row, index) => `${spec.form === 'ordered' ? `${index + 1}.` : '*'} ${encodeItem(row[0] ?? '')}${extra ? '\n   - nested' : ''}`).join('\n');
  }
  const columns = spec.columns.map((column, index) => ({ column, rank: (index + order) % spec.columns.length })).sort((a, b) => a.rank - b.rank).map((entry) => entry.column);
  const header = [...columns.map((column, index) => (index % 2 === 0 ? column.header : column.header.toUpperCase())), ...(extra ? ['My Notes'] : [])];
  const body = rows.map((row) => [...columns.map((column, index) => encodeCell(row[index] ?? '', column.kind)), ...(extra ? [encodeCell(row[5] ?? '', 'text')] : [])]);
  const widths = header.map((name, index) => (aligned ? Math.max(name.length, ...body.map((row) => row[index]?.length ?? 0)) : 0));
  const line = (cells: readonly string[]): string => {
    const text = cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ');
    // Without outer pipes only where the line still is a row.
    return outer || !/^[A-Za-z]/.test(text) || text.endsWith(' ') ? `| ${text} |` : text;
  };
  return [line(header), `|${header.map(() => ' --- ').join('|')}|`, ...body.map(line)].join('\n');
}

/** A whole document; its overview shows what its frontmatter says, unless `handEdited`. */
export const planDocument = fc.record({
  yaml: frontmatter, eol: fc.constantFrom('\n', '\r\n'), bom: fc.boolean(), prose: fc.array(prose, { minLength: 14, maxLength: 14 }),
  shapes: fc.array(shape, { minLength: 11, maxLength: 11 }), optional: fc.boolean(), handEdited: fc.boolean(), lastBreak: fc.boolean(),
}).map((parts) => {
  const head = `---\n${parts.yaml}\n---\n`;
  const { state, problems } = readFrontmatter(head);
  if (!state) throw new Error(`not a plan:\n${head}\n${JSON.stringify(problems)}`);
  const overview = renderOverview(state);
  const out: string[] = ['# A title of my own'];
  let at = 0;
  let shapeAt = 0;
  for (const section of SECTIONS) {
    out.push(`## ${section.heading}`, parts.prose[at++] ?? '');
    if (section.id === 'overview') {
      out.push(overview.bullets.map((bullet, index) => `- ${bullet.text}${parts.handEdited && index === 1 ? ' by hand' : ''}`).join('\n'));
      if (overview.decisions.length > 0) out.push('### Decisions', overview.decisions.map((bullet) => `- ${bullet.text}`).join('\n'));
      if (overview.openQuestions.length > 0) out.push('### Open Questions', overview.openQuestions.map((bullet) => `- ${bullet.text}`).join('\n'));
    }
    for (const block of BLOCKS) {
      if (block.section !== section.id || block.form === 'rendered' || (!block.required && !parts.optional)) continue;
      if (block.heading !== undefined) out.push(`### ${block.heading}`);
      out.push(blockText(block.id, parts.shapes[shapeAt++] as Shape), parts.prose[at++ % 14] ?? '');
    }
  }
  let text = head + '\n' + out.filter((part) => part !== '').join('\n\n') + (parts.lastBreak ? '\n' : '');
  if (parts.eol === '\r\n') text = text.replace(/\n/g, '\r\n');
  return (parts.bom ? '\uFEFF' : '') + text;
});
