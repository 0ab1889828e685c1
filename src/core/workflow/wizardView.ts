import type { PlanEdit } from '../plan/planEdit.ts';
import type { PlanPlace, Severity } from '../plan/problem.ts';
import type { BlockId, ColumnSpec, SectionId } from '../plan/sections.ts';
import type { ImportReviewView } from '../interchange/importReviewView.ts';
import type { RescanReviewView } from '../rescan/rescanReviewView.ts';
import type { Field, Panel } from './stepFile.ts';

/** What the wizard shows, computed by the host from the plan; the page only draws it. Texts are already in words. */

export type Badge = 'open' | 'current' | 'done' | 'stale' | 'unproven' | 'locked';

export interface PanelSummary {
  readonly id: string;
  readonly title: string;
  readonly badge: Badge;
  /** How many things are open in it. */
  readonly open: number;
}

export interface StepSummary {
  readonly id: string;
  readonly title: string;
  readonly badge: Badge;
  /** Empty while the step's file has not been read: a later step's file is read only when it is reached. */
  readonly panels: readonly PanelSummary[];
}

export interface ProblemView {
  readonly severity: Severity;
  readonly message: string;
  readonly place: PlanPlace;
  /** Panel that shows the place, where one does. */
  readonly panel?: string;
  /** 1-based line in the document. */
  readonly line: number;
  readonly fixes: readonly { readonly label: string; readonly edit: PlanEdit }[];
}

export type CellMark = 'measured' | 'estimated' | 'stated' | 'unknown' | 'confirmed';

/** How sure the target of a mapping row is, or what is on offer for it, in words. */
export interface MatchView {
  /** `proposed`: its target is the proposed one; `chosen`: a person's; `rejected`: rejected before; `offered`: it has none yet, and `target` could be it; `open`: nothing fits. */
  readonly state: 'proposed' | 'chosen' | 'rejected' | 'offered' | 'open';
  /** Absent where nothing speaks for the row's own target. */
  readonly tier?: 'sure' | 'likely' | 'unsure';
  /** 0 to 100. */
  readonly percent?: number;
  /** The target that is on offer. */
  readonly target?: { readonly table: string; readonly field: string };
  /** The strongest first. */
  readonly reasons: readonly string[];
  /** What else could be meant, best first. */
  readonly alternatives: readonly { readonly table: string; readonly field: string; readonly percent: number }[];
}

export interface RowView {
  readonly cells: Readonly<Record<string, string>>;
  /** Key cells, for `RowRef.key`. */
  readonly key: readonly string[];
  /** Evidence of the row's volume, in the inventory. */
  readonly evidence?: { readonly mark: CellMark; readonly proven: boolean; readonly note: string };
  /** What the matching says of a row of the mapping. */
  readonly match?: MatchView;
  /** Messages by column key. */
  readonly problems: Readonly<Record<string, string>>;
  /** Why the row does not count (an object that stays behind); absent where it does. */
  readonly muted?: string;
}

export interface TableView {
  readonly block: BlockId;
  readonly title: string;
  readonly form: 'table' | 'ordered' | 'bullets';
  readonly columns: readonly ColumnSpec[];
  /** The values a cell may be chosen from, by column key (priorities, gates, systems, phases, activities). */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** A row that has not changed since the last view is the same object in this one. */
  readonly rows: readonly RowView[];
  /** The order of rows says something: it is changed by moving rows, not by sorting. */
  readonly ordered?: true;
  /** In which database's SQL the queries of a column are written, by column key, where that is known. */
  readonly dialects?: Readonly<Record<string, string>>;
  /** What an empty table says, and what to do about it. */
  readonly empty: string;
  /** Sums in words: what is known and what is open. */
  readonly footer?: string;
}

export interface FieldView {
  readonly field: Field;
  /** Value by kind: text for scalars, texts for `list`, records for `records`. */
  readonly value: string | readonly string[] | readonly Readonly<Record<string, string>>[];
  readonly problem?: string;
}

/** A small, safe subset of Markdown, for guidance. */
export type GuidanceNode =
  | { readonly type: 'heading' | 'paragraph'; readonly runs: readonly GuidanceRun[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly GuidanceRun[])[] };
