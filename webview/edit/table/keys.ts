/** What the tools and keys of a table can do with its rows. */
export type TableCommand = 'addRow' | 'insertAbove' | 'insertBelow' | 'duplicate' | 'remove' | 'moveUp' | 'moveDown' | 'fillDown' | 'find' | 'keys' | 'sortUp' | 'sortDown' | 'leaveBehind' | 'exportSection' | 'importSection';

export type TableKey = { readonly extend: boolean } & (
  | { readonly kind: 'move'; readonly rows: number; readonly columns: number }
  | { readonly kind: 'page' | 'next'; readonly by: 1 | -1 }
  | { readonly kind: 'edge'; readonly row?: 'first' | 'last'; readonly column?: 'first' | 'last' | 'header' }
  | { readonly kind: 'all' | 'tick' | 'edit' | 'clear' | 'escape' }
  | { readonly kind: 'command'; readonly command: TableCommand }
);

/** What a key means in a table, where it means anything: undo, redo, save and the menu's letters are left to others. */
export function tableKey(event: KeyboardEvent): TableKey | undefined {
  const control = event.ctrlKey || event.metaKey;
  const { shiftKey: extend } = event;
  if (event.altKey) {
    if (control || extend || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return undefined;
    return { kind: 'command', command: event.key === 'ArrowUp' ? 'moveUp' : 'moveDown', extend: false };
  }
  const move = moves[event.key];
  if (move !== undefined) return control ? { kind: 'edge', ...move.edge, extend } : { kind: 'move', ...move.by, extend };
  if (control) return controlKey(event);
  switch (event.key) {
    case 'PageDown':
      return { kind: 'page', by: 1, extend };
    case 'PageUp':
      return { kind: 'page', by: -1, extend };
    case 'Home':
      return { kind: 'edge', column: 'first', extend };
    case 'End':
      return { kind: 'edge', column: 'last', extend };
    case ' ':
      return { kind: 'tick', extend: false };
    case 'Enter':
    case 'F2':
      return extend ? undefined : { kind: 'edit', extend };
    case 'Delete':
    case 'Backspace':
      return extend ? undefined : { kind: 'clear', extend };
    case 'Escape':
      return { kind: 'escape', extend: false };
    case 'F3':
      return { kind: 'next', by: extend ? -1 : 1, extend: false };
    default:
      return undefined;
  }
}

const moves: Readonly<Record<string, { readonly by: { readonly rows: number; readonly columns: number }; readonly edge: { readonly row?: 'first' | 'last'; readonly column?: 'last' | 'header' } }>> = {
  ArrowDown: { by: { rows: 1, columns: 0 }, edge: { row: 'last' } },
  ArrowUp: { by: { rows: -1, columns: 0 }, edge: { row: 'first' } },
  ArrowRight: { by: { rows: 0, columns: 1 }, edge: { column: 'last' } },
  ArrowLeft: { by: { rows: 0, columns: -1 }, edge: { column: 'header' } },
};

function controlKey(event: KeyboardEvent): TableKey | undefined {
  const extend = event.shiftKey;
  const command = (name: TableCommand): TableKey => ({ kind: 'command', command: name, extend: false });
  switch (event.key.toLowerCase()) {
    case 'home':
      return { kind: 'edge', row: 'first', column: 'first', extend };
    case 'end':
      return { kind: 'edge', row: 'last', column: 'last', extend };
    case 'a':
      return extend ? undefined : { kind: 'all', extend };
    case 'd':
      return command(extend ? 'duplicate' : 'fillDown');
    case 'f':
      return extend ? undefined : command('find');
    case 'enter':
      return command(extend ? 'insertAbove' : 'insertBelow');
    default:
      return undefined;
  }
}
