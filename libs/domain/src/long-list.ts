/** A list that grows with each event of a complaint, in pieces, oldest first: one more item copies one piece instead of all. */
export type LongList<Item> = readonly (readonly Item[])[];

const PIECE_LENGTH = 128;

/** Cuts a list into pieces. */
export function longListOf<Item>(items: readonly Item[]): LongList<Item> {
  const pieces = Math.ceil(items.length / PIECE_LENGTH);
  return Array.from({ length: pieces }, (_, piece) => items.slice(piece * PIECE_LENGTH, (piece + 1) * PIECE_LENGTH));
}

/** Adds an item at the end. */
export function withLast<Item>(list: LongList<Item>, item: Item): LongList<Item> {
  const last = list.at(-1);
  if (last === undefined || last.length >= PIECE_LENGTH) return [...list, [item]];
  return [...list.slice(0, -1), [...last, item]];
}

/** Takes an item out. No piece stays that has none left, so that an empty list has no pieces. */
export function withoutItem<Item>(list: LongList<Item>, item: Item): LongList<Item> {
  return list.map((piece) => piece.filter((one) => one !== item)).filter(({ length }) => length > 0);
}

/** Whether a list has an item. */
export function hasItem<Item>(list: LongList<Item>, item: Item): boolean {
  return list.some((piece) => piece.includes(item));
}
