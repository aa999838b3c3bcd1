import { describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { toReference } from '@redress/domain';
import { toActorId, type ParkedStream, type StreamName } from '@redress/eventing';
import { type Caller, type ComplaintWalls, LogFollower, Problem, ViewRegistry } from '@redress/platform';
import { ParkedController } from './parked.controller.js';
import type { AskedSkip, ParkedSkips, RecordedSkip } from './parked-skips.js';

const KNOWN = toReference('7K3M9QXD41PC');
const HIDDEN = toReference('7K3M9QXD41PD');
const cyrus: Caller = { kind: 'staff', actor: { id: toActorId('cyrus'), role: 'compliance' }, roles: ['compliance'] };
const walls = { lets: (_caller: Caller, _action: string, one: Reference) => Promise.resolve(one === KNOWN) };

function parkedOf(stream: StreamName): ParkedStream {
  return {
    stream,
    revision: 3,
    eventId: 'e',
    eventType: 'NoteAdded',
    error: 'TypeError',
    parkedAt: '2026-11-02T08:00:00.000Z',
    attempts: 2,
  };
}

/** A view that has parked streams, and goes on with those that are mended. */
function controllerOver(
  streams: readonly StreamName[],
  mended: readonly StreamName[] = [],
  skips: Partial<ParkedSkips> = {},
): ParkedController {
  const followers = new ViewRegistry();
  const runner = {
    start: () => Promise.resolve(),
    apply: () => Promise.resolve(),
    parked: () => Promise.resolve(streams.map(parkedOf)),
    retry: (stream: StreamName) =>
      Promise.resolve(mended.includes(stream) ? ('done' as const) : ('still-parked' as const)),
  };
  followers.add(new LogFollower('cases', 'view', runner));
  return new ParkedController(followers, walls as unknown as ComplaintWalls, skips as ParkedSkips);
}

const codeOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  );

describe('Parked complaints', () => {
  const both = [complaintStream(KNOWN), complaintStream(HIDDEN)];

  it('are listed with why, and named to those alone who may know of them', async () => {
    const { items, truncated } = await controllerOver([...both, 'policy-iran']).list(cyrus);
    expect(truncated).toBe(false);
    expect(items.map(({ reference }) => reference)).toEqual(['7K3M-9QXD-41PC', null, null]);
    expect(items[0]).toEqual({
      view: 'cases',
      kind: 'view',
      reference: '7K3M-9QXD-41PC',
      revision: 3,
      eventType: 'NoteAdded',
      error: 'TypeError',
      parkedAt: '2026-11-02T08:00:00.000Z',
      attempts: 2,
    });
    expect(JSON.stringify(items)).not.toContain(HIDDEN);
  });

  it('are at most 200 in one answer', async () => {
    const many = Array.from({ length: 201 }, (_, index): StreamName => `policy-${index}`);
    expect(await controllerOver(many).list(cyrus)).toMatchObject({ truncated: true, items: { length: 200 } });
  });

  it('are retried one by one or all together', async () => {
    const controller = controllerOver(both, [complaintStream(HIDDEN)]);
    expect(await controller.retry('cases', {}, cyrus)).toEqual({ done: 1, stillParked: 1 });
    expect(await controller.retry('cases', { reference: KNOWN }, cyrus)).toEqual({ done: 0, stillParked: 1 });
  });

  it('are retried 50 at a time', async () => {
    const many = Array.from({ length: 60 }, (_, index): StreamName => `policy-${index}`);
    expect(await controllerOver(many, many).retry('cases', {}, cyrus)).toEqual({ done: 50, stillParked: 0 });
  });

  it.each([
    ['an unknown view', 'nothing', {}],
    ['a complaint that is not parked', 'cases', { reference: KNOWN }],
    ['a complaint that the caller may not know of', 'cases', { reference: HIDDEN }],
  ])('are unknown for %s', async (_what, view, body) => {
    expect(await codeOf(controllerOver([complaintStream(HIDDEN)]).retry(view, body, cyrus))).toBe('not-found');
  });
});

describe('Skipped events', () => {
  const meta = { caller: cyrus, correlationId: 'correlation' };
  const because = { revision: 3, reason: 'Written twice.' };
  const recorded = (stream: StreamName, at: RecordedSkip['at']): RecordedSkip => ({
    consumer: 'cases',
    event: 'e',
    stream,
    revision: 3,
    eventType: 'NoteAdded',
    error: 'TypeError',
    reason: 'Written twice.',
    at,
    by: 'cyrus',
  });

  it.each([
    ['done', { done: 1, stillParked: 0 }],
    ['still-parked', { done: 0, stillParked: 1 }],
  ] as const)('are skipped by the one who says why, and say how far the view came: %s', async (result, answer) => {
    const asked: unknown[] = [];
    const skip = (follower: { readonly name: string }, one: AskedSkip, source: { readonly actor: unknown }) => {
      asked.push([follower.name, one, source.actor]);
      return Promise.resolve({
        outcome: { kind: 'accepted', revision: 0, events: [], replayed: false } as const,
        result,
      });
    };
    const controller = controllerOver([], [], { skip });
    expect(await controller.skip('cases', { reference: KNOWN, ...because }, meta)).toEqual(answer);
    expect(asked).toEqual([['cases', { stream: complaintStream(KNOWN), ...because }, cyrus.actor]]);
  });

  it.each([
    ['an unknown view', 'nothing', KNOWN],
    ['a complaint that the caller may not know of', 'cases', HIDDEN],
    ['an event that is not parked', 'cases', KNOWN],
  ])('are unknown for %s', async (_what, view, reference) => {
    const controller = controllerOver([], [], { skip: () => Promise.resolve(undefined) });
    expect(await codeOf(controller.skip(view, { reference, ...because }, meta))).toBe('not-found');
  });

  it('are refused as the log refuses them', async () => {
    const refused = { kind: 'refused', refusal: { refused: 'first-event-not-skippable' } } as const;
    const controller = controllerOver([], [], { skip: () => Promise.resolve({ outcome: refused }) });
    expect(await codeOf(controller.skip('cases', { reference: KNOWN, ...because }, meta))).toBe(
      'first-event-not-skippable',
    );
  });

  it('are listed with who and why, the newest first, and not to those who may not know of the complaint', async () => {
    const all = [
      recorded(complaintStream(HIDDEN), '2026-11-02T08:00:00.000Z'),
      recorded(complaintStream(KNOWN), '2026-11-02T09:00:00.000Z'),
    ];
    const { items, truncated } = await controllerOver([], [], { of: () => Promise.resolve(all) }).listSkipped(cyrus);
    expect(truncated).toBe(false);
    expect(items.map(({ reference, reason }) => [reference, reason])).toEqual([
      ['7K3M-9QXD-41PC', 'Written twice.'],
      [null, null],
    ]);
    expect(items[0]).toMatchObject({ view: 'cases', kind: 'view', revision: 3, by: 'cyrus', eventType: 'NoteAdded' });
    expect(JSON.stringify(items)).not.toContain(HIDDEN);
  });
});
