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
  readTargetSchema: 'dataMigrationPlanner.readTargetSchema',
  showLog: 'dataMigrationPlanner.showLog',
  /** Not in the palette: applies the edit of a quick fix. */
  applyFix: 'dataMigrationPlanner.applyFix',
} as const;

export const settingIds = {
  section: 'dataMigrationPlanner',
  planPath: 'planPath',
  codeLens: 'codeLens.enabled',
} as const;

export const contextKeys = { planActive: 'dataMigrationPlanner.planActive' } as const;
