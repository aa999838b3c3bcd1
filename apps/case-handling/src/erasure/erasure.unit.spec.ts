import { beforeEach, describe, expect, it } from '@jest/globals';
import { stateIn } from '@redress/complaints';
import { ComplaintOffice, compliance, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference } from '@redress/domain';
import {
  ContentSealing,
  type KeyRing,
  type OpenedContent,
  rebuildView,
  StoreUnavailableError,
} from '@redress/eventing';
import { type CommandMeta, ViewReader } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { caseProjection } from '../case-view/case.projection.js';
import { VisibleCases } from '../case-view/visible-cases.js';
import { searchProjection } from '../search/search.projection.js';
import { CarryOutErasure, CarryOutErasureHandler } from './carry-out-erasure.command.js';
import { CertifyErasure, CertifyErasureHandler } from './certificate.query.js';
import { ComplainantKeys, erasure } from './erasure.process.js';
import { BrowseErasures, BrowseErasuresHandler, ErasuresRequest } from './erasures.query.js';
import { FindPersonsCases, FindPersonsCasesHandler } from './persons-cases.query.js';

const ERASED = { erased: true };
const ROBIN = { name: 'Robin Maro', email: 'robin@example.org', phone: '+442079460958' };
const REQUEST = { request: 'dsr-2026-014', ground: 'unlawful-processing' } as const;
const ASKED = { by: compliance, reason: 'They asked for it.' };
const DONE = { by: supervisor, reason: 'Agreed.' };
const META: CommandMeta = {
  caller: { kind: 'staff', actor: supervisor, roles: ['supervisor'] },
  correlationId: 'correlation',
};
const READER = { asking: { id: compliance.id, roles: ['compliance'] }, now: '2026-12-01T10:00:00.000Z' } as const;

/** A withdrawn complaint of Robin, whose erasure is asked for. */
async function requested(office: ComplaintOffice, complainant: object = ROBIN): Promise<Reference> {
  const reference = await office.lodge({ complainant });
  await office.does(reference, 'withdraw', { channel: 'phone', words: 'No more.' });
  await office.does(reference, 'request-erasure', REQUEST, ASKED);
  return reference;
}

describe('An erased complainant', () => {
  let office: ComplaintOffice;
  let keys: ComplainantKeys;
  let reference: Reference;
  beforeEach(async () => {
    office = new ComplaintOffice();
    keys = new ComplainantKeys(office.keys, () => office.now);
    reference = await requested(office);
  });

  const carriesOut = (with_ = keys) =>
    new CarryOutErasureHandler(office.complaints, with_).execute(
      new CarryOutErasure(reference, { reason: 'Agreed.' }, META),
    );
  const named = async () => (await office.complaints.history(reference))[0]?.data['complainant'];

  it('is gone when the command is answered: words, contacts, files, and the reason itself', async () => {
    const sealing = new ContentSealing(office.keys);
    const file = { subject: reference, name: 'a'.repeat(32) };
    const sealed = await sealing.seal(file, Buffer.from('%PDF-1.7'));
    expect(await carriesOut()).toMatchObject({ events: ['ComplainantErased'] });
    expect(await named()).toEqual({ name: ERASED, email: ERASED, phone: ERASED });
    expect(await sealing.open(file, sealed)).toEqual(ERASED);
    expect((await office.complaints.history(reference)).at(-1)).toMatchObject({ data: REQUEST, reason: ERASED });
    const { body } = await office.openedDocument(caseProjection, reference);
    expect(body).toMatchObject({
      description: ERASED,
      erasure: { ...REQUEST, requestedBy: compliance.id, carriedOutBy: supervisor.id },
    });
    expect(stateIn(body)).toMatchObject({ erased: true });
  });

  it('is gone on a repeat where the key could not be destroyed at first, or came back with a backup', async () => {
    const away = new ComplainantKeys(
      { destroy: () => Promise.reject(new StoreUnavailableError('away')) } as unknown as KeyRing,
      () => office.now,
    );
    await expect(carriesOut(away)).rejects.toThrow('away');
    expect(await named()).toEqual(ROBIN);
    expect(await carriesOut()).toMatchObject({ events: [] });
    expect(await named()).toEqual({ name: ERASED, email: ERASED, phone: ERASED });
  });

  it('whose erasure was recorded by somebody who died at once is gone when the process has seen it, once or twice', async () => {
    await office.does(reference, 'carry-out-erasure', {}, DONE);
    expect(await named()).toEqual(ROBIN);
    const process = erasure(keys);
    const events = (await office.projected(reference)).filter(({ type }) => process.reactsTo.includes(type));
    expect(events).toHaveLength(1);
    for (const event of [...events, ...events]) await process.on(event);
    expect(await named()).toEqual({ name: ERASED, email: ERASED, phone: ERASED });
    expect((await keys.destroyedAt([reference])).get(reference)).toBe(office.now);
  });

  it('has no term left in the index, even while the key is still there, and gets none from what follows', () => {
    const opened = { isErased: false, termOf: (token: string) => `term ${token}` } as unknown as OpenedContent;
    const change = searchProjection.on as unknown as Readonly<
      Record<string, (body: object, event: object) => { terms: object }>
    >;
    const apply = (body: object, type: string, data: object) =>
      change[type]!(body, { type, revision: 5, occurredAt: office.now, opened, data });
    const erased = apply({ terms: { name: ['term robin'] } }, 'ComplainantErased', REQUEST);
    expect(erased).toMatchObject({ terms: {} });
    expect(apply(erased, 'NoteAdded', { text: 'Robin called.' })).toMatchObject({ terms: {} });
  });
});

