import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import {
  AnotherLogError,
  doubling,
  type EventStore,
  type FollowedBatch,
  isInLog,
  LOG_START,
  type LogPlace,
  pause,
  type Position,
  type ReadStore,
  type RecordedEvent,
  StoreClosedError,
  type StreamName,
  type ViewDocument,
} from '@redress/eventing';
import { EVENT_STORE, failureSummary, READ_STORE } from '@redress/platform';
import { caseProjection } from '../case-view/case.projection.js';
import { type CaseChange, ChangeLog, changeOf, isOfCase, type KnownCase, knownCase, placeNamed } from './change-log.js';

const VIEW = caseProjection.view.name;

const EVENTS_PER_BATCH = 100;
/** Between two looks whether the view has an event: it usually has within milliseconds. */
const LOOK_MS_SHORTEST = 5;
const LOOK_MS_LONGEST = 200;
/** Between two looks whether a case that was left out is shown again. */
const REPAIR_LOOK_MS = 1_000;
/** Cases left out that are looked after; the repair of further ones is not noticed. */
const LEFT_OUT_MAX = 1_000;
/** After so many looks, the view may have parked the case. */
const LOOKS_BEFORE_PARKED = 8;
const BACKOFF_MS_SHORTEST = 100;
const BACKOFF_MS_LONGEST = 10_000;

/** The most events that are read from the log for a reader who resumes; whoever missed more reads everything again. */
export const RESUMED_EVENTS_MAX = 1_000;

/** A change with what the view says of its case. */
export type ToldChange = readonly [CaseChange, KnownCase];

/** Where a reader begins. */
export interface StreamBeginning {
  readonly log: ChangeLog;
  /** The place that the reader has reached when they have had `missed`. */
  readonly place: LogPlace;
  /** What the reader missed, oldest first. */
  readonly missed: readonly ToldChange[];
  /** Too much is missing, or what the reader named is no place in this log: they have to read again what they show. */
  readonly isAnew: boolean;
}

/**
 * Follows the log at the pace of the view of cases: hands a change to readers once the view shows it, so that whoever reads on a message sees
 * what it is about. Begins with the first reader. Each process follows for itself, whichever of several replicas updates the view.
 */
@Injectable()
export class CaseChanges implements BeforeApplicationShutdown {
  private readonly logger = new Logger('live-updates');
  private readonly stopping = new AbortController();
  private current: Promise<ChangeLog> | undefined;
  private running: Promise<void> = Promise.resolve();
  /** Cases of which changes were left out, because the view parked them. */
  private readonly leftOut = new Set<StreamName>();
  private repairs: Promise<void> = Promise.resolve();
  private readonly endings = new Set<() => void>();

