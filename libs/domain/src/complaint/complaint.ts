import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { initialState } from './state.js';

/** The complaint as plain functions: `decide(command, state)` gives events or a refusal, `evolve(state, event)` the next state. */
export const complaint = { initialState, decide, evolve };