describe('The requests for erasure', () => {
  let office: ComplaintOffice;
  let store: MemoryReadStore;
  let views: ViewReader;
  let keys: ComplainantKeys;
  beforeEach(() => {
    office = new ComplaintOffice();
    store = new MemoryReadStore();
    views = new ViewReader(store, office.codec);
    keys = new ComplainantKeys(office.keys, () => office.now);
  });

  async function index(): Promise<void> {
    const { eventStore, codec, policies, now } = office;
    for (const projection of [caseProjection, searchProjection])
      await rebuildView({ projection, readStore: store, eventStore, codec, policies, now: () => now });
  }
  const find = (request: object) =>
    new FindPersonsCasesHandler(views, office.policies).execute(
      new FindPersonsCases({ ground: 'objection', ...request } as never, READER, 'en'),
    );
  const list = () =>
    new BrowseErasuresHandler(new VisibleCases(views), office.policies).execute(
      new BrowseErasures(Object.assign(new ErasuresRequest(), { limit: 50 }), READER, 'fa'),
    );

  it('begin with everything of one person: by e-mail in other capitals, by telephone in another form, and nobody else', async () => {
    const first = await requested(office);
    const byPhone = await office.lodge({ complainant: { phone: '020 7946 0958' } });
    const byMail = await office.lodge({ complainant: { email: 'Robin@Example.ORG' } });
    await office.lodge({ complainant: { email: 'robin@example.org.uk', name: 'Robin Maro' } });
    // A number that ends in the same seven digits, by which the search finds it.
    await office.lodge({ complainant: { phone: '+12129460958' } });
    await index();
    const { items, truncated } = await find({ reference: first });
    expect(items.map((item) => item.reference)).toEqual(
      expect.arrayContaining([first, byPhone, byMail].map(formatReference)),
    );
    expect([items.length, items[0]?.reference, truncated]).toEqual([3, formatReference(first), false]);
    expect(items[0]?.obstacle?.code).toBe('retention-period');
    await expect(find({ reference: first, contact: 'robin@example.com' })).rejects.toMatchObject({
      code: 'contact-differs',
    });
  });

  it('of an anonymous complaint is about that one alone', async () => {
    const anonymous = await office.lodge({});
    await office.lodge({});
    await index();
    expect((await find({ reference: anonymous })).items).toHaveLength(1);
  });

  it('are hidden with the cases that the reader may not know of', async () => {
    const hidden = await requested(office);
    await office.does(hidden, 'restrict-access', { people: ['staff-noor'] }, { ...DONE });
    await index();
    expect((await list()).items).toEqual([]);
    await expect(find({ reference: hidden })).rejects.toMatchObject({ code: 'complaint-unknown' });
  });

  it('say what stands against each in the language of the reader, and are certified once carried out', async () => {
    const reference = await requested(office);
    await office.does(reference, 'place-legal-hold', { basis: 'legal-claim', reviewOn: '2099-01-31' }, ASKED);
    const given = { given: ['complaint'], basis: 'legal-obligation', purpose: 'As ordered.' } as const;
    const court = { ...given, recipientKind: 'court', recipient: 'The court', recipientPerson: 'Judge Maro' } as const;
    const lawyer = { ...given, recipientKind: 'lawyer', recipientPerson: 'Quill Maro' } as const;
    for (const to of [court, lawyer, { ...given, recipientKind: 'complainant' } as const]) {
      await office.does(reference, 'record-disclosure', to);
    }
    await index();
    const [held] = (await list()).items;
    expect(held).toMatchObject({ reference: formatReference(reference), obstacle: { code: 'legal-hold' } });
    expect(held?.obstacle?.reason).toContain('دعوای حقوقی');
    const certify = () =>
      new CertifyErasureHandler(new VisibleCases(views), keys, office.eventStore, { now: () => office.now }).execute(
        new CertifyErasure(REQUEST.request, READER),
      );
    await expect(certify()).rejects.toMatchObject({ code: 'erasure-unknown' });
    await office.does(reference, 'lift-legal-hold', { basis: 'legal-claim' }, ASKED);
    await office.does(reference, 'carry-out-erasure', {}, DONE);
    await index();
    expect(await certify()).toMatchObject({ cases: [{ keyDestroyedAt: null, intact: true }], open: 0 });
    await keys.destroy(reference);
    const recorded = await office.recorded(reference);
    expect(await certify()).toMatchObject({
      request: REQUEST.request,
      cases: [
        {
          reference: formatReference(reference),
          ground: REQUEST.ground,
          keyDestroyedAt: office.now,
          requested: {
            by: compliance.id,
            hash: recorded.find(({ type }) => type === 'ErasureRequested')?.metadata.hash,
          },
          erased: { by: supervisor.id, hash: recorded.at(-1)?.metadata.hash, revision: recorded.length - 1 },
          recipients: [
            { recipientKind: 'court', recipient: 'The court', disclosedAt: office.now },
            { recipientKind: 'lawyer', recipient: null, disclosedAt: office.now },
          ],
          intact: true,
        },
      ],
    });
    expect(JSON.stringify(await certify())).not.toContain('Maro');
    expect((await list()).items).toMatchObject([{ erased: true, obstacle: null, carriedOutBy: supervisor.id }]);
  });
});
