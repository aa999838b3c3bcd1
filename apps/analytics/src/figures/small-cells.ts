import { may, type Asking } from '@redress/domain';

/** Fewer complaints than this are not shown by themselves to somebody who may see figures and no cases: they could be recognized. */
export const CELL_MIN = 5;

/** Whether a reader may see figures alone, and no complaint. */
export function seesFiguresOnly(reader: Asking): boolean {
  return !may(reader, 'view-case');
}

/**
 * The places of the cells that a reader is not shown: those with some, but fewer than {@link CELL_MIN} complaints. While these have fewer than
 * that together, the next smallest are left out with them, or the rest of a total would give them away. An empty cell shows nobody.
 */
export function hiddenCells(counts: readonly number[], reader: Asking): ReadonlySet<number> {
  const hidden = new Set<number>();
  if (!seesFiguresOnly(reader)) return hidden;
  const filled = counts.flatMap((count, place) => (count > 0 ? [{ count, place }] : []));
  let together = 0;
  for (const { count, place } of filled.sort((one, other) => one.count - other.count)) {
    if (count >= CELL_MIN && (together === 0 || together >= CELL_MIN)) break;
    hidden.add(place);
    together += count;
  }
  return hidden;
}
