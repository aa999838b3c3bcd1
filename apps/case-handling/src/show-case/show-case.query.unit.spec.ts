import { beforeEach, describe, expect, it } from '@jest/globals';
import { ComplaintOffice, liveMarkedLife, MARK } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { toReference, type Instant } from '@redress/domain';
import { type EventStore, KEY_MISSING, LOG_START, ProjectionRunner, type ViewDocument } from '@redress/eventing';
import { KnownDamage, Problem, ViewReader } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { CaseNotes, withNotesOf } from '../case-notes/case-notes.js';
import { noteProjection } from '../case-notes/note.projection.js';
import { caseProjection } from '../case-view/case.projection.js';
import { ShowCase, ShowCaseHandler, type CaseMoment } from './show-case.query.js';

describe('Showing a case', () => {
  let office: ComplaintOffice;
  let readStore: MemoryReadStore;
  let reference: Reference;
  let damage: KnownDamage;
  beforeEach(async () => {
    office = new ComplaintOffice();
    readStore = new MemoryReadStore();
    damage = new KnownDamage();
    reference = await liveMarkedLife(office);
    const { eventStore, codec } = office;
    const events = await office.recorded(reference);
    for (const projection of [caseProjection, noteProjection]) {
      const runner = new ProjectionRunner({ projection, readStore, eventStore, codec, now: () => office.now });
      await runner.start();
      await runner.apply({ events, position: events.at(-1)?.position ?? LOG_START });
    }
  });

  const show = (moment: CaseMoment, seesPersonalData = true, which = reference): Promise<ViewDocument> =>
    shownFrom(office.eventStore, new ShowCase(which, moment, seesPersonalData));
  const shownFrom = (store: EventStore, query: ShowCase): Promise<ViewDocument> => {
    const views = new ViewReader(readStore, office.codec);
    return new ShowCaseHandler(views, new CaseNotes(views), store, office.codec, office.policies, damage).execute(
      query,
    );
  };

  it('at each revision is showing what the view held then', async () => {
    const events = await office.projected(reference);
    let body: ViewDocument['body'] = {};
    for (const event of events) {
      body = caseProjection.on[event.type]?.(body, event) ?? body;
      const { stream: id, revision } = event;
      const noted = withNotesOf({ id, revision, body }, events.slice(0, revision + 1));
      const opened = await office.codec.openDocument(noted.body);
      const shown = await show({ kind: 'revision', revision });
      expect(shown).toEqual({ id, revision, body: { ...opened, viewVersion: caseProjection.view.version } });
    }
  });

  it('at its newest revision is showing it as it is', async () => {
    const now = await show({ kind: 'now' });
    expect(await show({ kind: 'revision', revision: now.revision })).toEqual(now);
  });

  it('of which the log has lost events is showing what the view holds, with a warning, and nothing of the past', async () => {
    expect(await show({ kind: 'now' })).not.toHaveProperty('warnings');
    const { revision, body } = await show({ kind: 'now' });
    office.eventStore.cut(`complaint-${reference}`, 2);
    expect(await show({ kind: 'now' })).toMatchObject({ revision, body, warnings: ['history-incomplete'] });
    await expect(show({ kind: 'revision', revision: 3 })).rejects.toMatchObject({ code: 'store-corrupt', missing: 0 });
  });

  it('while the log does not answer is showing what the view holds, with a warning if events were missed before', async () => {
    const silent = Object.create(office.eventStore, {
      read: {
        value: async function* () {
          await new Promise(() => undefined);
        },
      },
    }) as EventStore;
    const query = new ShowCase(reference, { kind: 'now' }, true);
    expect(await shownFrom(silent, query)).not.toHaveProperty('warnings');
    damage.note('histories', `complaint-${reference}`);
    expect(await shownFrom(silent, query)).toMatchObject({ warnings: ['history-incomplete'] });
  });

  it('whose key is missing is showing what is not personal, and a mark where the rest is', async () => {
    const { body } = await show({ kind: 'now' });
    expect(body['description']).not.toEqual(KEY_MISSING);
    office.loseKey(reference);
    const shown = (await show({ kind: 'now' })).body;
    expect(shown).toMatchObject({ description: KEY_MISSING, status: body['status'] });
    expect((await show({ kind: 'revision', revision: 0 })).body['description']).toEqual(KEY_MISSING);
    expect(JSON.stringify(shown)).not.toContain(MARK);
  });

  it('at an instant is showing what had been recorded by then, not what was said later of an earlier day', async () => {
    office.now = '2026-11-04T09:00:00.000Z';
    const lodged = await office.lodge();
    office.now = '2026-11-06T09:00:00.000Z';
    const remarks = { occurredAt: '2026-11-05T09:00:00.000Z' } as const;
    await office.does(lodged, 'assign', { assignee: 'staff-hana' }, remarks);
    const at = async (instant: Instant) => (await show({ kind: 'instant', instant }, true, lodged)).revision;
    expect(await at('2026-11-04T09:00:00.000Z')).toBe(0);
    expect(await at('2026-11-05T23:00:00.000Z')).toBe(0);
    expect(await at('2026-11-06T09:00:00.000Z')).toBe(1);
  });

  it.each<[string, CaseMoment]>([
    ['before it was received', { kind: 'instant', instant: '2026-11-02T08:59:59.999Z' }],
    ['at a revision that is yet to come', { kind: 'revision', revision: 1000 }],
  ])('%s is refused', async (_when, moment) => {
    await expect(show(moment)).rejects.toThrow(Problem);
  });

  it.each<[CaseMoment]>([[{ kind: 'now' }], [{ kind: 'revision', revision: 0 }]])(
    'is refused when there is no such case: %j',
    async (moment) => {
      await expect(show(moment, true, toReference('0123456789AB'))).rejects.toMatchObject({
        code: 'complaint-unknown',
      });
    },
  );

  it.each<[CaseMoment]>([
    [{ kind: 'now' }],
    [{ kind: 'revision', revision: 5 }],
    [{ kind: 'instant', instant: '2026-11-02T09:00:00.000Z' }],
  ])('opens personal values only for those who may see them: %j', async (moment) => {
    expect(JSON.stringify(await show(moment, true))).toContain(MARK);
    expect(JSON.stringify(await show(moment, false))).not.toContain(MARK);
  });
});
