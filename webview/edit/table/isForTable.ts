/** Whether an event at the table's section is for its grid, or for nothing in particular: not for the tools, a bar or an editor. */
export function isForTable({ target, currentTarget }: Event): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('dmp-cell-editor') !== null) return false;
  return target.closest('.table-scroll') !== null || target === currentTarget;
}

/** Whether the keyboard is in the table and not in a text of its own: the find box, a bar's input, an editor. */
export function hasTableFocus(table: Element): boolean {
  const active = document.activeElement;
  if (active === null || !table.contains(active)) return false;
  return active.closest('input, textarea, select, dmp-cell-editor') === null;
}
