import {
  AccessDeniedError,
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import {
  EventingError,
  InvalidAppendError,
  StoreCorruptError,
  StoreUnavailableError,
  StreamCutError,
  type StreamName,
} from '@redress/eventing';
import { TOMBSTONED } from './forget-orders.js';

/** gRPC codes of a request that fails every time. */
const INVALID_ARGUMENT = 3;
const UNKNOWN = 2;
const PERMISSION_DENIED = 7;

/** Why an append failed: another revision is there, it can never succeed, or its outcome is unknown. */
export type AppendFailure =
  | { readonly kind: 'wrong-revision'; readonly actual: number }
  | { readonly kind: 'refused'; readonly error: EventingError }
  | { readonly kind: 'unknown' };

export function appendFailureOf(stream: StreamName, error: unknown): AppendFailure {
  if (error instanceof WrongExpectedVersionError) {
    const { actualVersion } = error;
    return { kind: 'wrong-revision', actual: typeof actualVersion === 'bigint' ? Number(actualVersion) : -1 };
  }
  const refused = refusalOf(stream, error);
  return refused === undefined ? { kind: 'unknown' } : { kind: 'refused', error: refused };
}

/** The port's error for a failed read. Never quotes the client, whose errors may quote the request. */
export function readFailureOf(what: string, error: unknown): EventingError {
  if (error instanceof EventingError) return error;
  if (isAccessDenied(error)) return accessDenied();
  if (codeOf(error) === INVALID_ARGUMENT) {
    return new StoreCorruptError(`EventStoreDB does not know the place of ${what}: it holds another log than before.`);
  }
  const why = error instanceof DeadlineExceededError ? 'does not answer' : 'cannot be reached';
  return new StoreUnavailableError(`EventStoreDB ${why}: ${what} cannot be read now.`);
}

function refusalOf(stream: StreamName, error: unknown): EventingError | undefined {
  if (isAccessDenied(error)) return accessDenied();
  if (error instanceof MaxAppendSizeExceededError) {
    return new InvalidAppendError(
      `The append to stream ${stream} is larger than EventStoreDB takes (${error.maxAppendSize} bytes). ` +
        'Raise its setting MaxAppendSize (EVENTSTORE_MAX_APPEND_SIZE), to at most 16 MB.',
    );
  }
  if (error instanceof StreamDeletedError) {
    return new StreamCutError(stream, 0, undefined, TOMBSTONED);
  }
  if (codeOf(error) === INVALID_ARGUMENT) {
    return new InvalidAppendError(`EventStoreDB refuses the append to stream ${stream} as invalid.`);
  }
  return undefined;
}

/**
 * How a server answers a read of `$all` from a position without an event: `refused` from 24.10.9 on. Older servers report an exception, as
 * they do for other failures.
 */
export function placeDenialOf(error: unknown): 'refused' | 'perhaps' | undefined {
  const code = codeOf(error);
  return code === INVALID_ARGUMENT ? 'refused' : code === UNKNOWN ? 'perhaps' : undefined;
}

export function isAccessDenied(error: unknown): boolean {
  return error instanceof AccessDeniedError || codeOf(error) === PERMISSION_DENIED;
}

function accessDenied(): StoreUnavailableError {
  return new StoreUnavailableError(
    'EventStoreDB denies access. Check the user and password in the connection string, and the rights of that user.',
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
