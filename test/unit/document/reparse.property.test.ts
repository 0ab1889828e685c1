import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan, partsOf, reparsePlan } from '../../../src/core/document/parsePlan.ts';
import type { ParsedPlan } from '../../../src/core/document/parsedPlan.ts';
import { blockSpec } from '../../../src/core/plan/sections.ts';
import type { BlockId } from '../../../src/core/plan/sections.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { planDocument } from './planDocuments.ts';

const PATHS = ['project', 'sourceSystems', 'sourceSystems.0', 'sourceSystems.1.owner', 'targetSystem.name', 'evidence.1.count', 'decisions.0.reason', 'openQuestions', 'nothing.like.this'];

/** Everything that a reading says, ranges of all rows and cells included. */
function said(parsed: ParsedPlan): unknown {
  const parts = partsOf(parsed);
  return {
    text: parsed.text, eol: parsed.eol, plan: parsed.plan, problems: parsed.problems, sections: parsed.sections,
    fields: PATHS.map((path) => parsed.fieldRange(path)),
    blocks: Object.values(parsed.blocks).map((block) => ({
      id: block.id, range: block.range, header: block.header, rowCount: block.rowCount,
      rows: Array.from({ length: block.rowCount + 1 }, (_, row) => [block.rowRange(row), ...blockSpec(block.id).columns.map(({ key }) => block.cellRange(row, key))]),
    })),
    lines: [parts.body.lines.starts, parts.body.lines.ends], outline: parts.body.outline, title: parts.body.title, doubled: parts.body.doubled, overview: parts.body.overview,
    places: [...parts.body.blocks.values()], bodySections: [...parts.body.sections.values()],
    frontmatter: { ...parts.frontmatter, root: undefined },
    read: [...parts.blocks.values()].map(({ place, rows }) => [place, rows]),
  };
}

function asText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (part instanceof Map ? ['Map', ...(part as ReadonlyMap<unknown, unknown>)] : part));
}

/** What a person may put in anywhere. */
const typed = fc.constantFrom(
  'x', '|', '\\', '`', ' ', '\n', '\r\n', '\r', '> ', '<', '<!-- ', '-->', '#', '---\n', '```\n', '~~~\n', '|---|\n', '| a | b | c | d | e |\n', '| crm | T | 12k | 3 | hi |\r\n', '\n\n', '## Data Mapping\n', '### Table Rules\n',
  '| Source System | Tables/Objects |\n|---|---|\n| x | y |\n', '<<<<<<< ours\n', '>>>>>>> theirs\n', 'é', '😀', '<div>\n', '1. ', '- ', ': ', '"', '\t', '    ', '\uFEFF', '&amp;', '<br>', '=====\n', '',
);
const change = fc.record({
  at: fc.nat(1_000_000), length: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.nat(400) }),
  text: fc.oneof({ weight: 8, arbitrary: typed }, { weight: 1, arbitrary: fc.array(typed, { maxLength: 6 }).map((parts) => parts.join('')) }),
  where: fc.constantFrom('anywhere', 'cell', 'line', 'undo', 'copyLine', 'swapLines', 'crlf', 'head'),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** The next text. `texts`: all before, so that one can be gone back to. */
function changed(texts: readonly string[], parsed: ParsedPlan, { at, length, text: put, where }: Change): string {
  const text = texts[texts.length - 1] ?? '';
  const replace = (start: number, end: number, by: string): string => text.slice(0, start) + by + text.slice(end);
  const lines = text.split(/(?<=\n)/);
  const line = at % Math.max(1, lines.length);
  switch (where) {
    case 'undo': return texts[texts.length - 1 - (at % texts.length)] ?? text;
    case 'crlf': return text.includes('\r\n') ? text.replace(/\r\n/g, '\n') : text.replace(/\n/g, '\r\n');
    case 'copyLine': return [...lines.slice(0, line), lines[line] ?? '', ...lines.slice(line)].join('');
    case 'swapLines': return [...lines.slice(0, line), lines[line + 1] ?? '', lines[line] ?? '', ...lines.slice(line + 2)].join('');
    case 'line': return [...lines.slice(0, line), put, ...lines.slice(line + (length > 0 ? 1 : 0))].join('');
    case 'head': return replace(at % 12, at % 12 + Math.min(length, 3), put);
    case 'cell': {
      const blocks = Object.values(parsed.blocks).filter((block) => block.rowCount > 0);
      const block = blocks[at % Math.max(1, blocks.length)];
      const columns = block ? blockSpec(block.id).columns : [];
      const range = block?.cellRange(at % block.rowCount, columns[at % Math.max(1, columns.length)]?.key ?? '');
      if (range) return replace(range.start + (at % (range.end - range.start + 1)), range.end, put);
      break;
    }
    case 'anywhere': break;
  }
  const start = at % (text.length + 1);
  return replace(start, Math.min(text.length, start + length), put);
}