export interface GuidanceRun {
  readonly text: string;
  readonly style?: 'strong' | 'emphasis' | 'code';
}

export interface Figure {
  readonly label: string;
  readonly value: string;
  /** Small print: where it comes from, what is missing. */
  readonly note?: string;
}

export interface PanelView {
  readonly step: string;
  readonly id: string;
  readonly title: string;
  readonly kind: Panel['kind'];
  readonly section?: SectionId;
  readonly guidance: readonly GuidanceNode[];
  readonly fields: readonly FieldView[];
  readonly tables: readonly TableView[];
  /** Key figures of a review panel. */
  readonly figures: readonly Figure[];
  /** What keeps Continue from going on, each a link; `waivable` where a recorded reason can set it aside. */
  readonly blockers: readonly (ProblemView & { readonly waivable: boolean })[];
  readonly actions: Panel['actions'];
  /** The sign-off, where there is one. */
  readonly signOff?: { readonly by: string; readonly at: string; readonly stale: boolean; readonly note: string };
  /** Label of Continue here: "Confirm", "Sign off", "Complete step". */
  readonly continueLabel: string;
}

/** A proposal in a conversation, Deep Dive or Party Mode: typed edits to apply, reject or park. */
export interface ProposalView {
  readonly id: string;
  /** What would change, in words. */
  readonly text: string;
  /** Lines of detail: before → after. */
  readonly details: readonly string[];
  readonly state: 'open' | 'applied' | 'rejected' | 'parked' | 'outdated';
  /** A question that needs the person's answer before it can be applied. */
  readonly ask?: { readonly label: string; readonly placeholder: string; readonly kind: 'text' | 'choice'; readonly options?: readonly string[] };
}

/** A turn of the conversation. `who` is the person, the planner, or the name of a technique or perspective. */
export interface TurnView {
  readonly id: string;
  readonly who: string;
  readonly role: 'person' | 'planner' | 'perspective';
  readonly text: string;
  readonly proposals: readonly ProposalView[];
  /** Sentences that would be understood, offered as buttons. */
  readonly suggestions: readonly string[];
}

/** A Deep Dive or Party Mode under way, and where it was called from. */
export interface ElicitationView {
  readonly mode: 'deepDive' | 'party';
  readonly title: string;
  readonly section: SectionId;
  readonly sectionTitle: string;
  /** Techniques or perspectives to choose from. */
  readonly choices: readonly { readonly id: string; readonly title: string; readonly summary: string; readonly active: boolean }[];
  readonly turns: readonly TurnView[];
}

export interface ScanView {
  readonly title: string;
  readonly detail: string;
  readonly done: number;
  readonly total: number;
  /** What it will still take, in words; absent while that can't be told. */
  readonly rest?: string;
}

export interface WizardView {
  /** `document.version` this was computed from. */
  readonly version: number;
  readonly project: string;
  readonly status: string;
  /** Figures of the header: open points, tables, rows. */
  readonly headline: readonly string[];
  /** Set where the document can't be read: the last good plan is shown, and nothing can be edited. */
  readonly readOnly?: { readonly message: string; readonly line: number };
  readonly steps: readonly StepSummary[];
  readonly panel: PanelView;
  /** All problems of the document, worst first. */
  readonly problems: readonly ProblemView[];
  /** What the steps reached so far still ask for, where no problem of the document says it. */
  readonly openPoints?: readonly ProblemView[];
  readonly turns: readonly TurnView[];
  readonly elicitation?: ElicitationView;
  readonly scan?: ScanView;
  /** A file under review, in the place of the panel until it is taken over or dropped. */
  readonly importReview?: ImportReviewView;
  /** A scan of a known system under review, in the place of the panel until it is taken over, put off or discarded. */
  readonly rescanReview?: RescanReviewView;
  /** Who signs off: asked once, remembered by the editor. */
  readonly person: string;
  /** A short message to show and announce after an action. */
  readonly notice?: { readonly id: number; readonly text: string; readonly severity: Severity };
}
