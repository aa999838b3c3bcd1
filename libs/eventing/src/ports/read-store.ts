import { createHash } from 'node:crypto';
import type { JsonObject, LogPlace, Position, Revision, StreamName, Instant } from '../event.js';
import type { Served } from './server-in-use.js';

/** Types of fields with one value. */
export type ValueType = 'string' | 'number' | 'boolean';

/**
 * `terms`: words that a document is found by, in lists by where they come from: `{ title: ['a', 'b'], note: ['b'] }`. Each field of them has an
 * index of its own; it cannot be sorted or grouped by, and belongs to no other index. A term taken out of a document leaves the store's
 * files as soon as the engine can do so.
 */
export type FieldType = ValueType | 'terms';

/** A kind of read model: one document per complaint, or one for each of its parts. Queries may name only `fields`; the rest of a document is opaque. */
export interface ViewDefinition {
  /** Lower-case words with hyphens, unique among all services: `case-queue`. */
  readonly name: string;
  /** Dotted paths into the document that queries may filter, sort and group by. */
  readonly fields: { readonly [path: string]: FieldType };
  /** Field lists to index, in order: fields that a query compares for equality, then the one it sorts by. */
  readonly indexes: readonly (readonly string[])[];
  /**
   * As `indexes`, but these also hold every other field of one value: conditions on those are checked, and figures added up, without reading documents.
   * Each costs more to keep. Default: none.
   */
  readonly wideIndexes?: readonly (readonly string[])[];
  /**
   * Parts of documents, by their dotted paths, that many documents are asked for at once ({@link ValuesQuery.parts}). An embedded engine keeps them
   * beside the fields, so that no document is read for them. No declared field. Default: none.
   */
  readonly parts?: readonly string[];
  /** Raised when stored documents can no longer be continued and must be rebuilt. Default: 1. */
  readonly version?: number;
}

/**
 * What a wide index over some fields of a view holds beside these, and what to call it. Named by what it holds as well, so that a change of
 * the fields makes another.
 */
export function wideIndexOver(
  { fields }: Pick<ViewDefinition, 'fields'>,
  by: readonly string[],
): { readonly title: string; readonly beside: readonly string[] } {
  const beside = Object.keys(fields).filter((path) => !by.includes(path) && fields[path] !== 'terms');
  const print = createHash('sha256').update(beside.join()).digest('hex').slice(0, 8);
  return { title: `${by.join()}+${print}`, beside };
}

/** A document and the revision of the last event applied to it. */
export interface ViewDocument {
  readonly id: string;
  readonly revision: Revision;
  readonly body: JsonObject;
}

/** A new state of a document, written only if the stored one is at `expected` (`none`: not stored yet). */
export interface DocumentChange extends ViewDocument {
  readonly expected: Revision | 'none';
  /** The body that is stored at `expected`, where whoever changes it has read it: an engine need not read it again to tell what changes. */
  readonly before?: JsonObject;
  /** Never written without every change of its commit that has no such mark: once it is there, they are taken for done. */
  readonly afterOthers?: true;
}

/** Whether a change leaves the body as it is known to be stored. Values made anew count as others, though they may be equal. */
export function isOnlyRevision({ before, body }: Pick<DocumentChange, 'before' | 'body'>): boolean {
  if (before === undefined) return false;
  const names = Object.keys(body);
  return names.length === Object.keys(before).length && names.every((name) => body[name] === before[name]);
}

/** A complaint with an event that this view could not apply. That event and the complaint's later ones wait, in order, in the log. */
export interface ParkedStream {
  readonly stream: StreamName;
  /** The revision that failed. */
  readonly revision: Revision;
  readonly eventId: string;
  readonly eventType: string;
  /** Class and code of the failure; never personal data. */
  readonly error: string;
  readonly parkedAt: Instant;
  readonly attempts: number;
}

/** All effects of one batch on one generation of a view. */
export interface ViewCommit {
  readonly generation: number;
  readonly changes: readonly DocumentChange[];
  readonly park: readonly ParkedStream[];
  readonly unpark: readonly StreamName[];
  /** The new checkpoint; never moves back. */
  readonly position?: Position;
  /** Id of the event at that position. A commit at the checkpoint's own position adds the id to it. */
  readonly eventId?: string;
  /** When the newest event up to that position was recorded; stored only with an `eventId`. */
  readonly recordedAt?: Instant;
}

