// One random mix: a person in the wizard, a person at the keyboard and a program outside, on one document.
import { strict as assert } from 'node:assert';
import { renameSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { applyTextEdits } from '../../src/core/text/applyTextEdits.ts';
import { computeTextEdits } from '../../src/core/document/computeTextEdits.ts';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { confirmableRows } from '../../src/core/plan/confirmableRows.ts';
import { EditRefused } from '../../src/core/plan/planEdit.ts';
import type { PlanEdit, SimpleEdit } from '../../src/core/plan/planEdit.ts';
import { cellOf, rowsOf } from '../../src/core/plan/plan.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import { blockSpec } from '../../src/core/plan/sections.ts';
import type { BlockId } from '../../src/core/plan/sections.ts';
import { edit, eventually, focusText, onDisk, openBoth, openText, pause, run, wizardTabs } from './support.ts';
import type { Random } from './random.ts';

export interface MixOptions {
  readonly wizard: boolean;
  /** `files.autoSave` is `afterDelay`. */
  readonly autoSave: boolean;
  /** Of auto-save. */
  readonly delay: number;
}

/** What undo must bring back, and in how many steps at most: what was typed in one go may be several. */
interface Step {
  readonly before: string;
  readonly most: number;
}

const counts = ['1,204,331', '~1,200,000', '?', '60', '0', '9,007,199,254,740,993'];
const sizes = ['12 KB', '1.4 GB', '?', '380 KB'];
const priorities = ['High', 'Medium', 'Low'];
const transforms = ['direct', 'a *b* c', 'leave behind: empty | since 2019', "case when x = 'a|b' then 1 end", 'cast to numeric(10,2)', '`quoted`', 'trim(_name_)', 'Größe ≥ 3'];
const texts = ['Ana Lind', 'erp: the "new" one', '# not a comment', "it's", 'yes', '1:30', 'Zürich, 3 | 4', '- dash', 'plain words'];
const typed = ['5', '123', 'abc', 'Xy9'];

export class Mix {
  readonly uri: vscode.Uri;
  readonly log: string[] = [];
  readonly #random: Random;
  readonly #options: MixOptions;
  #document!: vscode.TextDocument;
  #editor!: vscode.TextEditor;
  #done: Step[] = [];
  #undone: Step[] = [];
  #names = 0;

  constructor(uri: vscode.Uri, random: Random, options: MixOptions) {
    this.uri = uri;
    this.#random = random;
    this.#options = options;
  }

  /** Begins with this text, in the editors that are open on the document, or else are opened. */
  async run(text: string, steps: number): Promise<void> {
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === this.uri.toString());
    if (shown) {
      this.#editor = shown;
      this.#document = shown.document;
      const fresh = new vscode.WorkspaceEdit();
      fresh.replace(this.uri, new vscode.Range(this.#document.positionAt(0), this.#document.positionAt(this.#text.length)), text);
      await vscode.workspace.applyEdit(fresh);
      await this.#save();
    } else await this.#open();
    assert.equal(this.#text, text);
    for (let step = 0; step < steps; step++) await this.#step();
    await this.#save();
    assert.equal(this.#options.wizard, wizardTabs(this.uri).length === 1, 'the wizard is where it was');
  }

  get #text(): string {
    return this.#document.getText();
  }

  async #open(): Promise<void> {
    this.#editor = this.#options.wizard ? await openBoth(this.uri) : await openText(this.uri);
    this.#document = this.#editor.document;
    this.#done = [];
    this.#undone = [];
  }

  async #step(): Promise<void> {
    const random = this.#random;
    const dice = random.below(100);
    if (dice < 26) return this.#wizardEdit(this.#anyEdit());
    if (dice < 36) return this.#textEdit();
    if (dice < 46) return this.#type();
    if (dice < 60) return this.#undo(1 + random.below(3));
    if (dice < 66) return this.#redo(1 + random.below(2));
    if (dice < 72) return this.#save();
    if (dice < 90) return this.#burst();
    if (dice < 94) return this.#outsideWhileClean();
    if (dice < 97) return this.#outsideWhileDirty();
    if (dice < 98) return this.#revert();
    return this.#reopen();
  }

  // --- the wizard -----------------------------------------------------------------------------------------------

  async #wizardEdit(planEdit: PlanEdit): Promise<void> {
    this.log.push(`wizard ${JSON.stringify(planEdit)}`);
    const before = this.#text;
    const version = this.#document.version;
    const expected = after(before, planEdit);
    await edit(this.uri, planEdit);
    assert.equal(this.#text, expected, 'the edit changes what it should and nothing else');
    if (expected === before) assert.equal(this.#document.version, version, 'an edit that changes nothing is no step');
    else this.#did(before, 1);
    assertWritten(this.#text, planEdit);
  }

  #anyEdit(): PlanEdit {
    const random = this.#random;
    const { plan } = parsePlan(this.#text);
    assert.ok(plan, 'the plan can be read');
    if (random.chance(0.12)) {
      const [first, second] = [this.#cellEdit(plan), this.#fieldEdit()];
      return { kind: 'batch', edits: [first, second, ...(random.chance(0.5) ? [this.#addItem()] : [])] };
    }
    const dice = random.below(12);
    if (dice < 4) return this.#cellEdit(plan);
    if (dice < 6) return this.#fieldEdit();
    if (dice === 6) return this.#addItem();
    if (dice === 7) return this.#removeItem(plan) ?? this.#addItem();
    if (dice === 8) return this.#insertRows(plan);
    if (dice === 9) return this.#removeRows(plan) ?? this.#insertRows(plan);
    if (dice === 10) return this.#moveRows(plan) ?? this.#cellEdit(plan);
    const rows = confirmableRows(plan);
    return rows.length === 0 ? this.#cellEdit(plan) : { kind: 'confirmVolumes', rows: [random.pick(rows)], by: 'Bo', at: '2026-02-03' };
  }

  #cellEdit(plan: Plan): SimpleEdit {
    const random = this.#random;
    const [block, column, values] = random.pick<readonly [BlockId, string, readonly string[]]>([
      ['inventory', 'recordCount', counts], ['inventory', 'size', sizes], ['inventory', 'priority', priorities],
      ['mapping', 'transform', transforms], ['cutover', 'owner', texts], ['validation', 'sourceQuery', transforms], ['rollbackCriteria', 'threshold', texts],
    ]);
    const rows = rowsOf(plan, block);
    if (rows.length === 0) return this.#fieldEdit();
    return cell(plan, block, random.below(rows.length), column, random.pick(values));
  }

  #fieldEdit(): SimpleEdit {
    const path = this.#random.pick(['project', 'targetSystem.owner', 'volumes.history', 'migrationStrategy.rationale', 'constraints.timeZones', 'businessRules']);
    const value = this.#random.pick(texts);
    return { kind: 'setField', path, value: path === 'businessRules' ? [value, `and ${value}`] : value };
  }

  #addItem(): SimpleEdit {
    const random = this.#random;
    const name = `number ${String(++this.#names)}: ${random.pick(texts)}`;
    return random.pick<SimpleEdit>([
      { kind: 'addItem', list: 'decisions', item: { decision: name, reason: random.pick(texts) } },
      { kind: 'addItem', list: 'openQuestions', item: { question: name } },
      { kind: 'addItem', list: 'relationships', item: { from: 'crm', to: name, how: random.pick(texts) } },
    ]);
  }

  #removeItem(plan: Plan): SimpleEdit | undefined {
    const { decisions } = plan.state;
    if (decisions.length === 0) return undefined;
    const index = this.#random.below(decisions.length);
    return { kind: 'removeItem', list: 'decisions', item: { index, key: decisions[index]?.decision ?? '' } };
  }

  #insertRows(plan: Plan): SimpleEdit {
    const random = this.#random;
    const name = `New${String(++this.#names)}`;
    const [block, row] = random.pick<readonly [BlockId, Record<string, string>]>([
      ['inventory', { sourceSystem: 'crm', object: name, recordCount: random.pick(counts) }],
      ['mapping', { sourceTable: 'Customer', sourceField: name, targetTable: 'customer', targetField: name, transform: random.pick(transforms) }],
      ['cutover', { activity: name, owner: '?', duration: '5 min' }],
      ['phases', { phase: `${name}: more` }],
    ]);
    return { kind: 'insertRows', block, at: random.below(rowsOf(plan, block).length + 1), rows: [row] };
  }

  #removeRows(plan: Plan): SimpleEdit | undefined {
    const block = this.#random.pick<BlockId>(['inventory', 'mapping', 'cutover', 'phases']);
    const count = rowsOf(plan, block).length;
    return count < 3 ? undefined : { kind: 'removeRows', block, rows: [reference(plan, block, this.#random.below(count))] };
  }

  #moveRows(plan: Plan): SimpleEdit | undefined {
    const block = this.#random.pick<BlockId>(['cutover', 'phases', 'mapping']);
    const count = rowsOf(plan, block).length;
    return count < 2 ? undefined : { kind: 'moveRows', block, rows: [reference(plan, block, this.#random.below(count))], to: this.#random.below(count + 1) };
  }

  // --- the keyboard ---------------------------------------------------------------------------------------------

  /** As another extension, a snippet or a paste does it. */
  async #textEdit(): Promise<void> {
    const before = this.#text;
    const place = this.#random.chance(0.5) ? cellPlace(before, this.#random) : prosePlace(before);
    if (!place) return;
    const value = another(this.#random, ['7', '77,777', 'seven words, and one more'], before, place);
    this.log.push(`text edit at ${String(place.start)}: ${value}`);
    const range = new vscode.Range(this.#document.positionAt(place.start), this.#document.positionAt(place.end));
    await this.#inText();
    assert.equal(await this.#editor.edit((builder) => { builder.replace(range, value); }), true);
    assert.equal(this.#text, splice(before, place, value));
    this.#did(before, 1);
  }

  async #type(): Promise<void> {
    const before = this.#text;
    const place = cellPlace(before, this.#random);
    if (!place) return;
    const value = another(this.#random, typed, before, place);
    this.log.push(`typing ${value} at ${String(place.start)}`);
    await this.#inText();
    this.#select(place);
    for (const key of value) await run('type', { text: key });
    assert.equal(this.#text, splice(before, place, value));
    await this.#moveOn();
    this.#did(before, value.length + 1);
  }

  #select(place: Place): void {
    this.#editor.selection = new vscode.Selection(this.#document.positionAt(place.start), this.#document.positionAt(place.end));
  }

  /** A person moves the cursor away, which ends the undo step of what was typed; setting a selection does not. */
  async #moveOn(): Promise<void> {
    await run('cursorRight');
  }

  async #inText(): Promise<void> {
    this.#editor = await focusText(this.uri);
  }

  // --- undo and redo --------------------------------------------------------------------------------------------

  /** From the text or from the wizard: it is the same undo. */
  async #undo(times: number): Promise<void> {
    await this.#quiet();
    for (let time = 0; time < times; time++) {
      const step = this.#done.pop();
      if (!step) return;
      this.log.push('undo');
      const after = this.#text;
      await this.#focusAnywhere();
      await this.#until('undo', step.before, step.most);
      this.#undone.push({ before: after, most: step.most });
    }
  }

  async #redo(times: number): Promise<void> {
    await this.#quiet();
    for (let time = 0; time < times; time++) {
      const step = this.#undone.pop();
      if (!step) return;
      this.log.push('redo');
      const before = this.#text;
      await this.#focusAnywhere();
      await this.#until('redo', step.before, step.most);
      this.#done.push({ before, most: step.most });
    }
  }

  async #until(command: 'undo' | 'redo', expected: string, most: number): Promise<void> {
    for (let count = 0; count < most; count++) {
      await run(command);
      if (this.#text === expected) return;
    }
    assert.equal(this.#text, expected, `${command} brings back the text before one action, in at most ${String(most)}`);
  }

  async #focusAnywhere(): Promise<void> {
    if (this.#options.wizard && this.#random.chance(0.4)) await run('workbench.action.focusSecondEditorGroup');
    else await this.#inText();
  }

  #did(before: string, most: number): void {
    this.#done.push({ before, most });
    this.#undone = [];
  }

  // --- several at once ------------------------------------------------------------------------------------------

  /** The wizard's edits, the keyboard and a save, none of which waits for the others. */
  async #burst(): Promise<void> {
    const random = this.#random;
    const before = this.#text;
    const { plan } = parsePlan(before);
    assert.ok(plan);
    const rows = random.shuffle(rowsOf(plan, 'inventory').map((_, index) => index));
    const ownRow = rows.pop();
    const edits: SimpleEdit[] = [];
    for (let count = 2 + random.below(4); count > 0; count--) {
      const dice = random.below(6);
      const row = rows[random.below(rows.length)];
      if (dice < 3 && row !== undefined) edits.push(cell(plan, 'inventory', row, random.pick(['recordCount', 'size', 'priority']), random.pick(counts)));
      else if (dice === 3 && rowsOf(plan, 'mapping').length > 0) edits.push(cell(plan, 'mapping', random.below(rowsOf(plan, 'mapping').length), 'transform', random.pick(transforms)));
      else if (dice === 4) edits.push(this.#fieldEdit());
      else edits.push(this.#addItem());
    }
    const place = ownRow === undefined || random.chance(0.3) ? undefined : cellPlace(before, random, ownRow);
    const value = place ? another(random, typed, before, place) : '';
    const saving = random.chance(0.3);
    this.log.push(`burst ${JSON.stringify(edits)}${place ? ` while typing ${value} in row ${String(ownRow)}` : ''}${saving ? ' and saving' : ''}`);

    const seen = new Set<string>([before]);
    let changes = 0;
    const following = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== this.#document || event.contentChanges.length === 0) return;
      changes++;
      seen.add(event.document.getText());
    });
    try {
      await this.#inText();
      const keys = place ? Array.from(value) : [];
      const deeds: (() => Thenable<unknown>)[] = edits.map((each) => () => edit(this.uri, each));
      if (place) this.#select(place);
      // The keys keep their order among themselves, and so do the edits; between them anything may happen.
      const pending: Thenable<unknown>[] = [];
      while (keys.length > 0 || deeds.length > 0) {
        const key = deeds.length === 0 || (keys.length > 0 && random.chance(0.5)) ? keys.shift() : undefined;
        if (key !== undefined) pending.push(run('type', { text: key }));
        else pending.push((deeds.shift() ?? (() => Promise.resolve()))());
        if (random.chance(0.3)) await pause(random.below(12));
      }
      if (saving) pending.push(this.#document.save());
      await Promise.all(pending);
      await this.#moveOn();
    } finally {
      following.dispose();
    }

    const expected = edits.reduce((text, each) => after(text, each), place ? splice(before, place, value) : before);
    assert.equal(this.#text, expected, 'the last value written to each place stands, and nothing else changed');
    // A save during which the text changes leaves VS Code with a disk that is neither: the next one settles it.
    if (saving) await this.#save();
    const steps = stepsOf(before, place, value, edits);
    if (expected === before) return;
    // Undo goes through what was seen, one action at a time.
    if (random.chance(0.5)) {
      await this.#quiet();
      let count = 0;
      for (; this.#text !== before && count <= changes; count++) {
        await run('undo');
        assert.ok(seen.has(this.#text), `undo number ${String(count + 1)} brings back a text that stood there`);
      }
      assert.equal(this.#text, before, `all is undone after ${String(changes)} undos`);
      assert.ok(count >= steps.least && count <= steps.most, `${String(count)} undos for ${JSON.stringify(steps)} steps`);
      for (let back = count; back > 0; back--) await run('redo');
      assert.equal(this.#text, expected, 'and done again');
    }
    this.#did(before, steps.most);
  }

  // --- the disk -------------------------------------------------------------------------------------------------

  async #save(): Promise<void> {
    this.log.push('save');
    const text = this.#text;
    // Auto-save that comes in between takes a save over: that one says no, and the text is saved all the same.
    await eventually(async () => assert.equal(await this.#document.save(), true, 'saving works'));
    assert.equal(this.#text, text, 'saving changes nothing');
    assert.equal(onDisk(this.uri), text);
    assert.equal(this.#document.isDirty, false);
  }

  /** Saves whatever `isDirty` says: after an edit during a save, the extension host takes the text for saved, and VS Code does not. */
  async #clean(): Promise<void> {
    await this.#save();
  }

  /**
   * An undo back to what was saved last, while something newer is being written, leaves VS Code with a clean text that is
   * not what the disk holds. That is not ours to mend, so nothing is being written when undo begins.
   */
  async #quiet(): Promise<void> {
    if (this.#options.autoSave) await this.#clean();
  }

  async #outsideWhileClean(): Promise<void> {
    await this.#clean();
    const before = this.#text;
    const changed = changeOutside(before, `outside ${String(++this.#names)}`);
    this.log.push('outside, clean');
    this.#writeOutside(changed);
    await eventually(() => assert.equal(this.#text, changed, 'what came from outside is shown'));
    assert.equal(this.#document.isDirty, false);
    this.#did(before, 1);
    this.#undone = [];
  }

  /** As git and careful programs write: a file that is half written, and read by VS Code just then, is another matter. */
  #writeOutside(text: string): void {
    const file = `${this.uri.fsPath}.new`;
    writeFileSync(file, text);
    renameSync(file, this.uri.fsPath);
  }

  /** With unsaved changes and a change from outside, neither is overwritten without a word. */
  async #outsideWhileDirty(): Promise<void> {
    await this.#clean();
    const disk = changeOutside(this.#text, `meanwhile ${String(++this.#names)}`);
    this.log.push('outside, dirty');
    await edit(this.uri, { kind: 'setField', path: 'project', value: `mine ${String(this.#names)}` });
    const mine = this.#text;
    assert.equal(this.#document.isDirty, true);
    this.#writeOutside(disk);
    await pause(this.#options.autoSave ? this.#options.delay + 200 : 150);
    assert.equal(this.#text, mine, 'unsaved changes stay');
    assert.equal(onDisk(this.uri), disk, 'what came from outside stays, whatever auto-save does');
    assert.equal(await this.#document.save(), false, 'saving says no');
    assert.equal(onDisk(this.uri), disk);
    assert.equal(this.#text, mine);
    assert.equal(this.#document.isDirty, true);
    // The wizard works on meanwhile, on the text.
    const more: PlanEdit = { kind: 'setField', path: 'targetSystem.owner', value: 'still here' };
    await edit(this.uri, more);
    assert.equal(this.#text, after(mine, more));
    assert.equal(onDisk(this.uri), disk);
    await this.#takeDisk(disk);
  }

  async #revert(): Promise<void> {
    this.log.push('revert');
    // Auto-save would not leave anything to throw away.
    if (this.#options.autoSave) return;
    const disk = onDisk(this.uri);
    await this.#takeDisk(disk);
  }

  async #takeDisk(disk: string): Promise<void> {
    await this.#inText();
    await run('workbench.action.files.revert');
    await eventually(() => assert.equal(this.#text, disk));
    assert.equal(this.#document.isDirty, false);
    this.#done = [];
    this.#undone = [];
  }

  /** As after a restart of the window: nothing is open, then everything is again. */
  async #reopen(): Promise<void> {
    await this.#clean();
    this.log.push('close and reopen');
    const text = this.#text;
    await run('workbench.action.closeAllEditors');
    assert.equal(vscode.window.tabGroups.all.flatMap((group) => group.tabs).length, 0);
    await this.#open();
    assert.equal(this.#text, text);
  }
}

// --- what an edit should do --------------------------------------------------------------------------------------

interface Place {
  readonly start: number;
  readonly end: number;
}

function after(text: string, planEdit: PlanEdit): string {
  try {
    return applyTextEdits(text, computeTextEdits(parsePlan(text), planEdit));
  } catch (error) {
    if (error instanceof EditRefused) return text;
    throw error;
  }
}

/** A value other than the one that stands there: what changes nothing leaves an undo step all the same. */
function another(random: Random, values: readonly string[], text: string, { start, end }: Place): string {
  const there = text.slice(start, end);
  return random.pick(values.filter((value) => value !== there));
}

function splice(text: string, place: Place, value: string): string {
  return text.slice(0, place.start) + value + text.slice(place.end);
}

/** Undo steps of a burst: one an edit that changed something, and one to as many as there are keys for what was typed. */
function stepsOf(before: string, place: Place | undefined, value: string, edits: readonly SimpleEdit[]): { least: number; most: number } {
  let text = place ? splice(before, place, value) : before;
  let changed = 0;
  for (const each of edits) {
    const next = after(text, each);
    if (next !== text) changed++;
    text = next;
  }
  return { least: changed + (place ? 1 : 0), most: changed + (place ? value.length + 1 : 0) };
}

function reference(plan: Plan, block: BlockId, index: number): { index: number; key: string[] } {
  const row = rowsOf(plan, block)[index];
  assert.ok(row);
  return { index, key: blockSpec(block).key.map((column) => cellOf(row, column)) };
}

function cell(plan: Plan, block: BlockId, index: number, column: string, value: string): SimpleEdit {
  return { kind: 'setCell', block, row: reference(plan, block, index), column, value };
}

/** What was asked for reads back as it was written, whatever it holds. */
function assertWritten(text: string, planEdit: PlanEdit): void {
  const { plan } = parsePlan(text);
  assert.ok(plan);
  for (const each of planEdit.kind === 'batch' ? planEdit.edits : [planEdit]) {
    if (each.kind === 'setCell') assert.equal(rowsOf(plan, each.block)[each.row.index]?.cells[each.column], each.value);
    if (each.kind === 'setField') assert.deepEqual(each.path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], plan.state), each.value);
    if (each.kind === 'addItem') {
      const item: Readonly<Record<string, string>> = plan.state[each.list].at(-1) ?? {};
      assert.deepEqual(Object.fromEntries(Object.keys(each.item).map((key) => [key, item[key]])), each.item);
    }
  }
}

/** The record count of an inventory row, as a place in the text. */
function cellPlace(text: string, random: Random, row?: number): Place | undefined {
  const block = parsePlan(text).blocks.inventory;
  return block === undefined || block.rowCount === 0 ? undefined : block.cellRange(row ?? random.below(block.rowCount), 'recordCount');
}

function prosePlace(text: string): Place | undefined {
  const start = text.indexOf('The room is where the paper is');
  return start < 0 ? undefined : { start: start + 4, end: start + 8 };
}

/** A program outside writes a longer text: a note of its own at the end, and another ticket. */
function changeOutside(text: string, note: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text.replace(/^ticket: .*$/m, (line) => `${line.trimEnd()}1${line.endsWith('\r') ? '\r' : ''}`)}${eol}A note from ${note}.${eol}`;
}
