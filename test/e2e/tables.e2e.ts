import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { richPlan } from '../integration/fixtures.ts';
import { eventually } from '../lab/workbench.mjs';
import { PLAN, Person, makeWorkspace } from './wizard.ts';

/** Selects a part of the text, from the first place where `within` stands, as a person does before they type. */
async function selectPart(ana: Person, within: string, part: string): Promise<void> {
  await ana.lab.evaluate(async (vscode, [end, whole, wanted]: [string, string, string]) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (folder === undefined) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, end));
    const at = document.getText().indexOf(whole) + whole.indexOf(wanted);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, selection: new vscode.Range(document.positionAt(at), document.positionAt(at + wanted.length)) });
  }, [PLAN, within, part] as [string, string, string]);
  await eventually('the selection', async () => ((await selected(ana)) === part ? true : undefined));
}

function selected(ana: Person): Promise<string> {
  return ana.lab.evaluate((vscode) => {
    const editor = vscode.window.activeTextEditor;
    return editor === undefined ? '' : editor.document.getText(editor.selection);
  });
}

async function expectSelected(ana: Person, text: string): Promise<void> {
  await eventually(`"${text}" is selected`, async () => ((await selected(ana)) === text ? true : undefined));
}

async function expectText(ana: Person, text: string): Promise<void> {
  await eventually('the text', async () => ((await ana.text()) === text ? true : undefined)).catch(async () => { expect(await ana.text()).toBe(text); });
}

