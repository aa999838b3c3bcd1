import { HttpException } from '@nestjs/common';
import type { Language } from '@redress/contracts';
import { EventingError, KeyMissingError, type Refusal, StreamCutError } from '@redress/eventing';
import { placeholdersOf, text, type TextKey, type TextValues } from '@redress/texts';
import { isProblemCode, type ProblemCode } from './problem-table.js';

/** Values for the texts of a problem; one with a name in each language is given in the reader's. Never personal data, never input. */
export type ProblemDetails = Readonly<Record<string, TextValues[string] | Readonly<Record<Language, string>>>>;

/** One fault in the input. */
export interface FieldFault {
  /** JSON pointer into the body as a URI fragment: `#/complainant/email`. */
  readonly pointer: string;
  readonly code: string;
  readonly text: TextKey;
  readonly values: ProblemDetails;
}

export interface ProblemOptions {
  /** Place of the fault in the body: `#/occurredAt`. */
  readonly pointer?: string;
  readonly details?: ProblemDetails;
  /** Whole seconds; sent as `Retry-After` and available to the texts. */
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
  'policy-not-available': '#/policy',
  'no-legal-hold': '#/basis',
  'review-in-past': '#/reviewOn',
  'username-taken': '#/username',
  'due-in-past': '#/dueOn',
  'corrective-action-unknown': '#/action',
  'current-password-refused': '#/current',
};

/** Thrown to answer a request with problem details (RFC 9457). Its texts come from one table, by code. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly options: ProblemOptions = {},
  ) {
    super(code);
    this.name = 'Problem';
    // Checked here, where the mistake is: once the answer is being written, it is too late to answer with another problem.
    const given: Readonly<Record<string, unknown>> = {
      ...options.details,
      retryAfterSeconds: options.retryAfterSeconds,
    };
    for (const value of placeholdersOf('en', `problem.${code}.detail`))
      if (given[value] === undefined) throw new TypeError(`The problem ${code} lacks the value ${value}.`);
  }

  /** Returns the problem for a refusal of the domain. */
  static ofRefusal(refusal: Refusal): Problem {
    if (!isProblemCode(refusal.refused))
      throw new TypeError(`No problem is written for the refusal ${refusal.refused}.`);
    const pointer = refusal.field === undefined ? refusalPointers[refusal.refused] : `#/${refusal.field}`;
    return new Problem(refusal.refused, {
      ...(refusal.details && { details: refusal.details as ProblemDetails }),
      ...(pointer !== undefined && { pointer }),
    });
  }
}

/** Returns the English text of a refusal known only by its code, for the command line; the code itself if there is no text. */
export function refusalText(code: string): string {
  if (!isProblemCode(code)) return code;
  const detail = `problem.${code}.detail` as const;
  return text('en', placeholdersOf('en', detail).length === 0 ? detail : `problem.${code}.title`);
}

const RETRY_AFTER_SECONDS = 1;

const byFastifyCode: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-request',
  FST_ERR_BAD_URL: 'malformed-request',
  FST_ERR_MAX_PARAM_LENGTH: 'address-too-long',
  FST_ERR_HANDLER_TIMEOUT: 'request-timeout',
};

const byStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  414: 'address-too-long',
  415: 'unsupported-media-type',
  429: 'rate-limited',
};

const byEventingCode: Readonly<Record<string, ProblemCode>> = {
  'store-unavailable': 'store-unavailable',
  'store-closed': 'shutting-down',
  contention: 'contention',
  'another-log': 'view-of-another-log',
  'queries-busy': 'queries-busy',
  'query-too-long': 'query-too-long',
  'invalid-query': 'invalid-cursor',
};

/** Problems after which the same request may succeed a moment later, whatever threw them. */
const passesByItself: ReadonlySet<ProblemCode> = new Set([
  'store-unavailable',
  'shutting-down',
  'contention',
  'rate-limited',
  'queries-busy',
  'query-too-long',
]);

/** Returns the problem for anything thrown while answering a request; an unexpected error is `internal`. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof StreamCutError)
    return new Problem('history-incomplete', { details: { stream: thrown.stream } });
  if (thrown instanceof KeyMissingError) return new Problem('key-missing', { details: { reference: thrown.person } });
  const code = codeOf(thrown);
  return passesByItself.has(code) ? new Problem(code, { retryAfterSeconds: RETRY_AFTER_SECONDS }) : new Problem(code);
}

function codeOf(thrown: unknown): ProblemCode {
  if (thrown instanceof EventingError) return byEventingCode[thrown.code] ?? 'internal';
  const cause = thrown instanceof HttpException ? (thrown.cause ?? thrown) : thrown;
  if (cause instanceof SyntaxError && 'statusCode' in cause) return 'malformed-json';
  const fastifyCode = byFastifyCode[codeProperty(cause)];
  if (fastifyCode !== undefined) return fastifyCode;
  return thrown instanceof HttpException ? (byStatus[thrown.getStatus()] ?? 'internal') : 'internal';
}

function codeProperty(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
