import { beforeEach, describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { ComplaintOffice } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference, type ComplaintCommandData, toReference, instantOf } from '@redress/domain';
import { ViewReader } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { caseProjection } from '../case-view/case.projection.js';
import { VisibleCases } from '../case-view/visible-cases.js';
import { FindPossibleDuplicates, FindPossibleDuplicatesHandler } from './possible-duplicates.js';

type Lodging = Partial<ComplaintCommandData['receive']>;

const robin = { complainant: { email: 'robin@example.org' } };
const day = (date: number) => instantOf(Date.UTC(2026, 10, date, 9));

const READER = { id: 'staff-hana', roles: ['handler'] };
const handlerOn = (views: ViewReader) => new FindPossibleDuplicatesHandler(views, new VisibleCases(views));

describe('Possible duplicates of a complaint', () => {
  let office: ComplaintOffice;
  let readStore: MemoryReadStore;
  let handler: FindPossibleDuplicatesHandler;
  beforeEach(async () => {
    office = new ComplaintOffice();
    office.now = day(30);
    readStore = new MemoryReadStore();
    await readStore.define(caseProjection.view);
    handler = handlerOn(new ViewReader(readStore, office.codec));
  });

  async function lodged(data: Lodging, occurredAt = day(20)): Promise<Reference> {
    const reference = await office.lodge(data, { occurredAt });
    await indexed(reference, 'none');
    return reference;
  }
  async function indexed(reference: Reference, expected: 'none' | number = 0): Promise<void> {
    const { revision, body } = await office.document(caseProjection, reference);
    const change = { id: complaintStream(reference), expected, revision, body };
    await readStore.commit('cases', { generation: 1, changes: [change], park: [], unpark: [] });
  }
  const offered = async (reference: Reference) =>
    (await handler.execute(new FindPossibleDuplicates(reference, READER))).items.map(({ offers }) => offers);
  const found = async (reference: Reference) =>
    (await handler.execute(new FindPossibleDuplicates(reference, READER))).items.map((hit) => [
      hit.reference,
      hit.reasons,
    ]);

  it.each<[string, Lodging, Lodging, readonly string[]]>([
    ['the same contact', robin, { complainant: { email: 'Robin@Example.org' } }, ['same-unconfirmed-contact']],
    [
      'the same reference of another system',
      { externalReference: 'X-1' },
      { externalReference: 'X-1' },
      ['same-external-reference'],
    ],
    ['the same product, from nobody known', { product: 'loan' }, { product: 'loan' }, ['same-product-and-time']],
    [
      'the same product, from somebody and nobody',
      { product: 'loan', ...robin },
      { product: 'loan' },
      ['same-product-and-time'],
    ],
    [
      'both',
      { product: 'loan', ...robin },
      { product: 'loan', ...robin },
      ['same-product-and-time', 'same-unconfirmed-contact'],
    ],
  ])('are those with %s, each with its reasons', async (_, one, other, reasons) => {
    const [first, second] = [await lodged(one), await lodged(other, day(22))];
    expect(await found(first)).toEqual([[formatReference(second), reasons]]);
    expect(await found(second)).toEqual([[formatReference(first), reasons]]);
  });

  it('show the same person only where both contacts are known to be theirs', async () => {
    const both = { complainant: { ...robin.complainant, phone: '+44 20 7946 0101' } };
    const typed = await office.lodge(both, { occurredAt: day(20) });
    const taken = await office.lodge(both, { by: { id: 'staff-ida', role: 'intake-agent' }, occurredAt: day(21) });
    for (const reference of [typed, taken]) await indexed(reference, 'none');
    expect(await found(taken)).toEqual([[formatReference(typed), ['same-unconfirmed-contact']]]);
    await office.does(typed, 'record-contact-verified', { kind: 'email' }, { by: { id: 'intake', role: 'system' } });
    await indexed(typed);
    expect(await found(taken)).toEqual([[formatReference(typed), ['same-contact']]]);
  });

  it.each<[string, Lodging, Lodging]>([
    ['another product and nobody known', { product: 'loan' }, { product: 'card' }],
    ['no product and nobody known', {}, {}],
    [
      'the same product from another person',
      { product: 'loan', ...robin },
      { product: 'loan', complainant: { email: 'b@example.org' } },
    ],
  ])('are not those with %s', async (_, one, other) => {
    await lodged(other);
    expect(await found(await lodged(one))).toEqual([]);
  });

  it('are looked for near in time, and by a reference of another system at any time', async () => {
    const own = await lodged({ product: 'loan', externalReference: 'X-1', ...robin }, day(20));
    await lodged({ product: 'loan' }, day(12));
    await lodged(robin, '2026-10-20T09:00:00.000Z');
    const old = await lodged({ externalReference: 'X-1' }, '2026-01-01T09:00:00.000Z');
    expect(await found(own)).toEqual([[formatReference(old), ['same-external-reference']]]);
  });

  it('come in the order of how likely they are, then of how near', async () => {
    const own = await lodged({ product: 'loan', ...robin });
    const near = await lodged(robin, day(21));
    const far = await lodged(robin, day(29));
    const both = await lodged({ product: 'loan', ...robin }, day(25));
    expect((await found(own)).map(([reference]) => reference)).toEqual([both, near, far].map(formatReference));
  });

  it('with the same product are found however many others came in between, and the answer says that not all were compared', async () => {
    const own = await lodged({ product: 'loan' }, day(10));
    const twin = await lodged({ product: 'loan' }, day(16));
    const { body, revision } = await office.document(caseProjection, await lodged({ product: 'card' }, day(12)));
    const crowd = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        id: complaintStream(toReference(String(index).padStart(12, '0'))),
        expected: 'none' as const,
        revision,
        body,
      }));
    const answered = () => handler.execute(new FindPossibleDuplicates(own, READER));
    expect(await answered()).toMatchObject({ items: [{ reference: formatReference(twin) }], truncated: false });
    await readStore.commit('cases', { generation: 1, changes: crowd(250), park: [], unpark: [] });
    expect(await answered()).toMatchObject({ items: [{ reference: formatReference(twin) }], truncated: true });
  });

  it('say that some were left out when there are more than are answered', async () => {
    const own = await lodged({ product: 'loan' });
    for (let other = 0; other < 51; other += 1) await lodged({ product: 'loan' });
    const { items, truncated } = await handler.execute(new FindPossibleDuplicates(own, READER));
    expect([items.length, truncated]).toEqual([50, true]);
  });

  it('know nobody by a contact that was erased', async () => {
    const [own, other] = [await lodged(robin), await lodged(robin)];
    await office.erase(other);
    expect(await found(own)).toEqual([]);
  });

  it('come with what can be done: merging the later into the earlier, or a link', async () => {
    const [first, second] = [await lodged(robin), await lodged(robin, day(22))];
    const merging = { command: 'merge', on: formatReference(second), body: { into: formatReference(first) } };
    const linking = (on: Reference, complaint: Reference) => ({
      command: 'link',
      on: formatReference(on),
      body: { complaint: formatReference(complaint), relation: 'duplicate' },
    });
    expect(await offered(first)).toEqual([[merging, linking(first, second)]]);
    expect(await offered(second)).toEqual([[merging, linking(second, first)]]);
    const other = { status: 'received', receivedAt: day(20) } as const;
    await office.does(second, 'link', { complaint: first, relation: 'duplicate', other });
    await office.does(second, 'merge', { into: first, other });
    await indexed(second);
    expect(await offered(second)).toEqual([[]]);
  });

  it('are not the parts of one that was split', async () => {
    const own = await lodged(robin);
    const part = await lodged(robin);
    await office.does(own, 'split', { into: part, description: 'The cable.' });
    await indexed(own);
    expect([await found(own), await found(part)]).toEqual([[], []]);
  });

  it('of an unknown complaint are refused', async () => {
    await expect(found(toReference('0123456789AB'))).rejects.toMatchObject({ code: 'complaint-unknown' });
  });
});
