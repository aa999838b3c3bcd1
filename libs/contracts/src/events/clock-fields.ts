import Type from 'typebox';
import { CLOCKS_MAX, instant, version, word } from '../vocabulary/index.js';

/** Several clocks of a complaint by their names in its policy. */
export const clockNames = () => Type.Array(word(), { minItems: 1, maxItems: CLOCKS_MAX });

/** Which run of a clock, 1 being the first. */
export const runNumber = () => Type.Integer({ minimum: 1, maximum: 1_000_000 });

/** A warning of a clock by its place in the policy, from 0. */
export const warningPlace = () => Type.Integer({ minimum: 0, maximum: 19 });

/** One run of one clock, and the calendar by which it counts. */
export const clockRunFields = () => ({
  clock: word(),
  run: runNumber(),
  startedAt: instant(),
  calendar: version(),
});

/** An extension or a holding reply. */
export const deadlineChangeFields = () => ({
  ...clockRunFields(),
  /** A word of the policy. */
  reason: word(),
  /** The due from then on; absent while the clock stands still and nobody knows. */
  dueAt: Type.Optional(instant()),
});
