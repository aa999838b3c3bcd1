import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { ComplaintOffice } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { AnotherLogError, foldDocument, LOG_START, type RecordedEvent } from '@redress/eventing';
import { eventually, MemoryReadStore, sealedEvents } from '@redress/testing';
import { finished } from 'node:stream/promises';
import { caseProjection } from '../case-view/case.projection.js';
import { CaseChanges, RESUMED_EVENTS_MAX } from './case-changes.js';
import {
  ChangeLog,
  CHANGES_KEPT,
  nameOf,
  type CaseChange,
  type ChangeFilter,
  type KnownCase,
  type News,
} from './change-log.js';
import { HEARTBEAT_MS, ReaderStream } from './reader-stream.js';

const SARA: ChangeFilter = { asking: { id: 'sara', roles: ['supervisor'] }, isMine: false };
const VIEW = caseProjection.view.name;

/** An office whose view shows what a spec says. */
class SlowView {
  readonly office = new ComplaintOffice();
  readonly readStore = new MemoryReadStore();
  readonly changes = new CaseChanges(this.office.eventStore, this.readStore);
  private readonly shown = new Map<Reference, number>();

  /** Makes the view show a case up to a revision. */
  async shows(reference: Reference, revision: number): Promise<void> {
    const projected = await this.office.projected(reference);
    const body = foldDocument(caseProjection, projected.slice(0, revision + 1));
    if (body === undefined) throw new RangeError('There is no such revision.');
    const change = {
      id: complaintStream(reference),
      expected: this.shown.get(reference) ?? 'none',
      revision,
      body,
    } as const;
    await this.readStore.commit(VIEW, { generation: 1, changes: [change], park: [], unpark: [] });
    this.shown.set(reference, revision);
  }

  async begins(): Promise<ChangeLog> {
    return (await this.changes.begin()).log;
  }

  async last(): Promise<RecordedEvent> {
    const all = await Array.fromAsync(this.office.eventStore.readAll(LOG_START));
    const last = all.at(-1);
    if (last === undefined) throw new RangeError('Nothing is recorded.');
    return last;
  }
}

const toldBy = (log: ChangeLog): readonly string[] =>
  (log.after(LOG_START, CHANGES_KEPT) ?? []).map(({ stream, revision }) => `${stream}/${revision}`);

const until = (log: ChangeLog, count: number): Promise<readonly string[]> =>
  eventually(
    () => Promise.resolve(toldBy(log)),
    (told) => told.length === count,
  );