/** `orNone`: holds also for documents without the field. */
export type Comparison =
  | { readonly field: string; readonly is: 'equal'; readonly value: string | number | boolean | null }
  | {
      readonly field: string;
      readonly is: 'in';
      /** At most 1000. */
      readonly values: readonly (string | number)[];
      readonly orNone?: true;
    }
  | {
      readonly field: string;
      readonly is: 'from' | 'before';
      readonly value: string | number;
      readonly orNone?: true;
    }
  | { readonly field: string; readonly is: 'starts-with'; readonly value: string }
  | {
      /** A field of terms. */
      readonly field: string;
      /** It has at least one of these. Of several such conditions, put first the one that the fewest documents fulfil. */
      readonly is: 'has';
      /** At most 1000. */
      readonly values: readonly string[];
    };

export interface FindQuery {
  /** All must hold. */
  readonly where: readonly Comparison[];
  /** At least one of these must hold, when given. */
  readonly any?: readonly Comparison[];
  /** Ties are broken by document id; documents without the field come last. */
  readonly sort: { readonly field: string; readonly direction: 'ascending' | 'descending' };
  /** 1 to 200. */
  readonly limit: number;
  /** As returned by the previous page of the same query. */
  readonly cursor?: string;
}

export interface FoundPage {
  readonly documents: readonly ViewDocument[];
  readonly next: string | null;
}

/** As {@link FindQuery}, for the values of some fields: the documents stay where they are. */
export interface ValuesQuery extends FindQuery {
  /** Declared fields of one value. */
  readonly fields: readonly string[];
  /**
   * Parts of the document by their dotted paths, declared or not, at most {@link VALUE_PARTS_MAX}. Documents are read for them, and stay where
   * they are. Default: none.
   */
  readonly parts?: readonly string[];
  /** 1 to {@link VALUES_LIMIT_MAX}. */
  readonly limit: number;
}

/** Most documents of whose fields one page has the values. */
export const VALUES_LIMIT_MAX = 1_000;
/** Most parts of a document that a page of values has. Whoever wants more reads documents. */
export const VALUE_PARTS_MAX = 10;

export interface FoundValues {
  readonly rows: readonly FieldValues[];
  readonly next: string | null;
}

/** Values of one document. */
export interface FieldValues {
  readonly id: string;
  /** By field; null where the document has none of the declared type. */
  readonly values: { readonly [field: string]: string | number | boolean | null };
  /** Those of the parts asked for that the document has. */
  readonly parts: JsonObject;
}

/** Most keys by which a query groups. */
export const GROUP_KEYS_MAX = 8;
/** Most number fields that a query adds up, and of which it finds the extremes. */
export const MEASURES_MAX = 20;
/** Most groups of one answer. One of as many may lack others. */
export const GROUPS_ANSWERED_MAX = 10_000;

/** By the values of a field; or by whether its value comes before another, which many values that differ have in common. */
export type GroupKey = string | { readonly field: string; readonly before: string | number };

export interface AggregateQuery {
  /** All must hold. */
  readonly where: readonly Comparison[];
  /** At least one of these must hold, when given. */
  readonly any?: readonly Comparison[];
  /** At most {@link GROUP_KEYS_MAX}. */
  readonly groupBy: readonly GroupKey[];
  /** At most {@link MEASURES_MAX} number fields to add up. Documents without the field are ignored. */
  readonly measures: readonly string[];
  /** Those of the measures whose least and greatest values are wanted, which costs as much again. Default: none. */
  readonly extremes?: readonly string[];
}

export interface Measure {
  readonly count: number;
  readonly sum: number;
}

export interface Extremes {
  readonly min: number | null;
  readonly max: number | null;
}

export interface AggregateRow {
  /** For each key of `groupBy` the value, or whether it comes before; null where the document has none. */
  readonly group: readonly (string | number | boolean | null)[];
  readonly count: number;
  readonly measures: { readonly [field: string]: Measure };
  readonly extremes: { readonly [field: string]: Extremes };
}