describe('reading the next version of a document', () => {
  it('gives what reading it whole gives: 2,000 edits of 200 documents', () => {
    fc.assert(fc.property(planDocument, fc.array(change, { minLength: 10, maxLength: 10 }), (first, changes) => {
      const texts = [first];
      let parsed = parsePlan(first);
      for (const each of changes) {
        const text = changed(texts, parsed, each);
        parsed = reparsePlan(parsed, text);
        const next = said(parsed);
        const whole = said(parsePlan(text));
        // As texts first: the detailed comparison takes many times as long, and is for saying where they differ.
        if (asText(next) !== asText(whole)) expect(next).toEqual(whole);
        texts.push(text);
      }
    }), { numRuns: 200 });
  }, 600_000);
});

/** A plan with a mapping of some rows. */
function planOf(rows: number): string {
  const empty = newPlanText('Shop');
  return applyTextEdits(empty, computeTextEdits(parsePlan(empty), {
    kind: 'batch', edits: [
      { kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'crm', object: 'Customer', recordCount: '59', size: '12 KB', priority: 'High' }] },
      { kind: 'insertRows', block: 'mapping', at: 0, rows: Array.from({ length: rows }, (_, index) => ({ sourceTable: 'Customer', sourceField: `f${index}`, targetTable: 'customer', targetField: `t${index}`, transform: 'direct' })) },
      { kind: 'insertRows', block: 'phases', at: 0, rows: [{ phase: 'Reference data' }, { phase: 'Transactions' }] },
    ],
  }));
}

describe('what did not change', () => {
  const before = parsePlan(planOf(6));
  const text = before.text;
  const mapping = (parsed: ParsedPlan): readonly unknown[] => parsed.plan?.rows.mapping ?? [];
  const kept = (after: ParsedPlan): readonly number[] => mapping(after).map((row) => mapping(before).indexOf(row));
  const others: readonly BlockId[] = ['inventory', 'validation', 'phases', 'cutover'];

  it('stays the same object when a letter is typed in a cell', () => {
    const at = text.indexOf('f3 ');
    const after = reparsePlan(before, `${text.slice(0, at)}x${text.slice(at)}`);
    expect(after.plan?.state).toBe(before.plan?.state);
    for (const block of others) expect(after.plan?.rows[block]).toBe(before.plan?.rows[block]);
    expect(kept(after)).toEqual([0, 1, 2, -1, 4, 5]);
    expect(after.plan?.rows.mapping?.[3]?.cells['sourceField']).toBe('xf3');
  });

  it('stays the same rows above and below a row that is put in or taken out', () => {
    const at = text.lastIndexOf('\n', text.indexOf('f3 ')) + 1;
    const end = text.indexOf('\n', at) + 1;
    expect(kept(reparsePlan(before, `${text.slice(0, at)}| a | b | c | d | e |\n${text.slice(at)}`))).toEqual([0, 1, 2, -1, 3, 4, 5]);
    expect(kept(reparsePlan(before, text.slice(0, at) + text.slice(end)))).toEqual([0, 1, 2, 4, 5]);
    expect(kept(reparsePlan(before, text.slice(0, end) + text.slice(at, end) + text.slice(end)))).toEqual([0, 1, 2, -1, 4, 5].flatMap((row) => (row === -1 ? [3, -1] : [row])));
  });

  it('stays the same rows when only the layout of the table changes', () => {
    const wider = text.replace(/^(\| Customer {2,}|\| Customer )/gm, '$1  ');
    expect(wider).not.toBe(text);
    const after = reparsePlan(before, wider);
    expect(after.plan?.rows.mapping).toBe(before.plan?.rows.mapping);
    expect(after.blocks.mapping?.cellRange(5, 'sourceField')).not.toEqual(before.blocks.mapping?.cellRange(5, 'sourceField'));
  });

  it('is all rows when the frontmatter or prose is written in', () => {
    for (const other of [text.replace('project: Shop', 'project: Shop and more'), text.replace('## Data Mapping\n', '## Data Mapping\n\nSome prose.\n'), `${text}\nThe end.\n`]) {
      expect(other).not.toBe(text);
      const after = reparsePlan(before, other);
      for (const block of [...others, 'mapping'] as const) expect(after.plan?.rows[block]).toBe(before.plan?.rows[block]);
    }
  });

  it('is the reading itself where the text is the same', () => {
    expect(reparsePlan(before, `${text.slice(0, 10)}${text.slice(10)}`)).toBe(before);
  });
});
