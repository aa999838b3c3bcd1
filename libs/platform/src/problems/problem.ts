import type { Language } from '@redress/contracts';
import type { Refusal } from '@redress/eventing';
import { placeholdersOf, text, type TextKey } from '@redress/texts';
import { isProblemCode, type ProblemCode } from './problem-table.js';

/** Values for the words of a problem; what has a name in each language is told by that of the reader. Never personal data, never input. */
export type ProblemDetails = Readonly<Record<string, string | number | Readonly<Record<Language, string>>>>;

/** One fault of the input. */
export interface FieldFault {
  /** JSON pointer into the body as a URI fragment: `#/complainant/email`. */
  readonly pointer: string;
  readonly code: string;
  readonly text: TextKey;
  readonly values: ProblemDetails;
}

export interface ProblemOptions {
  /** Where in the body the fault lies: `#/occurredAt`. */
  readonly pointer?: string;
  readonly details?: ProblemDetails;
  /** Whole seconds; sent as `Retry-After`, and a value for the words. */
  readonly retryAfterSeconds?: number;
  readonly errors?: readonly FieldFault[];
}

const refusalPointers: Readonly<Record<string, string>> = {
  'occurred-in-future': '#/occurredAt',
  'occurred-before-receipt': '#/occurredAt',
  'reason-missing': '#/reason',
  'options-not-told': '#/comment',
  'unknown-remedy': '#/remedy',
  'unknown-attachment': '#/attachment',
  'remedy-not-offered': '#/remedies',
  'remedies-owed': '#/comment',
  'appeal-pending': '#/grounds',
  'merge-into-earlier': '#/into',
};

/** Thrown to answer a request with problem details (RFC 9457). Its words come from one table, by its code. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly options: ProblemOptions = {},
  ) {
    super(code);
    this.name = 'Problem';
    // Here, where the fault is: while an answer is written it would be too late to answer with another problem.
    const given: Readonly<Record<string, unknown>> = {
      ...options.details,
      retryAfterSeconds: options.retryAfterSeconds,
    };
    for (const value of placeholdersOf('en', `problem.${code}.detail`))
      if (given[value] === undefined) throw new TypeError(`The problem ${code} lacks the value ${value}.`);
  }

  /** The problem that a refusal of the domain is told as. */
  static ofRefusal(refusal: Refusal): Problem {
    if (!isProblemCode(refusal.refused))
      throw new TypeError(`No problem is written for the refusal ${refusal.refused}.`);
    const pointer = refusalPointers[refusal.refused];
    return new Problem(refusal.refused, {
      ...(refusal.details && { details: refusal.details as ProblemDetails }),
      ...(pointer !== undefined && { pointer }),
    });
  }
}

/** What to do instead, in English, for people at a terminal; the code itself when no words are written for it. */
export function refusalText(code: string): string {
  return isProblemCode(code) ? text('en', `problem.${code}.detail`) : code;
}
