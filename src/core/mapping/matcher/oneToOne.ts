export interface Chosen {
  readonly row: number;
  readonly column: number;
  readonly score: number;
}

/**
 * Pairs rows with columns one to one, the best score first; ties go by row, then column. `least` is the lowest score taken.
 */
export function oneToOne(scores: Float32Array, rows: number, columns: number, least: number): Chosen[] {
  const order: number[] = [];
  for (let at = 0; at < scores.length; at++) if (scores[at]! >= least) order.push(at);
  order.sort((a, b) => scores[b]! - scores[a]! || a - b);
  const usedRows = new Uint8Array(rows);
  const usedColumns = new Uint8Array(columns);
  const chosen: Chosen[] = [];
  for (const at of order) {
    const row = Math.floor(at / columns);
    const column = at % columns;
    if (usedRows[row] === 1 || usedColumns[column] === 1) continue;
    usedRows[row] = 1;
    usedColumns[column] = 1;
    chosen.push({ row, column, score: scores[at]! });
  }
  return chosen;
}
