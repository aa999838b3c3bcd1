import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Complaints } from '@redress/complaints';
import { byPhone, complainant, handler, supervisor } from '@redress/complaints/office';
import { IMPORT_ACTOR_PREFIX } from '@redress/contracts';
import { toReference } from '@redress/domain';
import { OutOfReachError } from '@redress/eventing';
import { TwoCases, type Killed } from './two-cases.mother.spec.js';

describe('What is decided on one complaint about another', () => {
  let cases: TwoCases;
  beforeEach(async () => {
    cases = new TwoCases();
    await cases.start();
  });

  it('is recorded on the other as well, in the name of whoever decided it, with its cause', async () => {
    await cases.merges();
    await cases.carriesOver();
    expect(await cases.office.types(cases.earlier)).toEqual(['ComplaintReceived', 'ComplaintAbsorbed']);
    const cause = (await cases.office.recorded(cases.later)).at(-1);
    const event = (await cases.office.recorded(cases.earlier)).at(-1);
    expect(event).toMatchObject({
      data: { complaint: cases.later, turn: 1 },
      metadata: { actor: { role: 'system' }, onBehalfOf: handler, causationId: cause?.id },
    });
  });

  it.each<Killed>(['before-append', 'after-append'])('arrives once though it was killed %s', async (killed) => {
    await cases.merges();
    cases.killed = killed;
    await expect(cases.carriesOver()).rejects.toThrow(OutOfReachError);
    cases.killed = 'never';
    await cases.carriesOver();
    await cases.repeatsAll();
    expect(await cases.office.types(cases.earlier)).toEqual(['ComplaintReceived', 'ComplaintAbsorbed']);
    expect(await cases.office.types(cases.later)).toEqual(['ComplaintReceived', 'ComplaintMerged']);
  });

  it('is undone on the other when it is undone', async () => {
    await cases.merges();
    await cases.office.does(cases.later, 'unmerge', {}, { by: supervisor, reason: 'Another kettle.' });
    await cases.carriesOver();
    await cases.repeatsAll();
    expect((await cases.state(cases.earlier)).absorbed).toEqual({ [cases.later]: { turn: 2, isWithin: false } });
    expect((await cases.state(cases.later)).status).toBe('received');
  });

  it.each<Killed>(['never', 'before-append', 'after-append'])(
    'is taken back when the other has ended meanwhile, once, killed %s',
    async (killed) => {
      await cases.merges();
      await cases.office.does(cases.earlier, 'withdraw', byPhone);
      cases.killed = killed;
      if (killed === 'never') await cases.carriesOver();
      else await expect(cases.carriesOver()).rejects.toThrow(OutOfReachError);
      cases.killed = 'never';
      await cases.carriesOver();
      await cases.repeatsAll();
      expect(await cases.office.types(cases.later)).toEqual([
        'ComplaintReceived',
        'ComplaintMerged',
        'ComplaintUnmerged',
      ]);
      const taken = (await cases.office.recorded(cases.later)).at(-1)?.data;
      expect(taken).toEqual({ from: cases.earlier, turn: 2, refused: 'complaint-withdrawn' });
      expect((await cases.state(cases.earlier)).absorbed).toEqual({});
    },
  );

  const decide = async () => {
    const assessed = { severity: 'low', safetyImplication: false, complexity: 'simple', impact: 'individual' } as const;
    const { office, earlier } = cases;
    await office.does(earlier, 'assess', { ...assessed, immediateAction: 'none', rationale: 'Read.' });
    const explanation = `Ann, of ${earlier}, was overcharged.`;
    await office.does(earlier, 'propose-response', { decision: 'upheld', explanation, remedies: [] });
    await office.does(earlier, 'approve-response', {}, { by: supervisor });
    await office.does(earlier, 'communicate-decision', {});
  };
  const notes = async () => {
    const history = await cases.office.complaints.history(cases.later);
    return history.filter(({ type }) => type === 'NoteAdded').map(({ data }) => data);
  };

  it.each(['after the merge', 'before the merge'])(
    'tells both what was decided on one of them %s, once',
    async (when) => {
      if (when === 'before the merge') await decide();
      await cases.merges();
      await cases.carriesOver();
      if (when === 'after the merge') await decide();
      await cases.carriesOver();
      await cases.repeatsAll();
      expect(await notes()).toEqual([
        { text: expect.stringContaining('we uphold your complaint'), visibility: 'complainant' },
      ]);
      expect(JSON.stringify(await notes())).not.toMatch(new RegExp(`${cases.earlier}|Ann`));
    },
  );

  it.each([
    ['closed as out of scope', 'close', { outcome: 'out-of-scope', comment: 'Of the province.' }, 'not covered by'],
    ['referred', 'refer', { to: 'Ombudsman' }, 'to Ombudsman'],
  ] as const)('tells the later one that the earlier was %s', async (_what, type, data, said) => {
    await cases.merges();
    await cases.carriesOver();
    // Closing as out of scope takes two people.
    for (const by of type === 'close' ? [handler, supervisor] : [handler])
      await cases.office.does(cases.earlier, type, data, { by, reason: 'So it is.' });
    await cases.carriesOver();
    expect(await notes()).toEqual([{ text: expect.stringContaining(said), visibility: 'complainant' }]);
  });

  it('tells nobody what an import recorded', async () => {
    await cases.merges();
    await cases.carriesOver();
    const by = { id: `${IMPORT_ACTOR_PREFIX}csv`, role: 'system' };
    await cases.office.does(cases.earlier, 'refer', { to: 'Ombudsman' }, { by, reason: 'So it was.' });
    await cases.carriesOver();
    expect(await notes()).toEqual([]);
  });

  it('reads no complaint that is closed after its decision, as most are', async () => {
    await decide();
    await cases.office.does(cases.earlier, 'record-acceptance', {}, { by: complainant });
    await cases.carriesOver();
    await cases.office.does(cases.earlier, 'close', { outcome: 'resolved' });
    const load = jest.spyOn(Complaints.prototype, 'load');
    await cases.carriesOver();
    expect(load).not.toHaveBeenCalled();
    load.mockRestore();
  });

  it('lets the later one go on alone when the earlier is withdrawn, but not when it was merged again since', async () => {
    await cases.merges();
    await cases.carriesOver();
    await cases.office.does(cases.earlier, 'withdraw', byPhone, { reason: 'Content.' });
    await cases.carriesOver();
    expect((await cases.state(cases.later)).status).toBe('received');
    await cases.office.does(cases.earlier, 'reopen', {}, { by: supervisor, reason: 'By mistake.' });
    await cases.merges();
    await cases.carriesOver();
    await cases.repeatsAll();
    expect((await cases.state(cases.later)).status).toBe('merged');
  });

  it('tells nothing to who was erased', async () => {
    await cases.merges();
    await cases.carriesOver();
    await cases.office.erase(cases.later);
    await decide();
    await cases.carriesOver();
    expect(await cases.office.types(cases.later)).toEqual(['ComplaintReceived', 'ComplaintMerged']);
  });

  it('links both, each seeing the other from its own end, and unlinks both', async () => {
    const other = await cases.facts(cases.earlier);
    await cases.office.does(cases.later, 'link', { complaint: cases.earlier, relation: 'follow-up', other });
    await cases.carriesOver();
    expect((await cases.state(cases.earlier)).links[cases.later]).toMatchObject({ relation: 'followed-up', turn: 1 });
    await cases.office.does(cases.earlier, 'unlink', { complaint: cases.later });
    await cases.carriesOver();
    await cases.repeatsAll();
    for (const [one, another] of [
      [cases.earlier, cases.later],
      [cases.later, cases.earlier],
    ] as const) {
      expect((await cases.state(one)).links[another]).toEqual({ turn: 2, decidedOn: cases.earlier });
      expect(await cases.office.types(one)).toEqual(['ComplaintReceived', 'ComplaintLinked', 'ComplaintUnlinked']);
    }
  });

  it('leaves no link on one side alone when the other has room for none', async () => {
    for (let index = 0; index < 100; index += 1) {
      const complaint = toReference(`${index}`.padStart(12, '0'));
      await cases.office.does(cases.earlier, 'record-link', { complaint, relation: 'same-cause', turn: 1 });
    }
    const other = await cases.facts(cases.earlier);
    await cases.office.does(cases.later, 'link', { complaint: cases.earlier, relation: 'same-cause', other });
    await cases.carriesOver();
    await cases.repeatsAll();
    expect((await cases.state(cases.later)).links[cases.earlier]?.relation).toBeUndefined();
    expect((await cases.state(cases.earlier)).links[cases.later]).toBeUndefined();
  });
});
