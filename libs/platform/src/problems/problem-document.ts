import { problemKinds } from './kinds.js';
import type { Problem } from './problem.js';
import { fillText, type ProblemLanguage } from './problem-text.js';

/** RFC 9457 problem details, with this system's additions `code` and `errors`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

/**
 * Writes a problem in a language. `instance` names this very occurrence by the request's correlation id rather than by its address, so
 * that nothing that was sent is sent back.
 */
export function problemDocument(problem: Problem, language: ProblemLanguage, correlationId: string): ProblemDocument {
  const kind = problemKinds[problem.code];
  const { details = {}, errors, pointer, retryAfterSeconds } = problem.options;
  const detail = fillText(kind[language].detail, { ...details, retryAfterSeconds });
  return {
    type: `urn:redress:problem:${problem.code}`,
    title: kind[language].title,
    status: kind.status,
    code: problem.code,
    detail,
    instance: `urn:redress:request:${correlationId}`,
    ...(errors && {
      errors: errors.map((fault) => ({ pointer: fault.pointer, code: fault.code, detail: fault.detail[language] })),
    }),
    ...(!errors && pointer !== undefined && { errors: [{ pointer, code: problem.code, detail }] }),
  };
}
