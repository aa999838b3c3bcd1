import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice, handler, MARK, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference, toReference } from '@redress/domain';
import type { JsonObject } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { caseAnswer } from './case.answer.js';
import { caseProjection } from './case.projection.js';

const OTHER = toReference('2B8TRW5XN6C2');
const SHOWN = formatReference(OTHER);
const other = { status: 'received', receivedAt: '2026-11-01T09:00:00.000Z' } as const;

async function shownCase(office: ComplaintOffice, reference: Reference): Promise<JsonObject> {
  const policy = shippedPolicyOf('generic@1');
  const document = await office.openedDocument(caseProjection, reference);
  return caseAnswer(document, { actor: supervisor, roles: ['supervisor'], at: office.now, policy });
}

describe('A case shows of others', () => {
  it('what each has to do with it, as it was said last', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await office.does(reference, 'link', { complaint: OTHER, relation: 'related', other });
    await office.does(reference, 'link', { complaint: OTHER, relation: 'follow-up', other });
    const link = { complaint: SHOWN, relation: 'follow-up', linkedBy: handler.id, linkedAt: office.now };
    expect((await shownCase(office, reference))['links']).toEqual([link]);
    await office.does(reference, 'unlink', { complaint: OTHER });
    expect((await shownCase(office, reference))['links']).toEqual([]);
  });

  it('into which it was merged, and every merge before, with who undid it and why', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await office.does(reference, 'merge', { into: OTHER, other }, { reason: `${MARK} merging` });
    await office.does(reference, 'unmerge', {}, { by: supervisor, reason: `${MARK} undoing` });
    await office.does(reference, 'merge', { into: OTHER, other });
    await office.does(reference, 'unmerge', { turn: 3, refused: 'complaint-closed' });
    expect((await shownCase(office, reference))['mergedInto']).toBeNull();
    await office.does(reference, 'merge', { into: OTHER, other });
    const merge = { into: SHOWN, mergedBy: handler.id, mergedAt: office.now };
    const undone = { undoneBy: supervisor.id, undoneAt: office.now, undoneFor: `${MARK} undoing` };
    expect(await shownCase(office, reference)).toMatchObject({
      status: 'merged',
      mergedInto: SHOWN,
      merges: [
        { ...merge, reason: `${MARK} merging`, ...undone },
        { ...merge, undoneBy: handler.id, refused: 'complaint-closed' },
        merge,
      ],
    });
  });

  it('which were merged into it, and which of them were let go', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await office.does(reference, 'absorb', { complaint: OTHER, turn: 1 });
    await office.does(reference, 'release', { complaint: OTHER, turn: 2 });
    await office.does(reference, 'absorb', { complaint: OTHER, turn: 3 });
    const once = { complaint: SHOWN, absorbedAt: office.now };
    expect((await shownCase(office, reference))['absorbed']).toEqual([
      { ...once, releasedAt: office.now },
      { ...once, releasedAt: null },
    ]);
  });

  it('what was split off it, and off which it was split', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge({ splitFrom: { complaint: OTHER } });
    await office.does(reference, 'split', { into: toReference('5QV0HJ4ZM8S0'), description: 'The cable.' });
    expect(await shownCase(office, reference)).toMatchObject({
      splitFrom: SHOWN,
      splitInto: [{ complaint: '5QV0-HJ4Z-M8S0', splitBy: handler.id, splitAt: office.now }],
    });
  });
});
