/** Whether an event at the table's section is for its grid, or for nothing in particular: not for the tools, a bar or an editor. */
export function isForTable({ target, currentTarget }: Event): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('dmp-cell-editor') !== null) return false;
  return target.closest('.table-scroll') !== null || target === currentTarget;
}
