import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import { EventingError, GenerationMovedError, StoreUnavailableError } from '@redress/eventing';

/** Codes of the server, from its file `error_codes.yml`. */
const codes = {
  unauthorized: 13,
  authenticationFailed: 18,
  namespaceNotFound: 26,
  namespaceGone: 175,
  outOfDiskSpace: 14_031,
  duplicateKey: 11_000,
} as const;

/** Not the primary, shutting down, interrupted by either, or two writers at one document: a repeat may find it otherwise. */
const passingCodes: readonly number[] = [
  6, 7, 89, 91, 112, 189, 262, 9001, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436,
];

/** What Node says of a socket that is gone. mongodb 7.9.0 passes it on as it is, when it comes while the driver waits to write. */
const lostSockets: readonly unknown[] = [
  'EPIPE',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_STREAM_DESTROYED',
];

/** Whether a repeat at once may succeed. What was asked may have been done: only what is safe to repeat may be repeated. */
export function isPassing(error: unknown): boolean {
  const inner = innermost(error);
  if (inner instanceof MongoServerSelectionError) return false; // waited long enough already
  if (isLostConnection(inner)) return true;
  const code = codeOf(inner);
  // Two upserts of one document at once: the second one finds the first one's.
  return code !== undefined && (passingCodes.includes(code) || code === codes.duplicateKey);
}

/** Whether the server answered, and answered that it could not. */
export function isServerFailure(error: unknown): boolean {
  return error instanceof MongoServerError || error instanceof GenerationMovedError;
}

/** Whether a collection is not there, or was dropped while it was read. */
export function isGone(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === codes.namespaceNotFound ||
    code === codes.namespaceGone ||
    (error instanceof MongoServerError && error.message === 'ns not found')
  );
}

/**
 * Turns whatever the driver threw into one of the ports' errors, with a sentence that an operator can act on. What the driver threw is
 * left out, also as `cause`: it carries the documents of the write that failed.
 */
export function mongoFailure(error: unknown, hosts: string): EventingError {
  if (error instanceof EventingError) return error;
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

/** A bulk write wraps what ended it. */
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
