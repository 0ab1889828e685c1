import type { SectionId } from '../plan/sections.ts';
import type { PanelProgress, Progress } from './navigation.ts';

/** The panels of the steps that are open or done, in order; those of a locked step are not known. */
export function openPanels(progress: Progress): readonly PanelProgress[] {
  return progress.steps.flatMap((step) => step.panels);
}

/** The panel of that id, where its step is open or done. */
export function findPanel(progress: Progress, id: string): PanelProgress | undefined {
  return openPanels(progress).find((panel) => panel.panel.id === id);
}

/** The panel where the work is: the current one, else the last of all once the plan is complete. */
export function startPanel(progress: Progress): string {
  const id = progress.currentPanel ?? openPanels(progress).at(-1)?.panel.id;
  if (id === undefined) throw new Error('the workflow has no panels');
  return id;
}

/** The panel that fills a section: the current one where it does, else of the newest step that is open, else none. */
export function panelForSection(progress: Progress, section: SectionId): string | undefined {
  const panels = openPanels(progress).filter((panel) => panel.panel.section === section);
  const current = panels.find((panel) => panel.panel.id === progress.currentPanel);
  const newest = panels.findLast((panel) => panel.step === panels.at(-1)?.step && (!panel.claimed || !panel.proven)) ?? panels.find((panel) => panel.step === panels.at(-1)?.step);
  return (current ?? newest)?.panel.id;
}