/** Rows (at most {@link GROUPS_ANSWERED_MAX}, ordered by group) and their checkpoint, read in one snapshot where the engine supports it. */
export interface Aggregated {
  readonly rows: readonly AggregateRow[];
  readonly position: Position;
}

/** How busy a read store is with queries, where they run beside the process's other work. */
export interface QueryLoad {
  readonly running: number;
  readonly waiting: number;
  /** Since the start: refused because too many waited. */
  readonly refused: number;
  /** Since the start: stopped because they took too long. */
  readonly stopped: number;
}

/**
 * Read models: documents by id with a monotonic revision guard, and the position stored with the effect.
 *
 * A view has numbered generations. Queries see the active one; a rebuild fills the next one beside it, and `activate` swaps them.
 * A query sees every commit that was answered before it was asked. Errors: `GenerationMovedError`, `DocumentConflictError`,
 * `InvalidQueryError`, `QueriesBusyError`, `QueryTooLongError`, `StoreClosedError`, `StoreUnavailableError`, `StoreCorruptError`.
 */
export interface ReadStore extends Served {
  /** Declares a view and creates what it needs. Must precede every other call that names the view. Idempotent. */
  define(view: ViewDefinition): Promise<void>;

  get(view: string, id: string, generation?: number): Promise<ViewDocument | undefined>;
  /** Documents by id, at most 1000; unknown ones are absent. */
  getMany(view: string, ids: readonly string[], generation?: number): Promise<ReadonlyMap<string, ViewDocument>>;
  find(view: string, query: FindQuery): Promise<FoundPage>;
  /** What {@link find} finds, without documents: without `parts` from an index alone where one holds all fields that the query names. */
  findValues(view: string, query: ValuesQuery): Promise<FoundValues>;
  aggregate(view: string, query: AggregateQuery): Promise<Aggregated>;
  /** How many documents the active generation has. An embedded engine keeps the number with each commit; a server counts. */
  count(view: string): Promise<number>;
  /** Every document of a generation, ordered by id. */
  scan(view: string, generation?: number): AsyncIterable<ViewDocument>;

  /** Undefined for a store that leaves the order of its queries to a server. */
  readonly queryLoad?: QueryLoad | undefined;

  activeGeneration(view: string): Promise<number>;
  /** Position up to which a generation has applied the log; `0n` for a new one. Default: the active generation. */
  checkpoint(view: string, generation?: number): Promise<Position>;
  /** The place of each stored view's active generation, including views that this process has not defined. */
  places(): Promise<ReadonlyMap<string, LogPlace>>;
  /**
   * Applies one batch as atomically as the engine can: in one transaction, or guarded documents first and the checkpoint last.
   * A change whose `expected` does not match rejects with `DocumentConflictError`, unless it is already applied.
   * Rejects with `GenerationMovedError` when the generation was dropped.
   */
  commit(view: string, commit: ViewCommit): Promise<void>;
  /**
   * Removes documents of the active generation, at most 1000; unknown ones are ignored. Only for views that no event tells of: what comes from
   * the log would be there again after the next rebuild.
   */
  remove(view: string, ids: readonly string[]): Promise<void>;

  /**
   * Moves the active generation to another place in the log, possibly an earlier one, if it is at exactly `from`. Otherwise returns false
   * and changes nothing. Leaves documents and parked streams as they are.
   */
  movePlace(view: string, from: LogPlace, to: LogPlace): Promise<boolean>;

  /** At most 1000, oldest first. */
  parked(view: string, generation?: number): Promise<readonly ParkedStream[]>;
  /** The given streams that are parked. */
  parkedAmong(
    view: string,
    streams: readonly StreamName[],
    generation?: number,
  ): Promise<ReadonlyMap<string, ParkedStream>>;

  /** Starts an empty generation beside the active one, dropping an unfinished one. Returns its number. */
  beginGeneration(view: string): Promise<number>;
  /**
   * Makes the generation active if it has seen at least as much as the active one, drops the old one and returns true. Otherwise returns
   * false and changes nothing; but an active generation at exactly the place `astray`, which does not exist in the log, is replaced however
   * much it has seen.
   */
  activate(view: string, generation: number, astray?: LogPlace): Promise<boolean>;

  close(): Promise<void>;
}
