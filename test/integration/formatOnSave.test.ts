// Prettier on save, as many people have it, changes no value of a plan, however much SQL stands in it.
import { strict as assert } from 'node:assert';
import * as prettierMarkdown from 'prettier/plugins/markdown';
import * as prettierYaml from 'prettier/plugins/yaml';
import { format } from 'prettier/standalone';
import * as vscode from 'vscode';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import { BLOCKS } from '../../src/core/plan/sections.ts';
import type { CellKind } from '../../src/core/plan/sections.ts';
import { answerMessages, closeAll, edit, onDisk, openBoth, restoreDialogs, setting, settledProblems, writeDocument } from './support.ts';
import type { Shown } from './support.ts';
import { richPlan } from './fixtures.ts';

const sql = [
  `select count(*) from "Order" where a*b > c*d and note like '%*x*%'`,
  "select `id`, ``x`` from t where s = 'a|b' or s = '\\|' or s = '\\\\'",
  'select * from _a_ join __b__ using (id) -- trailing ~~strike~~',
  'select 1 < 2 and 3 > 2, <b>not html</b>, &amp; &lt;',
  'select $1::numeric(10,2)    ,  E\'\\n\'',
];
const prose = ['a *b* _c_ **d** __e__', '<script>alert(1)</script>', '[link](javascript:alert(1))', '1. not a list', '- dash', '# hash', 'a | b', '`tick` and ``two``', 'C:\\path\\to\\file', 'http://example.org/?a=1&b=2', '&nbsp;', 'x^2 ~ y', '!important', '100 %', '*', '\\*', 'Größe 顧客 👩‍💻'];

function valueFor(kind: CellKind, index: number): string {
  switch (kind) {
    case 'count': return ['1,204,331', '~3,500', '?'][index % 3] ?? '';
    case 'size': return ['12 KB', '1.4 GB'][index % 2] ?? '';
    case 'priority': return ['High', 'Medium', 'Low'][index % 3] ?? '';
    case 'duration': return ['2 h 30 min', '?'][index % 2] ?? '';
    case 'gate': return ['pre', 'post'][index % 2] ?? '';
    case 'sql': case 'transform': return sql[index % sql.length] ?? '';
    case 'tolerance': return ['0', '0.01 %', '± 5'][index % 3] ?? '';
    case 'text': case 'name': case 'names': return `${prose[index % prose.length] ?? ''} ${String(index)}`;
    default: return kind satisfies never;
  }
}

function values(text: string): Plan | undefined {
  return parsePlan(text).plan;
}

function messages(shown: readonly Shown[]): string[] {
  return shown.map(({ message }) => message).sort();
}

describe('Prettier on save', () => {
  let provider: vscode.Disposable;
  let options: { proseWrap: 'preserve' | 'always' | 'never'; tabWidth: number; singleQuote: boolean };
  let formatted = 0;

  before(async () => {
    provider = vscode.languages.registerDocumentFormattingEditProvider({ language: 'markdown' }, {
      async provideDocumentFormattingEdits(document) {
        formatted++;
        const text = await format(document.getText(), { parser: 'markdown', plugins: [prettierMarkdown, prettierYaml], ...options });
        return [vscode.TextEdit.replace(new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)), text)];
      },
    });
    await setting('editor.formatOnSave', true);
  });
  after(async () => {
    provider.dispose();
    await setting('editor.formatOnSave', undefined);
  });
  beforeEach(() => { answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });

  for (const [name, eol, chosen] of [
    ['as it comes', '\n', { proseWrap: 'preserve', tabWidth: 2, singleQuote: false }],
    ['wrapping prose at 80, four blanks, single quotes', '\r\n', { proseWrap: 'always', tabWidth: 4, singleQuote: true }],
    ['unwrapping prose', '\n', { proseWrap: 'never', tabWidth: 8, singleQuote: false }],
  ] as const) {
    it(`${name}, ${eol === '\n' ? 'LF' : 'CRLF'}: every value reads as before, and a second save changes nothing`, async () => {
      options = chosen;
      const uri = writeDocument(richPlan(eol));
      const { document } = await openBoth(uri);
      for (const block of BLOCKS) {
        if (block.form === 'rendered') continue;
        const rows = Array.from({ length: prose.length }, (_, index) => Object.fromEntries(block.columns.map((column, place) => [column.key, valueFor(column.kind, index + place)])));
        await edit(uri, { kind: 'insertRows', block: block.id, at: 99, rows });
      }
      await edit(uri, { kind: 'batch', edits: [
        ...prose.map((text, index) => ({ kind: 'addItem' as const, list: 'decisions' as const, item: { decision: `${text} ${String(index)}`, reason: sql[index % sql.length] ?? '' } })),
        ...prose.map((text) => ({ kind: 'addItem' as const, list: 'openQuestions' as const, item: { question: `Is ${text} right?` } })),
        { kind: 'setField', path: 'businessRules', value: [...prose, ...sql] },
        { kind: 'setField', path: 'migrationStrategy.rationale', value: `${prose.join('; ')} — and a long sentence that goes on for more than eighty characters, so that it would be wrapped` },
      ] });
      const before = document.getText();
      const plan = values(before);
      assert.ok(plan);
      const problems = messages(await settledProblems(uri));
      assert.ok(problems.length > 0);
      formatted = 0;
      assert.equal(await document.save(), true);
      assert.ok(formatted > 0, 'the formatter ran');
      assert.notEqual(document.getText(), before, 'it found something to do');
      assert.deepEqual(values(document.getText()), plan);
      assert.equal(onDisk(uri), document.getText());
      assert.deepEqual(messages(await settledProblems(uri)), problems, 'the same problems, no more and no less');

      const once = document.getText();
      await edit(uri, { kind: 'setField', path: 'targetSystem.technology', value: 'PostgreSQL 16' });
      await edit(uri, { kind: 'setField', path: 'targetSystem.technology', value: '' });
      assert.equal(document.getText(), once);
      assert.equal(await document.save(), true);
      assert.deepEqual(values(document.getText()), plan);
    });
  }
});
