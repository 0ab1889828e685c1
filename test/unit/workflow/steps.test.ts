import { describe, expect, it } from 'vitest';
import { guidanceNodes } from '../../../src/core/workflow/guidance.ts';
import { StepFileError, parseStep } from '../../../src/core/workflow/steps.ts';
import { discovery, generate, stepText } from './memoryPlan.ts';

const MINIMAL = `---
id: step-01-discovery
title: Discovery
goal: Know
output: docs/data-migration.md
panels:
  - id: sources
    title: Sources
    kind: form
    fields:
      - { input: text, path: project, label: Project }
    complete:
      - { filled: project, firm: true }
---

## Sources

Say what there is.
`;

function fault(text: string): { field: string; reason: string; file: string } {
  try {
    parseStep(text, 'steps/x.md');
  } catch (error) {
    if (error instanceof StepFileError) return error;
    throw error;
  }
  throw new Error('the step was read');
}

describe('the step files', () => {
  it('name their panels in order', () => {
    expect(discovery.panels.map((panel) => panel.id)).toEqual(['sources', 'volumes', 'relationships', 'quality', 'rules', 'exclusions', 'target', 'strategy', 'summary']);
    expect(generate.panels.map((panel) => panel.id)).toEqual(['inventory', 'mapping', 'validation', 'sequence', 'rollback', 'cutover', 'review']);
    expect([discovery.next, generate.next]).toEqual(['step-02-generate', undefined]);
  });

  it('have guidance of 80 to 180 words for every panel', () => {
    for (const step of [discovery, generate]) {
      for (const panel of step.panels) {
        const count = (step.guidance[panel.id] ?? '').split(/\s+/).filter((word) => /\w/.test(word)).length;
        expect(count, panel.id).toBeGreaterThanOrEqual(80);
        expect(count, panel.id).toBeLessThanOrEqual(180);
      }
    }
  });

  it('ask for a sign-off of every panel of the second step, and never let it be set aside', () => {
    for (const panel of generate.panels) expect(panel.complete).toContainEqual({ signedOff: panel.id, firm: true });
  });

  it('read the same with CRLF and a byte order mark', () => {
    const crlf = `\uFEFF${stepText('step-01-discovery').replace(/\n/g, '\r\n')}`;
    expect(parseStep(crlf, 'x')).toEqual(discovery);
  });
});

describe('a broken step file', () => {
  it('is fine as it stands before it is broken', () => {
    expect(parseStep(MINIMAL, 'steps/x.md').guidance).toEqual({ sources: 'Say what there is.' });
  });

  it.each([
    ['code as frontmatter', MINIMAL.replace('---', '---js'), 'frontmatter', 'the file must start with a line "---"'],
    ['no frontmatter', '# Hello', 'frontmatter', 'the file must start with a line "---"'],
    ['broken YAML', MINIMAL.replace('title: Discovery', 'title: "Discovery'), 'frontmatter', undefined],
    ['a missing goal', MINIMAL.replace('goal: Know\n', ''), 'goal', undefined],
    ['a bad id', MINIMAL.replace('step-01-discovery', '../../etc'), 'id', undefined],
    ['a misspelt key', MINIMAL.replace('complete:', 'complte:'), 'panels.0.complte', 'no such field'],
    ['a misspelt condition', MINIMAL.replace('filled:', 'filed:'), 'panels.0.complete.0', undefined],
    ['a second condition in one', MINIMAL.replace('firm: true', 'firm: true, some: sourceSystems'), 'panels.0.complete.0.some', 'no such field'],
    ['a condition on nothing', MINIMAL.replace('filled: project', 'filled: projekt'), 'panels.0.complete.0', 'the frontmatter has no field "projekt"'],
    ['each of no list', MINIMAL.replace('filled: project', 'each: sourceSystems.colour'), 'panels.0.complete.0', 'no list has a field "sourceSystems.colour"'],
    ['a field on nothing', MINIMAL.replace('path: project', 'path: projekt'), 'panels.0.fields.0.path', 'the frontmatter has no text "projekt"'],
    ['a sign-off of no panel', MINIMAL.replace('filled: project', 'signedOff: volumes'), 'panels.0.complete.0', 'no panel "volumes" in this step'],
    ['a step that waits for itself', MINIMAL.replace('filled: project', 'stepDone: step-01-discovery'), 'panels.0.complete.0', 'a step can not wait for itself'],
    ['an unknown dependency', MINIMAL.replace('    kind: form', '    kind: form\n    dependsOn: [volumes]'), 'panels.0.dependsOn.0', 'no panel "volumes" in this step'],
    ['a dependency on no path', MINIMAL.replace('    kind: form', '    kind: form\n    dependsOn: [inventory.colour]'), 'panels.0.dependsOn.0', 'the plan has no "inventory.colour"'],
    ['no guidance', MINIMAL.replace('Say what there is.', ''), 'guidance', 'no text under "## Sources"'],
    ['a heading of no panel', `${MINIMAL}\n## Volumes\n\nMore.\n`, 'guidance', '"## Volumes" is no panel'],
    ['a heading twice', `${MINIMAL}\n## Sources\n\nMore.\n`, 'guidance', '"## Sources" stands twice'],
    ['itself as the next', MINIMAL.replace('goal: Know', 'goal: Know\nnext: step-01-discovery'), 'next', 'a step can not follow itself'],
    ['a panel called complete', MINIMAL.replace('id: sources', 'id: complete'), 'panels.0.id', undefined],
    ['a prototype for a field', MINIMAL.replace('path: project', 'path: constructor'), 'panels.0.fields.0.path', 'the frontmatter has no text "constructor"'],
  ])('with %s says where', (_, text, field, reason) => {
    const error = fault(text);
    expect(error.file).toBe('steps/x.md');
    expect(error.field).toBe(field);
    if (reason !== undefined) expect(error.reason).toBe(reason);
  });

  it('names file and field in its message', () => {
    expect(() => parseStep(MINIMAL.replace('complete:', 'complte:'), 'steps/x.md')).toThrow('steps/x.md: panels.0.complte: no such field');
  });

  it('runs no code', () => {
    const flag = globalThis as { stepFileRan?: boolean };
    expect(() => parseStep('---js\n{ id: (globalThis.stepFileRan = true) }\n---\n', 'x')).toThrow(StepFileError);
    expect(flag.stepFileRan).toBeUndefined();
  });
});

describe('guidance', () => {
  it('keeps headings, lists and runs, and reduces the rest to its text', () => {
    expect(guidanceNodes('### Why\n\nA **bold** and *soft* `code`\nline, [a link](javascript:alert(1)).\n\n1. one\n2. two\n   - deep\n\n<script>x</script>\n')).toEqual([
      { type: 'heading', runs: [{ text: 'Why' }] },
      {
        type: 'paragraph',
        runs: [{ text: 'A ' }, { text: 'bold', style: 'strong' }, { text: ' and ' }, { text: 'soft', style: 'emphasis' }, { text: ' ' }, { text: 'code', style: 'code' }, { text: ' line, ' }, { text: 'a link' }, { text: '.' }],
      },
      { type: 'list', ordered: true, items: [[{ text: 'one' }], [{ text: 'two' }], [{ text: 'deep' }]] },
      { type: 'paragraph', runs: [{ text: '<script>x</script>' }] },
    ]);
  });

  it('is read once a text', () => {
    expect(guidanceNodes('Hello')).toBe(guidanceNodes('Hello'));
  });
});
