import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Look } from '../drafts.ts';
import type { Page } from '../page.ts';
import { linkButton } from '../ui/button.ts';
import type { Choice } from '../ui/dropdown.ts';
import { icon } from '../ui/icons.ts';
import '../ui/dropdown.ts';
import '../ui/textControl.ts';

export interface DraftControlOptions {
  /** Place key, and the name of the draft. */
  readonly place: string;
  readonly label: string;
  /** The plan's value. */
  readonly outside: string;
  readonly input: 'text' | 'multiline' | 'choice';
  readonly choices?: readonly Choice[];
  readonly placeholder?: string;
  /** What the plan has to say against the value. */
  readonly problem?: string;
  /** Ids of further descriptions. */
  readonly described?: readonly string[];
  readonly send: (text: string) => Promise<string | undefined>;
  /** After Enter, once the value was sent. */
  readonly onEnter?: () => void;
}

/** An input for one value of the plan, and under it what stands against the value. */
export function draftControl(page: Page, options: DraftControlOptions): TemplateResult {
  const { place, outside } = options;
  const { drafts } = page.state;
  const look = drafts.look(place, outside);
  const messagesId = `${idOf(place)}-messages`;
  const commit = (): void => {
    void drafts.commit(place, outside, options.send).then((error) => {
      // Where the place is no longer on the page, nobody would see it.
      if (error !== undefined && elementAt(place) === undefined) page.notify(page.t('field.notSaved', { error }), 'error');
    });
  };
  const described = [...(options.described ?? []), messagesId];
  const invalid = look.error !== undefined || options.problem !== undefined;
  const control = options.input === 'choice'
    ? html`<dmp-dropdown
        data-place=${place} label=${options.label} .value=${look.text} .choices=${options.choices ?? []} .locked=${page.locked}
        .described=${described} .invalid=${invalid}
        .onChoose=${(text: string) => {
          drafts.type(place, outside, text);
          commit();
        }}
      ></dmp-dropdown>`
    : html`<dmp-text
        data-place=${place} label=${options.label} .value=${look.text} .multiline=${options.input === 'multiline'} .placeholder=${options.placeholder ?? ''}
        .locked=${page.locked} .described=${described} .invalid=${invalid}
        .onType=${(text: string) => {
          drafts.type(place, outside, text);
        }}
        .onKeep=${(enter: boolean) => {
          commit();
          if (enter) options.onEnter?.();
        }}
        .onDrop=${() => {
          const typed = drafts.has(place);
          drafts.drop(place);
          return typed;
        }}
      ></dmp-text>`;
  return html`<div class="draft ${invalid ? 'invalid' : ''}">${control}<div class="messages" id=${messagesId}>${messages(page, options, look, commit)}</div></div>`;
}

function messages(page: Page, options: DraftControlOptions, look: Look, commit: () => void): TemplateResult {
  const { t, state: { drafts } } = page;
  const { place, outside } = options;
  const drop = (label: string): TemplateResult => linkButton({
    label,
    onClick: () => {
      drafts.drop(place);
      elementAt(place)?.focus();
    },
  });
  const keep = linkButton({
    label: t('field.keepMine'),
    onClick: () => {
      drafts.keepMine(place, outside);
      commit();
    },
  });
  if (look.theirs !== undefined) {
    const value = look.theirs === '' ? t('field.nothing') : look.theirs;
    return html`<p class="message warning" role="status">${icon('warning')}<span>${t('field.changedOutside', { value })} ${drop(t('field.useTheirs'))} ${keep}</span></p>`;
  }
  if (look.error !== undefined) {
    return html`<p class="message error" role="alert">${icon('error')}<span>${t('field.notSaved', { error: look.error })} ${drop(t('field.drop'))}</span></p>`;
  }
  const unsaved = look.dirty && !look.pending
    ? html`<p class="message info unsaved">${icon('info')}<span>${t('field.unsaved')} ${keep} ${drop(t('field.drop'))}</span></p>`
    : nothing;
  const problem = options.problem === undefined ? nothing : html`<p class="message warning">${icon('warning')}<span>${options.problem}</span></p>`;
  return html`${unsaved}${problem}`;
}

/** An id for a place: places hold characters that ids in lists of ids must not. */
export function idOf(place: string): string {
  return `at-${place.replace(/[^A-Za-z0-9]/g, (character) => `_${character.charCodeAt(0).toString(16)}`)}`;
}

/** The control that shows the place. */
export function elementAt(place: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[data-place]')].find((element) => element.dataset['place'] === place);
}
