import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import { EventingError, GenerationMovedError, QueryTooLongError, StoreUnavailableError } from '@redress/eventing';

/** Codes of the server, from its file `error_codes.yml`. */
const codes = {
  unauthorized: 13,
  authenticationFailed: 18,
  maxTimeExpired: 50,
  namespaceNotFound: 26,
  namespaceGone: 175,
  outOfDiskSpace: 14_031,
  duplicateKey: 11_000,
} as const;

/** Not the primary, shutting down, interrupted by either, or a write conflict on one document: a retry may succeed. */
const passingCodes: readonly number[] = [
  6, 7, 89, 91, 112, 189, 262, 9001, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436,
];

/** Node's codes of a lost socket. mongodb 7.9.0 passes them through when they occur while the driver waits to write. */
const lostSockets: readonly unknown[] = [
  'EPIPE',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_STREAM_DESTROYED',
];

/** Whether an immediate retry may succeed. The request may have taken effect: retry only idempotent work. */
export function isPassing(error: unknown): boolean {
  const inner = innermost(error);
  if (inner instanceof MongoServerSelectionError) return false; // waited long enough already
  if (isLostConnection(inner)) return true;
  const code = codeOf(inner);
  // Two concurrent upserts of one document: the second finds the first one's.
  return code !== undefined && (passingCodes.includes(code) || code === codes.duplicateKey);
}

/** Whether the server answered with a failure. */
export function isServerFailure(error: unknown): boolean {
  return error instanceof MongoServerError || error instanceof GenerationMovedError;
}

/** Whether a collection does not exist, or was dropped while being read. */
export function isGone(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === codes.namespaceNotFound ||
    code === codes.namespaceGone ||
    (error instanceof MongoServerError && error.message === 'ns not found')
  );
}

/**
 * Turns a driver failure into one of the ports' errors, with a sentence that an operator can act on. Omits the driver's error, also as
 * `cause`: it carries the documents of the failed write.
 */
export function mongoFailure(error: unknown, hosts: string): EventingError {
  if (error instanceof EventingError) return error;
  if (codeOf(error) === codes.maxTimeExpired) return new QueryTooLongError('The query took too long and was stopped.');
  return new StoreUnavailableError(sentence(innermost(error), `MongoDB at ${hosts}`));
}

function sentence(error: unknown, server: string): string {
  if (error instanceof MongoServerSelectionError) {
    return `${server} is out of reach, or has no primary. Check that it runs and that the address, TLS and replica set are right.`;
  }
  if (isLostConnection(error)) {
    return `The connection to ${server} was lost. Check that it runs.`;
  }
  switch (codeOf(error)) {
    case codes.authenticationFailed:
      return `${server} refuses the user or the password. Check the credentials in the URL, and its authSource.`;
    case codes.unauthorized:
      return `${server} does not let the user do this. Grant it readWrite and dbAdmin on the databases of Redress.`;
    case codes.outOfDiskSpace:
      return `The disk of ${server} is full. Free some space.`;
    default:
      return `${server} could not be used (${nameOf(error)}).`;
  }
}

/** Unwraps a bulk write's error. */
function innermost(error: unknown): unknown {
  if (!(error instanceof MongoBulkWriteError)) return error;
  const wrapped: unknown = error.errorResponse;
  return wrapped instanceof Error ? wrapped : error;
}

function isLostConnection(error: unknown): boolean {
  return (
    error instanceof MongoNetworkError ||
    (error instanceof Error && 'code' in error && lostSockets.includes(error.code))
  );
}

function codeOf(error: unknown): number | undefined {
  return error instanceof MongoError && typeof error.code === 'number' ? error.code : undefined;
}

export function isDuplicateKey({ code }: { readonly code?: unknown }): boolean {
  return code === codes.duplicateKey;
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unexpected failure';
  const code = codeOf(error);
  return code === undefined ? error.name : `${error.name} ${code}`;
}
