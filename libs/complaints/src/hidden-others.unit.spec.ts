import { describe, expect, it } from '@jest/globals';
import type { Reference } from '@redress/contracts';
import { formatReference, toReference } from '@redress/domain';
import { ComplaintOffice, handler, supervisor } from './complaint-office.mother.spec.js';
import { changesWithoutOthers, othersIn, withoutMentions, withoutOthers } from './hidden-others.js';
import { changesOf, historyEntry } from './history.js';

const HIDDEN = toReference('2B8TRW5XN6C2');
const SEEN = toReference('5QV0HJ4ZM8S0');
const hidden = new Set([HIDDEN]);
const other = { status: 'received', receivedAt: '2026-11-01T09:00:00.000Z' } as const;

/** A complaint that has to do with another in every way there is. */
async function entangled(complaint: Reference) {
  const office = new ComplaintOffice();
  const own = await office.lodge({ splitFrom: { complaint } });
  await office.does(own, 'link', { complaint, relation: 'duplicate', other });
  await office.does(own, 'unlink', { complaint });
  await office.does(own, 'absorb', { complaint, turn: 1 });
  await office.does(own, 'release', { complaint, turn: 2 });
  await office.does(own, 'split', { into: complaint, description: 'The cable smoulders.' });
  await office.does(own, 'merge', { into: complaint, other }, { by: handler, reason: 'The cable again.' });
  await office.does(own, 'unmerge', {}, { by: supervisor, reason: 'The cable, not the kettle.' });
  await office.does(own, 'add-note', { text: `See ${formatReference(complaint)}.`, visibility: 'internal' });
  const events = await office.complaints.history(own);
  return { own, events, changes: changesOf(events) };
}

describe('A history', () => {
  it('knows every complaint that it names', async () => {
    const { own, events } = await entangled(HIDDEN);
    expect(othersIn(events).filter((one) => one !== own)).toEqual([HIDDEN]);
  });

  it('says nothing of a hidden one, and of its own events that they happened, when and by whom', async () => {
    const { events, changes } = await entangled(HIDDEN);
    const entries = events.map((event) => withoutOthers(historyEntry(event), hidden));
    const said = JSON.stringify([entries, changes.map((change) => changesWithoutOthers(change, hidden))]);
    expect(said).not.toMatch(/2B8T|cable/i);
    const kept = ({ type, actor, occurredAt, hash }: (typeof entries)[number]) => ({ type, actor, occurredAt, hash });
    expect(entries.map(kept)).toEqual(events.map(historyEntry).map(kept));
    expect(entries[0]?.data).toMatchObject({ description: 'The kettle burst.' });
    expect(entries.at(-1)?.data).toMatchObject({ text: 'See ….' });
  });

  it('leaves everything of the others as it is', async () => {
    const { events, changes } = await entangled(SEEN);
    expect(events.map((event) => withoutOthers(historyEntry(event), hidden))).toEqual(events.map(historyEntry));
    expect(changes.map((change) => changesWithoutOthers(change, hidden))).toEqual(changes);
  });
});

describe('A mention', () => {
  it.each(['2B8TRW5XN6C2', '2B8T-RW5X-N6C2', '2b8t-rw5x-n6c2'])('is left out as %s', (text) => {
    expect(withoutMentions({ title: [`Of ${text}, and ${SEEN}.`] }, hidden)).toEqual({ title: [`Of …, and ${SEEN}.`] });
  });
});
