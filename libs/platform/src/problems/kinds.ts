import { attachmentProblems } from './attachment-problems.js';
import { inputProblems } from './input-problems.js';
import { notificationProblems } from './notification-problems.js';
import { policyProblems } from './policy-problems.js';
import { machineryProblems } from './machinery-problems.js';
import type { ProblemKind } from './problem-text.js';
import { refusalProblems } from './refusal-problems.js';

/** Every problem that this system answers with, by its stable code. */
export const problemKinds = {
  ...refusalProblems,
  ...inputProblems,
  ...machineryProblems,
  ...policyProblems,
  ...attachmentProblems,
  ...notificationProblems,
} satisfies Record<string, ProblemKind>;

/** Clients act on these codes: one is never renamed, and never given another meaning. */
export type ProblemCode = keyof typeof problemKinds;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemKinds, code);
}
