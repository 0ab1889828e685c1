import type { Plan } from '../plan/plan.ts';
import type { Problem } from '../plan/problem.ts';
import type { BlockId, SectionId } from '../plan/sections.ts';
import type { TextRange } from '../text/textEdit.ts';

/** A section as it stands in the text: its heading line and everything up to the next heading of its level. */
export interface ParsedSection {
  readonly id: SectionId;
  readonly heading: TextRange;
  readonly whole: TextRange;
}

/** A managed block as it stands in the text. */
export interface ParsedBlock {
  readonly id: BlockId;
  readonly range: TextRange;
  /** Range of the header row (tables) or of the whole first item (lists). */
  readonly header: TextRange;
  readonly rowCount: number;
  /** The whole line of a table's row, or a list's item. Undefined where there is no such row. */
  rowRange(row: number): TextRange | undefined;
  /** A cell's content, without padding. Undefined where the row ends before the column or has no such column. */
  cellRange(row: number, column: string): TextRange | undefined;
}

/**
 * The document, read. Immutable: made once a text (hosts cache it by document version), shared by every view.
 * `plan` is absent where the frontmatter can't be read (broken YAML, git's conflict markers, not ours): then `problems`
 * says why and where, and nothing is written until it is mended.
 */
export interface ParsedPlan {
  readonly text: string;
  readonly eol: '\n' | '\r\n';
  readonly plan?: Plan;
  /** Only what can be seen from the text alone: structure, frontmatter, cells. Checks against catalogues come on top. */
  readonly problems: readonly Problem[];
  readonly sections: Readonly<Partial<Record<SectionId, ParsedSection>>>;
  readonly blocks: Readonly<Partial<Record<BlockId, ParsedBlock>>>;
  /** Range of the value of a frontmatter path (`targetSystem.name`, `sourceSystems.0.owner`), else of the key of the nearest parent that stands, else of the key behind which it belongs. */
  fieldRange(path: string): TextRange;
}
