import type { Position } from '@redress/eventing';

/** Where the server has an event in `$all`. Several events may share a commit position, so that neither part orders them alone. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

const PREPARE_BITS = 64n;
const PREPARE_MASK = (1n << PREPARE_BITS) - 1n;

/** Both parts in one number, ordered as the server orders events. */
export function positionOf({ commit, prepare }: LogPosition): Position {
  return (commit << PREPARE_BITS) | prepare;
}

export function logPositionOf(position: Position): LogPosition {
  return { commit: position >> PREPARE_BITS, prepare: position & PREPARE_MASK };
}

/** Bytes of the log between two positions. */
export function bytesBetween(after: Position, upTo: Position): number {
  return Number(logPositionOf(upTo).commit - logPositionOf(after).commit);
}
