import type { JsonObject, LogPlace, Position, Revision } from '../event.js';

export type FieldType = 'string' | 'number' | 'boolean';

/** A kind of read model: one document per complaint. `fields` are what queries may name; everything else is only carried. */
export interface ViewDefinition {
  /** Lower-case words with hyphens, unique among all services: `case-queue`. */
  readonly name: string;
  /** Dotted paths into the document that may be filtered, sorted and grouped by. */
  readonly fields: { readonly [path: string]: FieldType };
  /** Field lists to index, in order. */
  readonly indexes: readonly (readonly string[])[];
  /** Raised when stored documents cannot be gone on from any more, and must be built anew. Default: 1. */
  readonly version?: number;
}

/** A document and the revision of the last event that is in it. */
export interface ViewDocument {
  readonly id: string;
  readonly revision: Revision;
  readonly body: JsonObject;
}

/** A new state of a document, to be written only if the stored one is at `expected` (`none`: not stored yet). */
export interface DocumentChange extends ViewDocument {
  readonly expected: Revision | 'none';
}

/** A complaint whose event this view could not apply. It and the complaint's later events wait, in order, in the log. */
export interface ParkedStream {
  readonly stream: string;
  /** The revision that failed. */
  readonly revision: Revision;
  readonly eventId: string;
  readonly eventType: string;
  /** Class and code of the failure; never personal data. */
  readonly error: string;
  readonly parkedAt: string;
  readonly attempts: number;
}

/** Everything one batch did to one generation of a view. */
export interface ViewCommit {
  readonly generation: number;
  readonly changes: readonly DocumentChange[];
  readonly park: readonly ParkedStream[];
  readonly unpark: readonly string[];
  /** The new checkpoint; never moves back. */
  readonly position?: Position;
  /** Id of the event at that position. At the position of the checkpoint itself it is taken on. */
  readonly eventId?: string;
  /** When the newest event up to that position was recorded; kept only beside an `eventId`. */
  readonly recordedAt?: string;
}

export type Comparison =
  | { readonly field: string; readonly is: 'equal'; readonly value: string | number | boolean | null }
  | { readonly field: string; readonly is: 'in'; readonly values: readonly (string | number)[] }
  | { readonly field: string; readonly is: 'from' | 'before'; readonly value: string | number }
  | { readonly field: string; readonly is: 'starts-with'; readonly value: string };

export interface FindQuery {
  /** All must hold. */
  readonly where: readonly Comparison[];
  /** At least one of these must hold, when given. */
  readonly any?: readonly Comparison[];
  /** Ties are broken by document id; documents without the field come last. */
  readonly sort: { readonly field: string; readonly direction: 'ascending' | 'descending' };
  /** 1 to 200. */
  readonly limit: number;
  /** As answered by the previous page for the same query. */
  readonly cursor?: string;
}

export interface FoundPage {
  readonly documents: readonly ViewDocument[];
  readonly next: string | null;
}

export interface AggregateQuery {
  readonly where: readonly Comparison[];
  /** 0 to 2 fields. */
  readonly groupBy: readonly string[];
  /** At most 20 number fields to sum and find the extremes of. Documents without the field do not count in it. */
  readonly measures: readonly string[];
}

export interface Measure {
  readonly count: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
}

export interface AggregateRow {
  /** One value per `groupBy` field, null where the document has none. */
  readonly group: readonly (string | number | boolean | null)[];
  readonly count: number;
  readonly measures: { readonly [field: string]: Measure };
}

/** Rows (at most 10,000, ordered by group) and the checkpoint they stand for, read in one snapshot where the engine has them. */
export interface Aggregated {
  readonly rows: readonly AggregateRow[];
  readonly position: Position;
}

/**
 * Read models: documents by id with a monotonic revision guard, and the position stored with the effect.
 *
 * A view has numbered generations. Queries see the active one; a rebuild fills the next one beside it and `activate` swaps them.
 * Errors: `GenerationMovedError`, `DocumentConflictError`, `InvalidQueryError`, `StoreClosedError`, `StoreUnavailableError`, `StoreCorruptError`.
 */
export interface ReadStore {
  /** Declares a view and creates what it needs. Must precede every other call that names the view. May be repeated. */
  define(view: ViewDefinition): Promise<void>;

  get(view: string, id: string, generation?: number): Promise<ViewDocument | undefined>;
  /** Documents by id, at most 1000; unknown ones are absent. */
  getMany(view: string, ids: readonly string[], generation?: number): Promise<ReadonlyMap<string, ViewDocument>>;
  find(view: string, query: FindQuery): Promise<FoundPage>;
  aggregate(view: string, query: AggregateQuery): Promise<Aggregated>;
  /** Every document of a generation, ordered by id. */
  scan(view: string, generation?: number): AsyncIterable<ViewDocument>;

  activeGeneration(view: string): Promise<number>;
  /** Position up to which a generation has seen the log; `0n` for a new one. Default: the active generation. */
  checkpoint(view: string, generation?: number): Promise<Position>;
  /** Where the active generation of each view kept here stands in the log, also of views that this process has not defined. */
  places(): Promise<ReadonlyMap<string, LogPlace>>;
  /**
   * Applies one batch, as atomically as the engine can: one transaction, or guarded documents first and the checkpoint last.
   * A change whose `expected` does not match rejects with `DocumentConflictError` (and one that is already applied is no conflict).
   * Rejects with `GenerationMovedError` when the generation was dropped.
   */
  commit(view: string, commit: ViewCommit): Promise<void>;

  /**
   * Puts the active generation at another place in the log, also at an earlier one, if it stands at exactly `from`. Answers false, changing
   * nothing, when it stands elsewhere. Documents and what is parked stay as they are.
   */
  movePlace(view: string, from: LogPlace, to: LogPlace): Promise<boolean>;

  /** At most 1000, oldest first. */
  parked(view: string, generation?: number): Promise<readonly ParkedStream[]>;
  /** Those of the given streams that are parked. */
  parkedAmong(
    view: string,
    streams: readonly string[],
    generation?: number,
  ): Promise<ReadonlyMap<string, ParkedStream>>;

  /** Starts an empty generation beside the active one, dropping an unfinished one. Answers its number. */
  beginGeneration(view: string): Promise<number>;
  /**
   * Makes the generation the active one if it has seen at least as much as the active one (answers true), and drops the old one.
   * Answers false, changing nothing, while it is behind; but one that stands at exactly the place `astray`, which is none in the log, gives
   * way however much it has seen.
   */
  activate(view: string, generation: number, astray?: LogPlace): Promise<boolean>;

  close(): Promise<void>;
}
