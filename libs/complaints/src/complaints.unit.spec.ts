import { describe, expect, it, jest } from '@jest/globals';
import { parseReference, toReference, type Instant } from '@redress/domain';
import type { Outcome, CommandRemarks } from '@redress/eventing';
import { complainant, ComplaintOffice, handler, officeSecrets } from './complaint-office.mother.spec.js';
import type { HistoryStep, CommandContent } from './complaints.js';

const DATA = { description: 'The kettle burst.', channel: 'web', language: 'en' } as const;
const CALLER = { caller: 'anonymous', actor: complainant };

/** Creates an office with these candidate references, in this order, for every caller. */
function officeWithCandidates(...candidates: readonly number[]): { office: ComplaintOffice; asked: number[] } {
  const asked: number[] = [];
  const office = new ComplaintOffice({
    ...officeSecrets,
    referenceBytes: (_caller, _key, attempt) => {
      asked.push(attempt);
      return new Uint8Array(16).fill(candidates[attempt] ?? candidates.at(-1) ?? 0);
    },
  });
  return { office, asked };
}

describe('Lodging a complaint', () => {
  it('records it under a reference that holds its check symbol', async () => {
    const office = new ComplaintOffice();
    const { reference, outcome } = await office.complaints.lodge(DATA, CALLER);
    expect(parseReference(reference)).toEqual({ ok: true, reference });
    expect(outcome).toEqual({ kind: 'accepted', revision: 0, events: ['ComplaintReceived'], replayed: false });
    expect(await office.types(reference)).toEqual(['ComplaintReceived']);
  });

  it('tries the next candidate when a reference is taken, and leaves the complaint that has it alone', async () => {
    const { office, asked } = officeWithCandidates(1, 2);
    const first = await office.complaints.lodge(DATA, CALLER);
    const second = await office.complaints.lodge({ ...DATA, description: 'Another one.' }, CALLER);
    expect(second.outcome).toMatchObject({ kind: 'accepted', revision: 0 });
    expect(second.reference).not.toBe(first.reference);
    expect(asked).toEqual([0, 0, 1]);
    const [received] = await office.complaints.history(first.reference);
    expect(received?.data['description']).toBe(DATA.description);
  });

  it('gives up, as a failure of the machinery, when eight candidates in a row are taken', async () => {
    const { office, asked } = officeWithCandidates(1);
    await office.complaints.lodge(DATA, CALLER);
    await expect(office.complaints.lodge(DATA, CALLER)).rejects.toThrow('candidate references were all taken');
    expect(asked.slice(1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('does not try another candidate when it is refused for what it says', async () => {
    const { office, asked } = officeWithCandidates(1, 2);
    const { outcome } = await office.complaints.lodge(DATA, CALLER, { occurredAt: '2026-11-03T09:00:00.000Z' });
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { refused: 'occurred-in-future' } });
    expect(asked).toEqual([0]);
  });

  it('knows people by references that do not follow from each other', async () => {
    const office = new ComplaintOffice();
    const lodged = await Promise.all(Array.from({ length: 50 }, () => office.lodge()));
    expect(new Set(lodged).size).toBe(50);
  });
});

describe('Lodging a complaint with an idempotency key', () => {
  const KEYED = { ...CALLER, idempotencyKey: 'key-1' };

  it('of a stranger is known for a day, also past midnight, and forgotten then', async () => {
    const office = new ComplaintOffice();
    const lodgedAt = async (now: Instant) => {
      office.now = now;
      return (await office.complaints.lodge(DATA, { ...KEYED, isStranger: true })).reference;
    };
    const first = await lodgedAt('2026-11-02T20:00:00.000Z');
    expect(await lodgedAt('2026-11-02T23:59:59.999Z')).toBe(first);
    expect(await lodgedAt('2026-11-03T19:59:59.999Z')).toBe(first);
    const second = await lodgedAt('2026-11-03T20:00:00.000Z');
    expect(second).not.toBe(first);
    expect(await lodgedAt('2026-11-04T19:00:00.000Z')).toBe(second);
    expect(await lodgedAt('2026-11-09T20:00:00.000Z')).not.toBe(second);
  });

  it('finds the first complaint when it is repeated', async () => {
    const office = new ComplaintOffice();
    const first = await office.complaints.lodge(DATA, KEYED);
    office.now = '2026-11-02T10:00:00.000Z';
    const again = await office.complaints.lodge(DATA, KEYED);
    expect(again).toEqual({ reference: first.reference, outcome: { ...first.outcome, replayed: true } });
    expect(await office.types(first.reference)).toEqual(['ComplaintReceived']);
  });

  it('finds the first complaint also after others have had their say on it', async () => {
    const office = new ComplaintOffice();
    const first = await office.complaints.lodge(DATA, KEYED);
    await office.does(first.reference, 'acknowledge', {});
    expect((await office.complaints.lodge(DATA, KEYED)).outcome).toEqual({ ...first.outcome, replayed: true });
  });

  it('finds the first complaint also when its first candidate belonged to somebody else', async () => {
    const { office } = officeWithCandidates(1, 2);
    await office.complaints.lodge(DATA, { ...CALLER, idempotencyKey: 'of another' });
    const first = await office.complaints.lodge(DATA, KEYED);
    const again = await office.complaints.lodge(DATA, KEYED);
    expect(again).toEqual({ reference: first.reference, outcome: { ...first.outcome, replayed: true } });
  });

  it.each<[what: string, CommandContent<'receive'>['data'], CommandRemarks]>([
    ['another body', { ...DATA, description: 'Something else.' }, {}],
    ['another reason', DATA, { reason: 'By letter.' }],
    ['another time', DATA, { occurredAt: '2026-11-01T09:00:00.000Z' }],
  ])('refuses the same key with %s, and records nothing', async (_what, data, remarks) => {
    const office = new ComplaintOffice();
    const { reference } = await office.complaints.lodge(DATA, KEYED);
    expect((await office.complaints.lodge(data, KEYED, remarks)).outcome).toEqual({ kind: 'command-reused' });
    expect(await office.eventStore.head()).toBe(1n);
    expect(await office.types(reference)).toEqual(['ComplaintReceived']);
  });

  it('keeps the keys of different callers apart', async () => {
    const office = new ComplaintOffice();
    const mine = await office.complaints.lodge(DATA, KEYED);
    const other = await office.complaints.lodge(DATA, { ...KEYED, caller: 'staff:hana' });
    expect(other.reference).not.toBe(mine.reference);
  });

  it('makes one complaint of repeats that arrive at once', async () => {
    const office = new ComplaintOffice();
    const lodged = await Promise.all(Array.from({ length: 10 }, () => office.complaints.lodge(DATA, KEYED)));
    expect(new Set(lodged.map(({ reference }) => reference)).size).toBe(1);
    expect(await office.eventStore.head()).toBe(1n);
  });
});

describe('Lodging a complaint with its history', () => {
  const source = (idempotencyKey: string) => ({ caller: 'import', actor: complainant, idempotencyKey });
  const lodging = { data: DATA, source: source('row') };
  const note = (text: string): HistoryStep => ({
    content: { type: 'add-note', data: { text, visibility: 'internal' } },
    source: { ...source(`row:${text}`), actor: handler },
    remarks: {},
  });

  it('costs two calls to the event store, and none for policies that were read before', async () => {
    const office = new ComplaintOffice();
    const complaints = office.complaints.under(await office.policies.snapshot());
    const read = jest.spyOn(office.eventStore, 'read');
    const append = jest.spyOn(office.eventStore, 'append');
    const { reference, outcomes } = await complaints.lodgeWithHistory(lodging, [note('one'), note('two')]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    expect([read.mock.calls.length, append.mock.calls.length]).toEqual([1, 1]);
    expect(await office.types(reference)).toEqual(['ComplaintReceived', 'NoteAdded', 'NoteAdded']);
  });

  it('goes on where an earlier attempt stopped, and adds nothing to a whole one', async () => {
    const office = new ComplaintOffice();
    await office.complaints.lodgeWithHistory(lodging, [note('one')]);
    const { reference } = await office.complaints.lodgeWithHistory(lodging, [note('one'), note('two')]);
    expect(await office.types(reference)).toEqual(['ComplaintReceived', 'NoteAdded', 'NoteAdded']);
    const again = await office.complaints.lodgeWithHistory(lodging, [note('one'), note('two')]);
    expect(again.outcomes).toMatchObject([{ replayed: true }, { replayed: true }, { replayed: true }]);
    expect(await office.types(reference)).toHaveLength(3);
  });

  it('stops at a step that is refused, and keeps what came before', async () => {
    const office = new ComplaintOffice();
    const ahead = { ...note('ahead'), remarks: { occurredAt: '2026-11-03T09:00:00.000Z' } } as const;
    const { reference, outcomes } = await office.complaints.lodgeWithHistory(lodging, [
      note('one'),
      ahead,
      note('two'),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'refused']);
    expect(await office.types(reference)).toEqual(['ComplaintReceived', 'NoteAdded']);
  });
});

describe('A command on a complaint', () => {
  it('answers that a complaint is unknown, and begins none', async () => {
    const office = new ComplaintOffice();
    const outcome = await office.complaints.execute(
      toReference('0123456789AB'),
      { type: 'acknowledge', data: {} },
      CALLER,
    );
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { refused: 'complaint-unknown' } });
    expect(await office.eventStore.head()).toBe(0n);
  });

  it('records who acted, for whom, why, in which policy and after what', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    const source = {
      caller: 'staff:hana',
      actor: handler,
      onBehalfOf: complainant,
      correlationId: 'correlation',
      causationId: 'cause',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    };
    const withdrawal = { type: 'withdraw', data: { channel: 'phone', words: 'It works now.' } } as const;
    await office.complaints.execute(reference, withdrawal, source, { reason: 'By telephone.' });
    const [, withdrawn] = await office.complaints.history(reference);
    expect(withdrawn).toMatchObject({ type: 'ComplaintWithdrawn', reason: 'By telephone.' });
    const { caller: _caller, ...given } = source;
    expect(withdrawn?.metadata).toMatchObject({
      ...given,
      policyVersion: 'basic@1',
      occurredAt: office.now,
      recordedAt: office.now,
    });
  });

  it('is no repeat of another caller’s command with the same key', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    const note = { type: 'add-note', data: { text: 'Seen.', visibility: 'internal' } } as const;
    const from = (caller: string) =>
      office.complaints.execute(reference, note, { caller, actor: handler, idempotencyKey: 'key-1' });
    expect([await from('staff:hana'), await from('staff:samir')]).toMatchObject([
      { revision: 1, replayed: false },
      { revision: 2, replayed: false },
    ]);
  });

  it('is told from others by its revision when two decide at once', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    const decide = (assignee: string): Promise<Outcome> =>
      office.complaints.execute(
        reference,
        { type: 'assign', data: { assignee } },
        { caller: assignee, actor: handler, expectedRevision: 0 },
      );
    const outcomes = await Promise.all([decide('staff-1'), decide('staff-2')]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['accepted', 'revision-mismatch']);
  });
});
