import { COMPLAINT_STREAM_PREFIX, referenceOf, stateIn } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference, isSamePerson, may, type Asking, type Walls } from '@redress/domain';
import {
  type LogPlace,
  type Position,
  type RecordedEvent,
  type Revision,
  type StreamName,
  toPosition,
  type ViewDocument,
} from '@redress/eventing';
import { caseProjection } from '../case-view/case.projection.js';

/** An event of a case that the view of cases shows. */
export interface CaseChange {
  readonly id: string;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  readonly type: string;
}

/** What decides who is told of a change: who may know of the case, and on whose desk it is. */
export interface KnownCase {
  readonly walls: Walls;
  readonly assignee: string | null;
}

/** Who reads changes, and of which cases. */
export interface ChangeFilter {
  readonly asking: Asking;
  /** Of this case alone. */
  readonly reference?: Reference;
  /** Of the cases on the reader's desk alone, and of those that leave it. */
  readonly isMine: boolean;
}

/** Types of events that may take a case from a desk. */
const MOVES_DESK: ReadonlySet<string> = new Set(['ComplaintAssigned', 'AppealLodged']);

/** What a document of the view says of a case. */
export function knownCase({ body }: Pick<ViewDocument, 'body'>): KnownCase {
  const { conflicts, restrictedTo, emergencies, work } = stateIn(body);
  const walls = {
    conflicts,
    ...(restrictedTo && { restrictedTo }),
    ...(emergencies && { emergencies }),
    ...(work && { work }),
  };
  return { walls, assignee: caseProjection.read(body).assignee };
}

/** The change that an event is to readers. */
export function changeOf({ id, stream, revision, position, type }: RecordedEvent): CaseChange {
  return { id, stream, revision, position, type };
}

/** Whether events are about a complaint. */
export function isOfCase({ stream }: Pick<RecordedEvent, 'stream'>): boolean {
  return stream.startsWith(COMPLAINT_STREAM_PREFIX);
}

/** Whether a reader is told of a change: as the queue shows the case now, so never of one behind a wall. */
export function isTold(
  { stream, type }: CaseChange,
  { walls, assignee }: KnownCase,
  { asking, reference, isMine }: ChangeFilter,
): boolean {
  if (reference !== undefined && referenceOf(stream) !== reference) return false;
  if (isMine && !isOnDesk(asking.id) && !(MOVES_DESK.has(type) && wasGivenTo(asking.id))) return false;
  return may(asking, 'view-case', walls);

  function isOnDesk(person: string): boolean {
    return assignee !== null && isSamePerson(assignee, person);
  }

  function wasGivenTo(person: string): boolean {
    return walls.work?.people.some((one) => isSamePerson(one, person)) ?? false;
  }
}

/** Why a listener is called: there is `more`, or what was left out earlier is shown now, at no place in the order. */
export type News = 'more' | 'repaired';

/** Changes that are kept for readers; about a minute of a very busy office. */
export const CHANGES_KEPT = 2_000;
/** Removed at a time, since each removal looks through all that is kept. */
const REMOVED_AT_ONCE = 500;

/**
 * The newest changes that the view shows, in the order of the log, with what is known of their cases. Every reader reads it at their own
 * pace; whoever falls behind what is kept has to read the log.
 */
export class ChangeLog {
  private changes: CaseChange[] = [];
  private readonly cases = new Map<StreamName, KnownCase>();
  private readonly listeners = new Set<(news: News) => void>();
  private keptAfter: Position;

  /** @param reached the place up to which the view has everything. */
  constructor(public reached: LogPlace) {
    this.keptAfter = reached.position;
  }

  /** Adds changes that the view shows now, and what it says of their cases; `place` is where the view has come with them. */
  advance(place: LogPlace, changes: readonly CaseChange[], cases: ReadonlyMap<StreamName, KnownCase>): void {
    this.reached = place;
    this.changes.push(...changes);
    for (const [stream, known] of cases) this.cases.set(stream, known);
    if (this.changes.length > CHANGES_KEPT + REMOVED_AT_ONCE) this.removeOldest();
    this.wake('more');
  }

  /** Tells readers that a case which was left out is shown again: they cannot know what they missed. */
  repaired(): void {
    this.wake('repaired');
  }

  /** The changes after a position, oldest first, at most so many; undefined when some of them are no longer kept. */
  after(position: Position, limit: number): readonly CaseChange[] | undefined {
    if (position < this.keptAfter) return undefined;
    const first = this.changes.findIndex((change) => change.position > position);
    return first === -1 ? [] : this.changes.slice(first, first + limit);
  }

  /** What is known of the case of a change that is kept. Throws a `RangeError` for another. */
  caseOf({ stream }: CaseChange): KnownCase {
    const known = this.cases.get(stream);
    if (known === undefined) throw new RangeError('No change of this case is kept.');
    return known;
  }

  /** Calls a listener whenever there is news. Returns a function that ends that. */
  listen(listener: (news: News) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private wake(news: News): void {
    for (const listener of this.listeners) listener(news);
  }

  private removeOldest(): void {
    const kept = this.changes.slice(-CHANGES_KEPT);
    this.keptAfter = this.changes.at(-CHANGES_KEPT - 1)?.position ?? this.keptAfter;
    this.changes = kept;
    const streams = new Set(kept.map(({ stream }) => stream));
    for (const stream of this.cases.keys()) if (!streams.has(stream)) this.cases.delete(stream);
  }
}

/** The name of a place in the stream: its position and its event, so that a place of another log is recognized. */
export function nameOf({ position, eventId }: LogPlace): string {
  return eventId === undefined ? '0' : `${position}_${eventId}`;
}

const NAME = /^(?:0|([1-9]\d{0,38})_([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}))$/;

/** Reads {@link nameOf}; undefined for any other text. */
export function placeNamed(text: string): LogPlace | undefined {
  const [found, position, eventId] = NAME.exec(text) ?? [];
  if (found === undefined) return undefined;
  if (position === undefined || eventId === undefined) return { position: toPosition(0n) };
  return { position: toPosition(BigInt(position)), eventId };
}

/** What a message about a change says. */
export interface ChangeMessage {
  /** As people write it. */
  readonly reference: string;
  readonly revision: Revision;
  /** Decimal digits: a position may exceed what a number of JSON holds. */
  readonly position: string;
  readonly type: string;
}

export function messageOf({ stream, revision, position, type }: CaseChange): ChangeMessage {
  return { reference: formatReference(referenceOf(stream)), revision, position: String(position), type };
}
