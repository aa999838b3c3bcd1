import { beforeEach, describe, expect, it } from '@jest/globals';
import { byPhone, complainant, ComplaintOffice, enforce, supervisor, timedPolicy } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { type Policy, type Instant, epochMsOf, instantOf } from '@redress/domain';
import { toReference } from '@redress/domain';
import { LOG_START, ProjectionRunner, type RecordedEvent, SIDE_BY_SIDE_MAX } from '@redress/eventing';
import { MemoryReadStore } from '@redress/testing';
import { DeadlineTimer } from './deadline-timer.js';
import { deadlinesProjection } from './deadlines.projection.js';

const FIRED = ['DeadlineWarned', 'DeadlineMissed', 'ComplaintEscalated', 'ProgressReported'];

let office: ComplaintOffice;
let readStore: MemoryReadStore;
let failures: string[];

beforeEach(async () => {
  office = new ComplaintOffice();
  readStore = new MemoryReadStore();
  failures = [];
  await enforce(office, timedPolicy);
});

/** Returns a later instant on each call. */
function tick(): Instant {
  office.now = instantOf(epochMsOf(office.now) + 1);
  return office.now;
}

function timer(now = tick): DeadlineTimer {
  return new DeadlineTimer({
    readStore,
    complaints: office.complaints,
    policies: office.policies,
    now,
    breathe: async () => true,
    onFailure: (stream) => void failures.push(stream),
  });
}

/** Updates the view to the end of the log. */
async function catchUp(): Promise<void> {
  const { eventStore, codec, policies } = office;
  const runner = new ProjectionRunner({
    projection: deadlinesProjection,
    readStore,
    eventStore,
    codec,
    policies,
    now: () => office.now,
  });
  await runner.start();
  const events = await Array.fromAsync(eventStore.readAll(await runner.position()));
  await runner.apply({ events, position: events.at(-1)?.position ?? LOG_START });
}

async function fired(): Promise<readonly RecordedEvent[]> {
  const all = await Array.fromAsync(office.eventStore.readAll(LOG_START));
  return all.filter(({ type }) => FIRED.includes(type));
}

const told = ({ type, metadata }: RecordedEvent) => `${type} ${metadata.occurredAt}`;

/** Communicates a decision without remedies at this instant. */
async function decidedAt(instant: Instant, policy: Policy): Promise<Reference> {
  await enforce(office, policy);
  office.now = instant;
  const reference = await office.lodge({ product: 'tea' });
  const assessment = { severity: 'low', safetyImplication: false, complexity: 'simple', impact: 'individual' } as const;
  await office.does(reference, 'assess', { ...assessment, immediateAction: 'none', rationale: 'It was cold.' });
  await office.does(reference, 'propose-response', { decision: 'not-upheld', explanation: 'So be it.', remedies: [] });
  await office.does(reference, 'approve-response', {}, { by: supervisor });
  await office.does(reference, 'communicate-decision', {});
  return reference;
}

describe('The timer, of a complainant who does not answer a decision,', () => {
  const silence = { after: { length: 3, unit: 'calendar-days', end: 'instant' }, means: 'closed' } as const;
  const policy: Policy = { ...timedPolicy, version: 'quiet@1', scope: { products: ['tea'] }, silence };
  const after = async (reference: Reference) => {
    const events = await office.recorded(reference);
    return events.slice(events.findIndex(({ type }) => type === 'DecisionCommunicated') + 1);
  };

  it('records what the policy makes of it, once, at its instant, also after a week away and beside another timer', async () => {
    const reference = await decidedAt('2026-11-02T10:00:00.000Z', policy);
    office.now = '2026-11-12T09:00:00.000Z';
    await catchUp();
    const counts = await Promise.all([timer().pass(), timer().pass()]);
    await catchUp();
    expect([...counts, await timer().pass()].reduce((sum, count) => sum + count)).toBe(2);
    const events = await after(reference);
    expect(events.map(told)).toEqual([
      'DecisionAccepted 2026-11-05T10:00:00.000Z',
      'ComplaintClosed 2026-11-05T10:00:00.000Z',
    ]);
    expect(events[0]).toMatchObject({
      metadata: { policyVersion: 'quiet@1', actor: { role: 'system' } },
      data: { basis: 'presumed', silence: { since: '2026-11-02T10:00:00.000Z', calendar: 'generic@1' } },
    });
  });

  it('records nothing of it before its instant has passed', async () => {
    const reference = await decidedAt('2026-11-02T10:00:00.000Z', policy);
    office.now = '2026-11-05T09:59:59.990Z';
    await catchUp();
    await timer().pass();
    expect(await after(reference)).toEqual([]);
  });

  it('hears an answer, or anything else, that its view has not seen', async () => {
    const answered = await decidedAt('2026-11-02T10:00:00.000Z', policy);
    const heard = await decidedAt('2026-11-02T10:00:00.000Z', policy);
    await catchUp();
    office.now = '2026-11-04T10:00:00.000Z';
    await office.does(answered, 'record-rejection', {}, { by: complainant });
    await office.does(heard, 'add-information', { text: 'Wait.' }, { by: complainant });
    office.now = '2026-11-06T10:00:00.000Z';
    const one = timer();
    expect(await one.pass()).toBe(0);
    expect(failures).toEqual([]);
    await catchUp();
    office.now = '2026-11-07T10:00:00.001Z';
    expect(await one.pass()).toBe(2);
    expect((await after(answered)).map(told)).toEqual(['DecisionRejected 2026-11-04T10:00:00.000Z']);
    expect((await after(heard)).map(told)).toContain('DecisionAccepted 2026-11-07T10:00:00.000Z');
  });
});

