import { beforeEach, describe, expect, it } from '@jest/globals';
import { COMPLAINT_STATE_VERSION } from '@redress/complaints';
import { complainant, ComplaintOffice, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import type { JsonObject } from '@redress/eventing';
import { isAnswered } from './answered.js';
import { caseProjection } from './case.projection.js';

const INTAKE = { id: 'staff-ida', role: 'intake-agent' };

describe('A case whose complainant answered', () => {
  let office: ComplaintOffice;
  let reference: Reference;
  beforeEach(async () => {
    office = new ComplaintOffice();
    reference = await office.lodge();
  });

  const document = async (): Promise<JsonObject> => (await office.document(caseProjection, reference)).body;
  const answered = async () => (await document())['answered'];

  it('does not wait because it was received, nor for what services do', async () => {
    expect(await answered()).toBe(false);
    await office.does(reference, 'add-information', { text: 'It leaks.' }, { by: complainant });
    await office.does(reference, 'report-progress', {}, { by: { id: 'notification', role: 'system' } });
    expect(await answered()).toBe(true);
  });

  it('waits for the next act of somebody who works on cases', async () => {
    await office.does(reference, 'add-information', { text: 'It leaks.' }, { by: complainant });
    expect(await answered()).toBe(true);
    await office.does(reference, 'add-note', { text: 'Seen.', visibility: 'internal' });
    expect(await answered()).toBe(false);
  });

  it('waits on when it is only tagged', async () => {
    await office.does(reference, 'add-tag', { tag: 'recall' });
    expect(await answered()).toBe(false);
    await office.does(reference, 'add-information', { text: 'It leaks.' }, { by: complainant });
    await office.does(reference, 'add-tag', { tag: 'leak' });
    await office.does(reference, 'remove-tag', { tag: 'recall' });
    expect(await answered()).toBe(true);
  });

  it('waits after a call that an intake agent wrote down, but not after one that a handler did', async () => {
    await office.does(reference, 'add-information', { text: 'It leaks.' });
    expect(await answered()).toBe(false);
    await office.does(reference, 'add-information', { text: 'Still.' }, { by: INTAKE });
    await office.does(reference, 'correct-details', { product: 'kettle' }, { by: INTAKE });
    expect(await answered()).toBe(true);
  });

  it('does not wait for an intake agent on whose own desk it is', async () => {
    await office.does(reference, 'assign', { assignee: INTAKE.id });
    await office.does(reference, 'add-information', { text: 'It leaks.' }, { by: INTAKE });
    expect(await answered()).toBe(false);
  });

  it.each([
    ['InformationAdded', true],
    ['AttachmentAdded', true],
    ['DecisionAccepted', true],
    ['DecisionRejected', true],
    ['AppealLodged', true],
    ['ComplaintWithdrawn', true],
    ['ComplaintReceived', false],
    ['PreferencesStated', false],
  ] as const)('waits after %s by the complainant: %s', (type, waits) => {
    expect(isAnswered(false, { type, actor: complainant }, {})).toBe(waits);
    expect(isAnswered(true, { type, actor: complainant }, {})).toBe(true);
    expect(isAnswered(true, { type, actor: supervisor }, {})).toBe(false);
  });

  it('says when anything was last recorded, whenever it happened', async () => {
    office.now = '2026-11-20T09:00:00.000Z';
    const earlier = { occurredAt: '2026-11-10T09:00:00.000Z' } as const;
    await office.does(reference, 'add-note', { text: 'Seen.', visibility: 'internal' }, earlier);
    expect((await document())['changedAt']).toBe('2026-11-20T09:00:00.000Z');
    office.now = '2026-11-19T09:00:00.000Z';
    await office.does(reference, 'add-note', { text: 'The clock was set back.', visibility: 'internal' });
    expect((await document())['changedAt']).toBe('2026-11-20T09:00:00.000Z');
  });

  it('is found by its fields only in documents that have them', () => {
    // By the version of the state all views of complaints are numbered; the second to the fifth are of this one.
    expect(caseProjection.view.version).toBe(COMPLAINT_STATE_VERSION + 4);
  });
});
