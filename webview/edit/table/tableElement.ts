import type { TableView } from '../../../src/core/workflow/wizardView.ts';
import type { Page } from '../../page.ts';

/** What the parts of a table see of its element. They know each other by what they are given, and the element by this. */
export interface TableElement extends HTMLElement {
  readonly page: Page;
  readonly table: TableView;
  readonly updateComplete: Promise<boolean>;
  /** Draws the table anew, soon: for what a part keeps and has changed. */
  requestUpdate(): void;
  /** Puts the keyboard on the current cell, with the next drawing. */
  focus(): void;
  /** Says something to those who hear the page. */
  say(text: string): void;
}
