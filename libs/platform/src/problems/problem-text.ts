/** The languages that problems are told in. */
export const PROBLEM_LANGUAGES = ['en', 'fa'] as const;
export type ProblemLanguage = (typeof PROBLEM_LANGUAGES)[number];

/** What a person reads: what is wrong, and in `detail` what to do instead. `{name}` stands for a value of the problem's details. */
export interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

/** One kind of problem, as RFC 9457 wants it: a stable code, a status, and the same words every time. */
export interface ProblemKind {
  readonly status: number;
  readonly en: ProblemText;
  readonly fa: ProblemText;
}

/** Puts details into a text. A detail that is missing leaves its place empty, so that no placeholder reaches a reader. */
export function fillText(text: string, details: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  });
}
