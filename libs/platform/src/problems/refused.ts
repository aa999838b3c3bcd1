import type { ProblemKind } from './problem-text.js';

/** The words for one refusal of the domain, title and detail in each language; 409 unless it is about what was sent. */
export const refused = (
  en: readonly [title: string, detail: string],
  fa: readonly [title: string, detail: string],
  status = 409,
): ProblemKind => ({
  status,
  en: { title: en[0], detail: en[1] },
  fa: { title: fa[0], detail: fa[1] },
});
