import type { Revision } from './event.js';

/** A failure of the machinery. Refusals of the domain are values, never these. */
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
    readonly stream: string,
    readonly expected: Revision | 'none',
    readonly actual: Revision,
  ) {
    super(`Stream ${stream} is at revision ${actual}, not ${expected}.`);
  }
}

/** The append breaks the store's rules (order, size, shape). Nothing was written; a repeat will fail too. */
export class InvalidAppendError extends EventingError {
  readonly code = 'invalid-append';
}

/** The store was closed by this process. */
export class StoreClosedError extends EventingError {
  readonly code = 'store-closed';
}

/** The store cannot be used now: full disk, locked, read-only, unreachable. Nothing was written. A repeat may succeed. */
export class StoreUnavailableError extends EventingError {
  readonly code = 'store-unavailable';
}

/** The stored data cannot be read. A repeat will fail too; restore from a backup. */
export class StoreCorruptError extends EventingError {
  readonly code = 'store-corrupt';
}

/**
 * A remembered position is not a place in this log: another event is there, or none. The log was restored from a backup, cut or
 * exchanged. A repeat will fail too, until the remembered position is corrected.
 */
export class AnotherLogError extends EventingError {
  readonly code = 'another-log';
}

/** A view holds documents of another version than this program makes. A repeat will fail too, until the view is built anew. */
export class AnotherVersionError extends EventingError {
  readonly code = 'another-version';
}

/**
 * Events of a stream are recorded that the store does not give any more: they were hidden, deleted or removed behind its back. Nothing
 * may be shown of such a stream, and nothing decided on it, as if it were whole.
 */
export class StreamCutError extends StoreCorruptError {
  /** `missing`: the revision that should have come. `found`: the first one that did; undefined when none did. `why`: sentences for the operator. */
  constructor(
    readonly stream: string,
    readonly missing: Revision,
    readonly found: Revision | undefined,
    why: string,
  ) {
    const first = found === undefined ? 'nothing is found' : `revision ${found} is the first that is found`;
    super(`Stream ${stream} is cut: revision ${missing} is missing, and ${first}. ${why}`);
  }
}

/** The generation of the view that was to be written is no longer kept. */
export class GenerationMovedError extends EventingError {
  readonly code = 'generation-moved';
}

/** Another writer moved the document: read again and apply again. */
export class DocumentConflictError extends EventingError {
  readonly code = 'document-conflict';
}

/** The query names a field that the view does not declare, or a cursor of another query. */
export class InvalidQueryError extends EventingError {
  readonly code = 'invalid-query';
}

/** Class and code of a failure, for logs and parked streams. Never its message, which could quote what a person wrote. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code =
    'code' in error && typeof error.code === 'string' && /^[\w-]{1,64}$/.test(error.code) ? ` ${error.code}` : '';
  return `${error.constructor.name}${code}`;
}