describe('Changes of cases', () => {
  let view: SlowView;
  beforeEach(async () => {
    view = new SlowView();
    await view.readStore.define(caseProjection.view);
  });
  afterEach(() => view.changes.beforeApplicationShutdown());

  it('are handed out once the view shows them, in the order of the log', async () => {
    const log = await view.begins();
    const [one, other] = [await view.office.lodge(), await view.office.lodge()];
    await view.shows(other, 0);
    const { position } = await view.last();
    const before = view.readStore.getMany.bind(view.readStore);
    let looks = 0;
    view.readStore.getMany = (...asked) => {
      looks += 1;
      return before(...asked);
    };
    await eventually(
      () => Promise.resolve(looks),
      (count) => count > 2,
    );
    expect([toldBy(log), log.reached.position]).toEqual([[], LOG_START]);
    await view.shows(one, 0);
    expect(await until(log, 2)).toEqual([`${complaintStream(one)}/0`, `${complaintStream(other)}/0`]);
    expect(log.reached.position).toBe(position);
  });

  it('are not held up by a case that is parked', async () => {
    const log = await view.begins();
    const [parked, other] = [await view.office.lodge(), await view.office.lodge()];
    await view.shows(other, 0);
    const stream = complaintStream(parked);
    const fault = { eventId: 'x', eventType: 'ComplaintReceived', error: 'x', attempts: 1 };
    const park = [{ ...fault, stream, revision: 0, parkedAt: view.office.now }];
    await view.readStore.commit(VIEW, { generation: 1, changes: [], park, unpark: [] });
    const news: News[] = [];
    log.listen((one) => news.push(one));
    expect(await until(log, 1)).toEqual([`${complaintStream(other)}/0`]);
    expect(news).not.toContain('repaired');
    await view.readStore.commit(VIEW, { generation: 1, changes: [], park: [], unpark: [stream] });
    await eventually(
      () => Promise.resolve(news),
      (all) => all.includes('repaired'),
    );
  });

  it('pass over what is about no case', async () => {
    const log = await view.begins();
    await view.office.eventStore.append('policy-x', 'none', sealedEvents('policy-x', { count: 3 }));
    const reference = await view.office.lodge();
    await view.shows(reference, 0);
    expect(await until(log, 1)).toEqual([`${complaintStream(reference)}/0`]);
  });

  it('are read from the log for whoever resumes at a place before what is kept', async () => {
    const reference = await view.office.lodge();
    const first = await view.last();
    await view.office.does(reference, 'add-note', { text: 'Seen.', visibility: 'internal' });
    await view.shows(reference, 1);
    const last = await view.last();
    const place = { position: last.position, eventId: last.id };
    await view.readStore.commit(VIEW, { generation: 1, changes: [], park: [], unpark: [], ...place });
    const {
      missed,
      isAnew,
      place: reached,
    } = await view.changes.begin(nameOf({ position: first.position, eventId: first.id }));
    expect([missed.map(([{ revision }]) => revision), isAnew, reached]).toEqual([[1], false, place]);
    expect((await view.changes.begin('0')).missed.map(([{ revision }]) => revision)).toEqual([0, 1]);
  });

  it('are too many to resume where the log has more than that', async () => {
    const reference = await view.office.lodge();
    await view.shows(reference, 0);
    const first = await view.last();
    const append = (stream: `policy-${string}`, count: number) =>
      view.office.eventStore.append(stream, 'none', sealedEvents(stream, { count }));
    for (let stream = 0; stream < RESUMED_EVENTS_MAX / 100; stream += 1) await append(`policy-${stream}`, 100);
    const atMost = await view.last();
    const standsAt = ({ position, id: eventId }: RecordedEvent) =>
      view.readStore.commit(VIEW, { generation: 1, changes: [], park: [], unpark: [], position, eventId });
    await standsAt(atMost);
    const name = nameOf({ position: first.position, eventId: first.id });
    expect((await view.changes.begin(name)).isAnew).toBe(false);
    await view.changes.beforeApplicationShutdown();
    await append('policy-more', 1);
    await standsAt(await view.last());
    const later = new CaseChanges(view.office.eventStore, view.readStore);
    expect((await later.begin(name)).isAnew).toBe(true);
    await later.beforeApplicationShutdown();
  });

  it('end for all readers when the log is another one, and begin anew for the next', async () => {
    const log = await view.begins();
    let hasEnded = false;
    view.changes.onEnd(() => (hasEnded = true));
    const getMany = view.readStore.getMany.bind(view.readStore);
    view.readStore.getMany = () => Promise.reject(new AnotherLogError('The view stands in another log.'));
    const reference = await view.office.lodge();
    await eventually(
      () => Promise.resolve(hasEnded),
      (ended) => ended,
    );
    view.readStore.getMany = getMany;
    const next = await view.begins();
    expect(next).not.toBe(log);
    await view.shows(reference, 0);
    await until(next, 1);
  });
});

const OPEN: KnownCase = { walls: { conflicts: [] }, assignee: null };
const STREAM = 'complaint-7K3M9QXD41PC';

function changeAt(position: number): CaseChange {
  const id = `00000000-0000-0000-0000-${String(position).padStart(12, '0')}`;
  return {
    id,
    stream: STREAM,
    revision: position,
    position: BigInt(position) as CaseChange['position'],
    type: 'NoteAdded',
  };
}

