import type { Refusal } from '@redress/eventing';
import { isProblemCode, type ProblemCode } from './kinds.js';

/** One fault of the input. `detail` is already in the reader's language, or is taken from the problem's text when absent. */
export interface FieldFault {
  /** JSON pointer into the body as a URI fragment: `#/complainant/email`. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: Readonly<Record<'en' | 'fa', string>>;
}

export interface ProblemOptions {
  /** Where in the body the fault lies: `#/occurredAt`. */
  readonly pointer?: string;
  /** Values for the text and for machines. Never personal data, never input. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Whole seconds; sent as `Retry-After`. */
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
  }

  /** The problem that a refusal of the domain is told as. */
  static ofRefusal(refusal: Refusal): Problem {
    if (!isProblemCode(refusal.refused))
      throw new TypeError(`No problem is written for the refusal ${refusal.refused}.`);
    const pointer = refusalPointers[refusal.refused];
    return new Problem(refusal.refused, {
      ...(refusal.details && { details: refusal.details }),
      ...(pointer !== undefined && { pointer }),
    });
  }
}
