import { Problem } from '@redress/platform';
import type { CaseMoment } from './show-case.query.js';
import type { ShowCaseRequest } from './show-case.request.js';

/** The moment that a request asks for. Refuses two at once. */
export function momentOf({ at, atRevision, atLeast }: ShowCaseRequest): CaseMoment {
  if (at !== undefined && atRevision !== undefined) throw new Problem('one-moment-only', { pointer: '#/at' });
  if (atRevision !== undefined) return { kind: 'revision', revision: atRevision };
  if (at !== undefined) return { kind: 'instant', instant: new Date(at).toISOString() };
  return { kind: 'now', ...(atLeast !== undefined && { atLeast }) };
}