/** Advances a log by so many changes, one at a time. */
function advance(log: ChangeLog, count: number): void {
  for (let step = 0; step < count; step += 1) {
    const change = changeAt(Number(log.reached.position) + 1);
    log.advance({ position: change.position, eventId: change.id }, [change], new Map([[STREAM, OPEN]]));
  }
}

/** All that waits in a stream, chunk by chunk. */
function taken(stream: ReaderStream): string {
  let text = '';
  for (let chunk: Buffer | null; (chunk = stream.read() as Buffer | null) !== null;) text += chunk.toString();
  return text;
}

describe('The stream of a reader', () => {
  let log: ChangeLog;
  beforeEach(() => {
    log = new ChangeLog({ position: LOG_START });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const opened = () => new ReaderStream({ log, place: log.reached, missed: [], isAnew: false }, () => SARA);

  it('holds little for a reader who takes nothing, and ends when they fall behind what is kept', async () => {
    const stream = opened();
    stream.read(0);
    advance(log, CHANGES_KEPT);
    expect(stream.readableLength).toBeLessThan(40_000);
    expect(stream.destroyed).toBe(false);
    advance(log, CHANGES_KEPT);
    const ids = [...taken(stream).matchAll(/^id: (\d+)_/gm)].map(([, id]) => Number(id));
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, index) => index + 1));
    expect(ids.length).toBeLessThan(CHANGES_KEPT);
    await finished(stream);
  });

  it('sends a comment while nothing happens, and is cut when nothing is taken for two of them', () => {
    jest.useFakeTimers();
    const stream = opened();
    taken(stream);
    jest.advanceTimersByTime(HEARTBEAT_MS);
    expect(taken(stream)).toBe(':\n\n');
    expect(stream.destroyed).toBe(false);
    jest.advanceTimersByTime(3 * HEARTBEAT_MS);
    expect(stream.destroyed).toBe(true);
  });

  it('names the end of what was missed by its first message of its own', () => {
    advance(log, 2);
    const missed = [[changeAt(1), OPEN] as const];
    const stream = new ReaderStream({ log, place: log.reached, missed, isAnew: false }, () => SARA);
    const lines = taken(stream).split('\n');
    expect(lines.filter((line) => line.startsWith('event'))).toEqual(['event: change', 'event: ready']);
    expect(lines.filter((line) => line.startsWith('id'))).toEqual([
      `id: 1_${changeAt(1).id}`,
      `id: 2_${changeAt(2).id}`,
    ]);
    stream.destroy();
  });

  it('tells to read again, after what it has, when a case that was left out is shown', () => {
    const stream = opened();
    taken(stream);
    advance(log, 1);
    log.repaired();
    log.repaired();
    const types = [...taken(stream).matchAll(/^event: (.*)$/gm)].map(([, type]) => type);
    expect(types).toEqual(['change', 'read-again']);
    expect(taken(stream)).toBe('');
    stream.destroy();
  });

  it('ends access that was taken for a time when it is over', () => {
    const emergency = { person: 'sara', until: '2026-11-02T10:00:00.000Z' } as const;
    const walls = { conflicts: [], restrictedTo: ['hana'], emergencies: [emergency] };
    let at = '2026-11-02T09:00:00.000Z' as const as NonNullable<ChangeFilter['asking']['at']>;
    const filter = (): ChangeFilter => ({ ...SARA, asking: { ...SARA.asking, at } });
    const stream = new ReaderStream({ log, place: log.reached, missed: [], isAnew: false }, filter);
    taken(stream);
    const step = () => {
      const change = changeAt(Number(log.reached.position) + 1);
      log.advance(
        { position: change.position, eventId: change.id },
        [change],
        new Map([[STREAM, { walls, assignee: null }]]),
      );
      return taken(stream);
    };
    expect(step()).toContain('event: change');
    at = '2026-11-02T10:00:00.000Z';
    expect(step()).toBe('');
    stream.destroy();
  });
});
