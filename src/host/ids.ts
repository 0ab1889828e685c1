/** Every id that the manifest and the code share stands here once. */
export const WIZARD_VIEW_TYPE = 'dataMigrationPlanner.wizard';

export const commandIds = {
  create: 'dataMigrationPlanner.create',
  openWizard: 'dataMigrationPlanner.openWizard',
  openText: 'dataMigrationPlanner.openText',
  continue: 'dataMigrationPlanner.continue',
  revise: 'dataMigrationPlanner.revise',
  deepDive: 'dataMigrationPlanner.deepDive',
  partyMode: 'dataMigrationPlanner.partyMode',
  say: 'dataMigrationPlanner.say',
  scanSource: 'dataMigrationPlanner.scanSource',
  rescan: 'dataMigrationPlanner.rescan',
  readTargetSchema: 'dataMigrationPlanner.readTargetSchema',
  profileTables: 'dataMigrationPlanner.profileTables',
  writeCollectionScript: 'dataMigrationPlanner.writeCollectionScript',
  bringInExistingWork: 'dataMigrationPlanner.bringInExistingWork',
  exportSection: 'dataMigrationPlanner.exportSection',
  importSection: 'dataMigrationPlanner.importSection',
  showLog: 'dataMigrationPlanner.showLog',
  tablesNextCell: 'dataMigrationPlanner.tables.nextCell',
  tablesPreviousCell: 'dataMigrationPlanner.tables.previousCell',
  tablesNextRow: 'dataMigrationPlanner.tables.nextRow',
  tablesAddRowAbove: 'dataMigrationPlanner.tables.addRowAbove',
  tablesAddRowBelow: 'dataMigrationPlanner.tables.addRowBelow',
  tablesRemoveRows: 'dataMigrationPlanner.tables.removeRows',
  tablesDuplicateRows: 'dataMigrationPlanner.tables.duplicateRows',
  tablesMoveRowsUp: 'dataMigrationPlanner.tables.moveRowsUp',
  tablesMoveRowsDown: 'dataMigrationPlanner.tables.moveRowsDown',
  tablesSort: 'dataMigrationPlanner.tables.sort',
  tablesAlign: 'dataMigrationPlanner.tables.align',
  tablesCompact: 'dataMigrationPlanner.tables.compact',
  tablesCopyCsv: 'dataMigrationPlanner.tables.copyCsv',
  tablesCopyTsv: 'dataMigrationPlanner.tables.copyTsv',
  tablesPasteRows: 'dataMigrationPlanner.tables.pasteRows',
  tablesOpenInGrid: 'dataMigrationPlanner.tables.openInGrid',
  /** Not in the palette: what does not fit above a table. */
  tablesMore: 'dataMigrationPlanner.tables.more',
  /** Not in the palette: takes over what the review of a scan selects, or nothing of it. */
  applyRescan: 'dataMigrationPlanner.applyRescan',
  /** Not in the palette: applies the edit of a quick fix. */
  applyFix: 'dataMigrationPlanner.applyFix',
} as const;

export const settingIds = {
  section: 'dataMigrationPlanner',
  planPath: 'planPath',
  codeLens: 'codeLens.enabled',
  tablesLayout: 'tables.layout',
  tablesKeys: 'tables.keys',
  tablesAllMarkdown: 'tables.allMarkdown',
  scanConnections: 'scan.connections',
  scanStatementSeconds: 'scan.statementSeconds',
  scanExactBelowRows: 'scan.exactBelowRows',
} as const;

export const contextKeys = {
  planActive: 'dataMigrationPlanner.planActive',
  /** The cursor is in a table. */
  inTable: 'dataMigrationPlanner.inTable',
  /** Which keys go to the table: `cell` (Tab, Enter and the rest), `rows` (only those for rows), `header` (only Enter). */
  tableKeys: 'dataMigrationPlanner.tableKeys',
} as const;