describe('the keys of a table', () => {
  let ana: Person;
  beforeAll(async () => {
    const folder = await makeWorkspace({});
    await mkdir(join(folder, 'docs'));
    await writeFile(join(folder, PLAN), richPlan());
    ana = await Person.sitDown(folder);
    await selectPart(ana, '| crm | Track |', 'Track');
    // The extension is up when it shows something.
    await ana.lab.page.locator('.codelens-decoration').first().waitFor({ state: 'attached', timeout: 60_000 });
    await ana.lab.page.waitForTimeout(2_000);
  });
  afterAll(() => Person.everybodyLeaves());

  test('Tab, Shift+Tab and Enter go from cell to cell, Alt+Down moves the row, each as one undo step', async () => {
    const { keyboard } = ana.lab.page;
    await keyboard.press('Tab');
    await expectSelected(ana, '~3,500');
    const aligned = richPlan().replace('| crm | Track | ~3,500 | 380 KB | Medium | |', '| crm           | Track          |       ~3,500 | 380 KB | Medium   |      |');
    await expectText(ana, aligned);
    await keyboard.press('Enter');
    await expectSelected(ana, '412');
    await keyboard.press('Shift+Tab');
    await expectSelected(ana, 'Invoice');
    const both = aligned.replace('| crm | Invoice | 412 | ? | High | a \\| b |', '| crm           | Invoice        |          412 | ?    | High     | a \\| b |');
    await expectText(ana, both);
    await keyboard.press('Alt+ArrowDown');
    const [invoice = '', genre = ''] = both.split('\n').filter((line) => line.includes('| Invoice  ') || line.includes('| Genre |'));
    await expectText(ana, both.replace(`${invoice}\n${genre}`, `${genre}\n${invoice}`));
    for (const text of [both, aligned, richPlan()]) {
      await keyboard.press('Control+Z');
      await expectText(ana, text);
    }
  });

  test('what is typed on without a pause goes to the cell that was entered', async () => {
    const { keyboard } = ana.lab.page;
    await selectPart(ana, '|crm|Playlist|18|2 KB|Low|B9|', 'crm');
    // As people type: a few keys a second, on a machine that does other things as well.
    for (const key of ['e', 'r', 'p', 'Escape', 'Tab', 'L', 'i', 's', 't', 'Escape', 'Tab', '2', '0', 'Escape', 'Tab']) {
      await keyboard.press(key);
      await ana.lab.page.waitForTimeout(120);
    }
    await expectText(ana, richPlan().replace('|crm|Playlist|18|2 KB|Low|B9|', '| erp           | List           |           20 | 2 KB | Low      | B9   |'));
    await expectSelected(ana, '2 KB');
    for (let step = 0; step < 12 && (await ana.text()) !== richPlan(); step++) await keyboard.press('Control+Z').then(() => ana.lab.page.waitForTimeout(300));
    await expectText(ana, richPlan());
  });

  test.each([40, 90])('a whole table is typed without a pause, a key every %i ms', async (delay) => {
    const { keyboard } = ana.lab.page;
    const rows = Array.from({ length: 5 }, (_, row) => ['a', 'b', 'c'].map((column) => `${column}${String(row)}${column}xyz${String(row)}`));
    for (let time = 0; time < (delay > 50 ? 1 : 2); time++) {
      await selectPart(ana, 'Written on a Friday.', 'Written on a Friday.');
      await keyboard.press('ArrowRight');
      await keyboard.press('Enter');
      await keyboard.press('Enter');
      await ana.lab.page.waitForTimeout(300);
      const keys = [...'| One | Two | Three |'.split(/(?:)/u), 'Enter', ...rows.flatMap((row, at) => row.flatMap((cell, column) => [...(at + column > 0 ? [at === 3 && column === 0 ? '' : 'Tab'] : []), ...cell.split(/(?:)/u)])).filter((key) => key !== '')];
      // The fourth row is come to by Enter and Shift+Tab.
      const third = keys.lastIndexOf('a', keys.indexOf('3'));
      keys.splice(third, 0, 'Enter', 'Shift+Tab', 'Shift+Tab');
      for (const key of keys) {
        const pressed = Date.now();
        await keyboard.press(key);
        await ana.lab.page.waitForTimeout(Math.max(0, delay - (Date.now() - pressed)));
      }
      const cells = async (): Promise<string[][]> => {
        const text = await ana.text();
        const lines = text.slice(text.indexOf('| One')).split('\n');
        return lines.slice(2, lines.indexOf('')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
      };
      await eventually('the cells', async () => (JSON.stringify(await cells()) === JSON.stringify(rows) ? true : undefined), 5_000).catch(async () => { expect(await cells()).toEqual(rows); });
      await ana.lab.evaluate(async (vscode, [end, text]: [string, string]) => {
        const document = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(end));
        if (document === undefined) return;
        const edit = new vscode.WorkspaceEdit();
        edit.replace(document.uri, new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
        await vscode.workspace.applyEdit(edit);
      }, [PLAN, richPlan()] as [string, string]);
      await expectText(ana, richPlan());
    }
  });

  test('rows of a spreadsheet are pasted as rows, a word as a word', async () => {
    const { keyboard } = ana.lab.page;
    await selectPart(ana, '| crm | Track |', 'Track');
    await ana.lab.evaluate(async (vscode, text) => { await vscode.env.clipboard.writeText(text); }, 'Table\tSystem\tRows\r\nAlbum\tcrm\t347\r\n"a | b"\tcrm\t?\r\n');
    await keyboard.press('Control+V');
    const track = '| crm | Track | ~3,500 | 380 KB | Medium | |\n';
    await expectText(ana, richPlan().replace(track, `${track}| crm           | Album          |          347 |      |          |      |\n| crm           | a \\| b         |            ? |      |          |      |\n`));
    await keyboard.press('Control+Z');
    await expectText(ana, richPlan());
    await selectPart(ana, '| crm | Track |', 'Track');
    await ana.lab.evaluate(async (vscode, text) => { await vscode.env.clipboard.writeText(text); }, 'Album, new');
    await keyboard.press('Control+V');
    await expectText(ana, richPlan().replace('| crm | Track |', '| crm | Album, new |'));
    await keyboard.press('Control+Z');
    await expectText(ana, richPlan());
  });

  test('outside tables Tab and Enter are what they always are', async () => {
    const { keyboard } = ana.lab.page;
    await selectPart(ana, 'Written on a Friday.', 'Written on a Friday.');
    // The moment that a person takes to reach for the keys: the extension looks where the cursor is.
    await ana.lab.page.waitForTimeout(500);
    await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
    await keyboard.type('Then');
    await expectText(ana, richPlan().replace('Written on a Friday.', 'Written on a Friday.\nThen'));
  });
});
