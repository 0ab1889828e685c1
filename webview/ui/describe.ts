/**
 * Gives the input inside a control's shadow tree its description, which stands outside of it: ids do not reach across
 * that border, element references do. Where the browser has no element references the text itself is the description.
 */
export function describe(input: Element, ids: readonly string[], invalid: boolean): void {
  const described = ids.map((id) => document.getElementById(id)).filter((element) => element !== null);
  if ('ariaDescribedByElements' in input) input.ariaDescribedByElements = described.length > 0 ? described : null;
  else if (described.length > 0) (input as Element).setAttribute('aria-description', described.map((element) => element.textContent).join(' '));
  else (input as Element).removeAttribute('aria-description');
  if (invalid) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}
