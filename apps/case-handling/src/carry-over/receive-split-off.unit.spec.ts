import { beforeEach, describe, expect, it } from '@jest/globals';
import { handler } from '@redress/complaints/office';
import { toReference } from '@redress/domain';
import { OutOfReachError } from '@redress/eventing';
import { TwoCases, type Killed } from './two-cases.mother.spec.js';

const INTO = toReference('5QV0HJ4ZM8S0');
const part = { into: INTO, description: 'The cable is too short.' } as const;

describe('A complaint that is split off another', () => {
  let cases: TwoCases;
  beforeEach(async () => {
    cases = new TwoCases();
    await cases.start();
    cases.office.now = '2026-11-04T09:00:00.000Z';
    await cases.office.does(cases.later, 'split', part);
  });

  it('is received when the first was, in the name of whoever split it, and names where it came from', async () => {
    await cases.carriesOver();
    const cause = (await cases.office.recorded(cases.later)).at(-1);
    const [received] = await cases.office.complaints.history(INTO);
    expect(received).toMatchObject({
      type: 'ComplaintReceived',
      data: { description: part.description, splitFrom: { complaint: cases.later } },
      metadata: {
        occurredAt: '2026-11-02T10:00:00.000Z',
        recordedAt: '2026-11-04T09:00:00.000Z',
        actor: { role: 'system' },
        onBehalfOf: handler,
        causationId: cause?.id,
      },
    });
  });

  it.each<Killed>(['before-append', 'after-append'])('is received once though it was killed %s', async (killed) => {
    cases.killed = killed;
    await expect(cases.carriesOver()).rejects.toThrow(OutOfReachError);
    cases.killed = 'never';
    await cases.carriesOver();
    await cases.office.does(INTO, 'add-note', { text: 'Called.', visibility: 'internal' });
    await cases.repeatsAll();
    expect(await cases.office.types(INTO)).toEqual(['ComplaintReceived', 'NoteAdded']);
  });

  it('is what was known of the first when it was split, whatever happens to that before and after', async () => {
    await cases.office.does(cases.later, 'correct-details', { product: 'cable' });
    await cases.carriesOver();
    await cases.office.does(cases.later, 'acknowledge', {});
    await cases.repeatsAll();
    const history = await cases.office.complaints.history(INTO);
    expect(history.map(({ type }) => type)).toEqual(['ComplaintReceived']);
    expect(history[0]?.data).not.toHaveProperty('product');
    expect(history[0]?.data['splitFrom']).toEqual({ complaint: cases.later });
  });

  it.each<Killed>(['never', 'after-append'])(
    'is closed to whoever has an interest in the first, in the step that receives it, killed %s',
    async (killed) => {
      const another = { ...part, into: toReference('7WV2KQ5ZM8S4') };
      await cases.office.does(cases.later, 'declare-conflict', { person: 'hana', nature: 'A cousin.' });
      await cases.office.does(cases.later, 'declare-conflict', { person: 'hugo', nature: 'A friend.' });
      await cases.office.does(cases.later, 'split', another);
      cases.killed = killed;
      await cases.carriesOver().catch(() => undefined);
      cases.killed = 'never';
      await cases.repeatsAll();
      expect((await cases.state(another.into)).conflicts).toEqual(['hana', 'hugo']);
      const history = await cases.office.complaints.history(another.into);
      expect(history.map(({ data }) => data).slice(1)).toEqual([
        { person: 'hana', nature: 'A cousin.' },
        { person: 'hugo', nature: 'A friend.' },
      ]);
      expect((await cases.state(INTO)).conflicts).toEqual([]);
    },
  );

  it('is sealed under a key of its own', async () => {
    await cases.carriesOver();
    await cases.office.erase(cases.later);
    const [received] = await cases.office.complaints.history(INTO);
    expect(received?.data['description']).toBe(part.description);
    await cases.repeatsAll();
    expect(await cases.office.types(INTO)).toEqual(['ComplaintReceived']);
  });

  it('is never received when the person was erased before', async () => {
    await cases.office.erase(cases.later);
    await cases.carriesOver();
    expect(await cases.office.types(INTO)).toEqual([]);
  });
});
