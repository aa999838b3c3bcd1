import type { Position } from '@redress/eventing';
import { GenerationMovedError, placeOfText } from '@redress/eventing';

/**
 * Everything about a view but its documents, in one document: so that moving a checkpoint, beginning a generation and swapping two are
 * one atomic write each.
 */
export interface ViewState {
  readonly _id: string;
  /** The generation that answers. */
  readonly active: number;
  /** The highest number ever given. */
  readonly newest: number;
  /** How far each kept generation has seen the log, by its number: a position and, behind a space, the id of the event there. */
  readonly generations: { readonly [generation: string]: string };
  /** Fields that every stored document has a copy of: `status:string`. */
  readonly fields: readonly string[];
}

/** What a kept generation of a view is called in its state. */
export function generationKey(generation: number): `generations.${number}` {
  return `generations.${generation}`;
}

/** Throws `GenerationMovedError` when the generation is no longer kept. */
export function positionIn(state: ViewState, generation: number): Position {
  return placeOfText(placeTextIn(state, generation)).position;
}

/** As it is stored. Throws `GenerationMovedError` when the generation is no longer kept. */
export function placeTextIn(state: ViewState, generation: number): string {
  const text = state.generations[generation];
  if (text === undefined) throw generationMoved(state._id, generation);
  return text;
}

export function generationMoved(view: string, generation: number): GenerationMovedError {
  return new GenerationMovedError(`Generation ${generation} of the view ${view} is no longer kept.`);
}

const positionMax = 2n ** 128n - 1n;

/** Throws `RangeError` for a position of more than 128 bits. */
export function requirePosition(position: Position): void {
  if (position < 0n || position > positionMax) throw new RangeError('A position has at most 128 bits.');
}
