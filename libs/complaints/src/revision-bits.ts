import type { Revision } from '@redress/eventing';

/** Revisions in ascending order as bits in base64url: a character for six revisions of a complaint, however many of them are meant. */
export function bitsOf(revisions: readonly Revision[]): string {
  const bytes = Buffer.alloc(Math.ceil(((revisions.at(-1) ?? -1) + 1) / 8));
  for (const revision of revisions) bytes[revision >> 3]! |= 1 << (revision & 7);
  return bytes.toString('base64url');
}

/** The revisions in what {@link bitsOf} made of them. */
export function revisionsIn(bits: string): readonly Revision[] {
  const revisions: Revision[] = [];
  for (const [index, byte] of Buffer.from(bits, 'base64url').entries()) {
    for (let bit = 0; bit < 8; bit += 1) if ((byte & (1 << bit)) !== 0) revisions.push(index * 8 + bit);
  }
  return revisions;
}
