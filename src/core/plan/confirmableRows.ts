import { inventoryKey, rowsOf } from './plan.ts';
import type { Plan } from './plan.ts';
import { isExcluded, volumeOf } from './volumes.ts';

/** The inventory rows (`system.object`) in scope that show a readable count which nothing vouches for yet. */
export function confirmableRows(plan: Plan): readonly string[] {
  return rowsOf(plan, 'inventory')
    .filter((row) => {
      const volume = volumeOf(plan, row);
      return volume.count !== undefined && !volume.proven && !isExcluded(plan, row);
    })
    .map(inventoryKey);
}