  constructor(
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(READ_STORE) private readonly readStore: ReadStore,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.endAll();
    await Promise.all([this.running, this.repairs]);
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Calls back when no further change can follow what was handed out: at the stop of the service, and when the log is another one. */
  onEnd(callback: () => void): () => void {
    this.endings.add(callback);
    return () => void this.endings.delete(callback);
  }

  /** Where a reader begins who names the last place they know of, as messages name it; without one, at the end. */
  async begin(lastEventId?: string): Promise<StreamBeginning> {
    const log = await this.log();
    const anew: StreamBeginning = { log, place: log.reached, missed: [], isAnew: true };
    if (lastEventId === undefined) return { ...anew, isAnew: false };
    const place = placeNamed(lastEventId);
    if (place === undefined || !(await isInLog(this.eventStore, place))) return anew;
    const isKept = log.after(place.position, 1) !== undefined;
    if (isKept || place.position >= log.reached.position) return { log, place, missed: [], isAnew: false };
    const { reached } = log;
    const missed = await this.between(place.position, reached.position);
    return missed === undefined ? anew : { log, place: reached, missed, isAnew: false };
  }

  private log(): Promise<ChangeLog> {
    if (this.current !== undefined) return this.current;
    const beginning = this.start();
    this.current = beginning;
    beginning.catch(() => (this.current = undefined));
    return beginning;
  }

  private async start(): Promise<ChangeLog> {
    const log = new ChangeLog(await this.placeOfView());
    this.running = this.follow(log);
    return log;
  }

  private async placeOfView(): Promise<LogPlace> {
    const { position, eventId } = (await this.readStore.places()).get(VIEW) ?? { position: LOG_START };
    if (position === LOG_START) return { position };
    const known = eventId ?? (await this.eventStore.eventIdAt(position));
    return known === undefined ? { position: LOG_START } : { position, eventId: known };
  }

  private async follow(log: ChangeLog): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted;) {
      try {
        for await (const batch of this.eventStore.follow(log.reached.position, {
          signal,
          batchSize: EVENTS_PER_BATCH,
        })) {
          await this.show(batch, log);
          failures = 0;
        }
      } catch (error) {
        if (signal.aborted) return;
        this.logger.error(failureSummary(error));
        if (error instanceof AnotherLogError || error instanceof StoreClosedError) return this.abandon();
        failures += 1;
        await pause(doubling(failures, BACKOFF_MS_SHORTEST, BACKOFF_MS_LONGEST), signal);
      }
    }
  }

  /** The next reader begins anew, in the log as it is then. */
  private abandon(): void {
    this.current = undefined;
    this.endAll();
  }

  private endAll(): void {
    for (const end of this.endings) end();
  }

  /** Hands out the events of a batch as the view comes to show them, in order. */
  private async show({ events }: FollowedBatch, log: ChangeLog): Promise<void> {
    const { signal } = this.stopping;
    let rest = events;
    for (let look = 1; rest.length > 0 && !signal.aborted; look += 1) {
      const documents = await this.documentsOf(rest);
      const missing = rest.findIndex((event) => isOfCase(event) && !hasReached(documents, event));
      const shown = missing === -1 ? rest : rest.slice(0, missing);
      if (shown.length > 0) {
        handOut(shown, documents, log);
        rest = rest.slice(shown.length);
        look = 0;
        continue;
      }
      const [first] = rest;
      const mayBeParked = first !== undefined && (look > LOOKS_BEFORE_PARKED || this.leftOut.has(first.stream));
      if (mayBeParked && (await this.isParked(first.stream))) {
        rest = this.withoutParked(rest, first, log);
        continue;
      }
      await pause(doubling(look, LOOK_MS_SHORTEST, LOOK_MS_LONGEST), signal);
    }
  }

  private documentsOf(events: readonly RecordedEvent[]): Promise<ReadonlyMap<string, ViewDocument>> {
    const streams = new Set(events.filter(isOfCase).map(({ stream }) => stream));
    return streams.size === 0 ? Promise.resolve(new Map()) : this.readStore.getMany(VIEW, [...streams]);
  }

  private async isParked(stream: StreamName): Promise<boolean> {
    return (await this.readStore.parkedAmong(VIEW, [stream])).has(stream);
  }

  /** Leaves out an event that the view cannot show before somebody repairs it, so that it does not hold up those of other cases. */
  private withoutParked(
    rest: readonly RecordedEvent[],
    { id, position, stream }: RecordedEvent,
    log: ChangeLog,
  ): readonly RecordedEvent[] {
    if (this.leftOut.size === 0) this.repairs = this.repairs.then(() => this.awaitRepairs(log));
    if (this.leftOut.size < LEFT_OUT_MAX) this.leftOut.add(stream);
    log.advance({ position, eventId: id }, [], new Map());
    return rest.slice(1);
  }

  /** Looks after the cases that were left out until the view shows all of them. */
  private async awaitRepairs(log: ChangeLog): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      await pause(REPAIR_LOOK_MS, signal);
      if (signal.aborted) return;
      // An unreachable store says nothing; it is asked again.
      const parked = await this.readStore.parkedAmong(VIEW, [...this.leftOut]).catch(() => undefined);
      const shown = [...this.leftOut].filter((stream) => parked !== undefined && !parked.has(stream));
      for (const stream of shown) this.leftOut.delete(stream);
      if (shown.length > 0) log.repaired();
      if (this.leftOut.size === 0) return;
    }
  }

  /** The changes between two positions that the view shows; undefined when the log has too many events there. */
  private async between(after: Position, upTo: Position): Promise<readonly ToldChange[] | undefined> {
    const events: RecordedEvent[] = [];
    for await (const event of this.eventStore.readAll(after, { limit: RESUMED_EVENTS_MAX + 1 })) {
      if (event.position > upTo) break;
      events.push(event);
    }
    if (events.length > RESUMED_EVENTS_MAX) return undefined;
    const documents = await this.documentsOf(events);
    return events.flatMap((event) => {
      const document = documents.get(event.stream);
      if (document === undefined || document.revision < event.revision) return [];
      return [[changeOf(event), knownCase(document)] as const];
    });
  }
}

function hasReached(documents: ReadonlyMap<string, ViewDocument>, { stream, revision }: RecordedEvent): boolean {
  return (documents.get(stream)?.revision ?? -1) >= revision;
}

function handOut(events: readonly RecordedEvent[], documents: ReadonlyMap<string, ViewDocument>, log: ChangeLog): void {
  const last = events.at(-1);
  if (last === undefined) return;
  const ofCases = events.filter(isOfCase);
  const cases = new Map(
    ofCases.flatMap(({ stream }) => {
      const document = documents.get(stream);
      return document === undefined ? [] : [[stream, knownCase(document)] as const];
    }),
  );
  log.advance({ position: last.position, eventId: last.id }, ofCases.map(changeOf), cases);
}
