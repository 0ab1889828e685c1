import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ProblemView } from '../../src/core/workflow/wizardView.ts';
import { panelShows, placeKey } from '../page.ts';
import type { Page } from '../page.ts';
import { linkButton } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';

/** Problems, each a link to its place, with the ways out of it. */
export function problemList(page: Page, problems: readonly ProblemView[]): TemplateResult {
  return html`<ul class="problems">${problems.map((problem) => html`<li class="problem ${problem.severity}">
    ${icon(problem.severity, `severity-${problem.severity}`)}
    <div><span class="sr-only">${page.t(`problem.${problem.severity}`)}: </span>${linkButton({ label: problem.message, className: 'problem-link', onClick: () => {
      leadTo(page, problem);
    } })}<span class="problem-more">${problem.line > 0 ? linkButton({
      label: page.t('problem.inText', { line: String(problem.line) }), title: page.t('problem.inTextTitle', { line: String(problem.line) }), className: 'quiet',
      onClick: () => {
        page.send({ type: 'reveal', place: problem.place });
      },
    }) : nothing}${page.locked ? nothing : problem.fixes.map((fix) => linkButton({ label: fix.label, onClick: () => {
      void page.edit(fix.edit).then((error) => {
        if (error !== undefined) page.notify(page.t('field.notSaved', { error }), 'error');
      });
    } }))}</span></div>
  </li>`)}</ul>`;
}

function leadTo(page: Page, problem: ProblemView): void {
  const { panel } = page.view;
  if (problem.panel === undefined ? panelShows(panel, problem.place) : problem.panel === panel.id) page.goTo(problem.place);
  else if (problem.panel === undefined) page.send({ type: 'reveal', place: problem.place });
  else page.showPanel(problem.panel, problem.place);
}

/** What is open in the panel shown: what keeps it from being complete, then what else is wrong in it. */
export function openHere(page: Page): readonly ProblemView[] {
  const { panel } = page.view;
  const here = openInPlan(page).filter((problem) => problem.panel === panel.id || (problem.panel === undefined && panelShows(panel, problem.place)));
  const seen = new Set<string>();
  return [...panel.blockers, ...here].filter((problem) => {
    const name = `${placeKey(problem.place)} ${problem.message}`;
    return !seen.has(name) && seen.add(name);
  });
}

/** What is open in the rest of the plan. */
export function openElsewhere(page: Page): readonly ProblemView[] {
  const here = new Set(openHere(page));
  return openInPlan(page).filter((problem) => !here.has(problem) && problem.panel !== page.view.panel.id && !(problem.panel === undefined && panelShows(page.view.panel, problem.place)));
}

/** What is wrong in the plan, and then what the steps still ask for. */
export function openInPlan(page: Page): readonly ProblemView[] {
  return [...page.view.problems, ...(page.view.openPoints ?? [])];
}
