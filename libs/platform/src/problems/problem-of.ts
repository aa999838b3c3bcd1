import { HttpException } from '@nestjs/common';
import { EventingError, KeyMissingError, StreamCutError } from '@redress/eventing';
import type { ProblemCode } from './problem-table.js';
import { Problem } from './problem.js';

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
  'invalid-query': 'invalid-cursor',
};

/** The problem that anything thrown while answering a request is told as; what is not foreseen is `internal`. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof StreamCutError)
    return new Problem('history-incomplete', { details: { stream: thrown.stream } });
  if (thrown instanceof KeyMissingError) return new Problem('key-missing', { details: { reference: thrown.person } });
  const code = codeOf(thrown);
  return code === 'store-unavailable' || code === 'shutting-down' || code === 'contention' || code === 'rate-limited'
    ? new Problem(code, { retryAfterSeconds: RETRY_AFTER_SECONDS })
    : new Problem(code);
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