describe('The timer', () => {
  it('records what came due in a week away, in order for each complaint, with when it was due', async () => {
    await office.lodge({ product: 'kettle' });
    office.now = '2026-11-02T13:00:00.000Z';
    await office.lodge({ product: 'kettle' });
    office.now = '2026-11-09T09:00:00.000Z';
    await catchUp();
    expect(await timer().pass()).toBe(8);
    const events = await fired();
    expect([...Map.groupBy(events, ({ stream }) => stream).values()].map((its) => its.map(told))).toEqual([
      [
        'DeadlineWarned 2026-11-02T14:00:00.000Z',
        'DeadlineMissed 2026-11-02T19:00:00.000Z',
        'ComplaintEscalated 2026-11-02T19:00:00.000Z',
        'DeadlineMissed 2026-11-03T23:59:59.999Z',
      ],
      [
        'DeadlineWarned 2026-11-02T18:00:00.000Z',
        'DeadlineMissed 2026-11-02T23:00:00.000Z',
        'ComplaintEscalated 2026-11-02T23:00:00.000Z',
        'DeadlineMissed 2026-11-03T23:59:59.999Z',
      ],
    ]);
    for (const { metadata, data } of events) {
      expect(metadata).toMatchObject({ recordedAt: office.now, policyVersion: 'timed@1' });
      expect(data).toMatchObject({ run: 1, calendar: 'generic@1' });
    }
  });

  it('leaves a merged complaint alone, and records what fell due meanwhile once the merge is undone, with when it was due', async () => {
    const reference = await office.lodge({ product: 'kettle' });
    office.now = '2026-11-02T13:00:00.000Z';
    const other = { status: 'received', receivedAt: '2026-11-02T08:00:00.000Z' } as const;
    await office.does(reference, 'merge', { into: toReference('2B8TRW5XN6C2'), other });
    office.now = '2026-11-09T09:00:00.000Z';
    await catchUp();
    expect(await timer().pass()).toBe(0);
    await office.does(reference, 'unmerge', {}, { by: supervisor, reason: 'Another kettle.' });
    await catchUp();
    expect(await timer().pass()).toBe(4);
    expect((await fired()).map(told)).toEqual([
      'DeadlineWarned 2026-11-02T14:00:00.000Z',
      'DeadlineMissed 2026-11-02T19:00:00.000Z',
      'ComplaintEscalated 2026-11-02T19:00:00.000Z',
      'DeadlineMissed 2026-11-03T23:59:59.999Z',
    ]);
  });

  it('begins with what was due first, whichever complaint it is of', async () => {
    for (let hour = 10; hour < 20; hour += 1) {
      for (let one = 0; one < 5; one += 1) await office.lodge({ product: 'kettle' });
      office.now = `2026-11-02T${hour}:00:00.000Z`;
    }
    office.now = '2026-11-03T09:00:00.000Z';
    await catchUp();
    await timer().pass();
    const instants = (await fired()).map(({ metadata }) => metadata.occurredAt);
    expect(instants).toHaveLength(150);
    // Firings handled in parallel may swap places; a missed deadline and its escalation move together.
    for (const [place, instant] of instants.entries()) {
      for (const later of instants.slice(place + 2 * SIDE_BY_SIDE_MAX)) expect(later >= instant).toBe(true);
    }
  });

  it('records nothing again, whether its view has seen what it did or not', async () => {
    await office.lodge({ product: 'kettle' });
    office.now = '2026-11-09T09:00:00.000Z';
    await catchUp();
    const one = timer();
    await one.pass();
    const before = (await fired()).length;
    expect(await one.pass()).toBe(0);
    expect(await timer().pass()).toBe(0);
    await catchUp();
    expect(await one.pass()).toBe(0);
    expect(await timer().pass()).toBe(0);
    expect(await fired()).toHaveLength(before);
  });

  it('records once what several timers see at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => office.lodge({ product: 'kettle' })));
    office.now = '2026-11-03T09:00:00.000Z';
    await catchUp();
    const counts = await Promise.all([timer().pass(), timer().pass(), timer().pass()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(60);
    expect(await fired()).toHaveLength(60);
  });

  it('leaves alone what was stopped, paused or given more time behind the back of its view', async () => {
    const references = [
      await office.lodge({ product: 'kettle' }),
      await office.lodge({ product: 'kettle' }),
      await office.lodge({ product: 'kettle' }),
    ] as const;
    await catchUp();
    office.now = '2026-11-02T10:00:00.000Z';
    await office.does(references[0], 'withdraw', byPhone, { reason: 'Solved.' });
    await office.does(references[1], 'pause-clock', { grounds: 'awaiting-complainant' });
    await office.does(references[2], 'extend-deadline', { clock: 'decision', grounds: 'complex' });
    office.now = '2026-11-02T19:30:00.000Z';
    const one = timer();
    await one.pass();
    expect((await fired()).map(told)).toEqual([]);
    await catchUp();
    await one.pass();
    // Half of the 15 hours to which the extension raised the 10.
    expect((await fired()).map(told)).toEqual(['DeadlineWarned 2026-11-02T16:30:00.000Z']);
  });

  it('records a breach that a decision came too late for, although nobody looked in between', async () => {
    const reference = await office.lodge({ product: 'kettle' });
    office.now = '2026-11-04T09:00:00.000Z';
    await office.does(reference, 'withdraw', byPhone, { reason: 'Too late.' });
    await catchUp();
    await timer().pass();
    expect((await fired()).map(told)).toContain('DeadlineMissed 2026-11-02T19:00:00.000Z');
  });

  it('reports progress by itself where the policy asks for it, once for each time it is due', async () => {
    await office.lodge({ product: 'toaster' });
    await office.does(await office.lodge({ product: 'kettle' }), 'acknowledge', {}, { by: supervisor });
    office.now = '2026-11-20T09:00:00.000Z';
    await catchUp();
    await timer().pass();
    const reports = (await fired()).filter(({ type }) => type === 'ProgressReported');
    expect(reports.map(told)).toEqual(['ProgressReported 2026-11-16T23:59:59.999Z']);
    expect(reports[0]?.data).toMatchObject({ clock: 'progress-report', run: 1, next: '2026-11-30T23:59:59.999Z' });
    expect(
      (await fired()).some(({ type, data }) => type === 'DeadlineMissed' && data['clock'] === 'progress-report'),
    ).toBe(false);
  });

  it('tells of a miss that was recorded without that, as misses once were', async () => {
    const reference = await office.lodge({ product: 'kettle' });
    const append = office.eventStore.append.bind(office.eventStore);
    office.eventStore.append = (stream, expected, events) => append(stream, expected, events.slice(0, 1));
    office.now = '2026-11-02T20:00:00.000Z';
    await catchUp();
    await timer().pass();
    expect((await fired()).map(({ type }) => type)).toEqual(['DeadlineWarned', 'DeadlineMissed']);
    office.eventStore.append = append;
    await catchUp();
    expect(await timer().pass()).toBe(1);
    expect((await office.types(reference)).slice(1)).toEqual([
      'DeadlineWarned',
      'DeadlineMissed',
      'ComplaintEscalated',
    ]);
  });

  it('leaves for a later look what is not due any more since the clock of the host was set back', async () => {
    await office.lodge({ product: 'kettle' });
    await catchUp();
    office.now = '2026-11-02T09:30:00.000Z';
    let looks = 0;
    const now = () => ((looks += 1) === 1 ? '2026-11-02T19:00:00.001Z' : office.now);
    const one = timer(now);
    expect(await one.pass()).toBe(0);
    office.now = '2026-11-02T19:00:00.001Z';
    expect(await one.pass()).toBe(3);
    expect(failures).toEqual([]);
  });

  it('goes through more complaints than one page holds', async () => {
    for (let one = 0; one < 250; one += 1) await office.lodge({ product: 'kettle' });
    office.now = '2026-11-03T09:00:00.000Z';
    await catchUp();
    expect(await timer().pass()).toBe(750);
  });

  it('tells of a complaint that it cannot handle, and goes on with the others', async () => {
    const broken = await office.lodge({ product: 'kettle' });
    await office.lodge({ product: 'kettle' });
    office.now = '2026-11-03T09:00:00.000Z';
    await catchUp();
    const { complaints } = office;
    const execute = complaints.execute.bind(complaints);
    complaints.execute = (reference, ...rest) =>
      reference === broken ? Promise.reject(new TypeError('Broken.')) : execute(reference, ...rest);
    const one = timer();
    expect(await one.pass()).toBe(3);
    expect(failures).toEqual([`complaint-${broken}`]);
    expect(await one.pass()).toBe(0);
    expect(failures).toHaveLength(1);
  });
});
