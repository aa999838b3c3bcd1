import type { Revision, StreamName } from './event.js';

/** An infrastructure failure. Refusals by the domain are values, never errors. */
export abstract class EventingError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The stream is not at the revision that the append expected; `actual` is -1 when it does not exist. Nothing was written. */
export class WrongRevisionError extends EventingError {
  readonly code = 'wrong-revision';

  constructor(
    readonly stream: StreamName,
    readonly expected: Revision | 'none',
    readonly actual: Revision,
  ) {
    super(`Stream ${stream} is at revision ${actual}, not ${expected}.`);
  }
}

/** The append violates the store's rules (order, size, shape). Nothing was written; a retry fails too. */
export class InvalidAppendError extends EventingError {
  readonly code = 'invalid-append';
}

/** This process has closed the store. */
export class StoreClosedError extends EventingError {
  readonly code = 'store-closed';
}

/** The store is temporarily unusable: full disk, locked, read-only, unreachable. Nothing was written. A retry may succeed. */
export class StoreUnavailableError extends EventingError {
  readonly code = 'store-unavailable';
}

/** The stored data cannot be read. A retry fails too; restore from a backup. */
export class StoreCorruptError extends EventingError {
  readonly code = 'store-corrupt';
}

/**
 * A remembered position does not exist in this log: it holds a different event or none. The log was restored from a backup, cut or
 * exchanged. A retry fails too until the remembered position is corrected.
 */
export class AnotherLogError extends EventingError {
  readonly code = 'another-log';
}

/** A view holds documents of another version than this program writes. A retry fails too until the view is rebuilt. */
export class AnotherVersionError extends EventingError {
  readonly code = 'another-version';
}

/**
 * The store no longer returns events of a stream that were recorded: they were hidden, deleted or removed behind its back. Such a stream
 * must not be shown or decided on as if it were complete.
 */
export class StreamCutError extends StoreCorruptError {
  /**
   * `missing`: the revision expected next. `found`: the first one returned instead, undefined for none. `why`: sentences for the operator.
   */
  constructor(
    readonly stream: StreamName,
    readonly missing: Revision,
    readonly found: Revision | undefined,
    why: string,
  ) {
    const first = found === undefined ? 'nothing is found' : `revision ${found} is the first that is found`;
    super(`Stream ${stream} is cut: revision ${missing} is missing, and ${first}. ${why}`);
  }
}

/** The generation of the view to be written no longer exists. */
export class GenerationMovedError extends EventingError {
  readonly code = 'generation-moved';
}

/** A concurrent writer changed the document: read and apply again. */
export class DocumentConflictError extends EventingError {
  readonly code = 'document-conflict';
}

/** The query names a field that the view does not declare, or a cursor of another query. */
export class InvalidQueryError extends EventingError {
  readonly code = 'invalid-query';
}

/** Too many queries wait already. Nothing is wrong with this one: a retry may succeed. */
export class QueriesBusyError extends EventingError {
  readonly code = 'queries-busy';
}

/** The query took too long and was stopped. A retry fails too, unless the store has less to do then; one for less may succeed. */
export class QueryTooLongError extends EventingError {
  readonly code = 'query-too-long';
}

/** Class and code of a failure, for logs and parked streams. Omits the message, which could quote what a person wrote. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code =
    'code' in error && typeof error.code === 'string' && /^[\w-]{1,64}$/.test(error.code) ? ` ${error.code}` : '';
  return `${error.constructor.name}${code}`;
}
