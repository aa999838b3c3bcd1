import { describe, expect, it } from '@jest/globals';
import type { OpenedEventData } from '@redress/contracts';
import { toReference } from '@redress/domain';
import { ComplaintOffice } from './complaint-office.mother.spec.js';
import { lodgeMarked } from './marked-life.mother.spec.js';
import { correctedReceipt, correction, preference, splitOff } from './receipt.js';

describe('A correction', () => {
  it('takes the place of what it names, the complainant’s fields one by one', () => {
    const before: OpenedEventData<'DetailsCorrected'> = { complainant: { name: 'Robin', email: 'robin@example.org' } };
    const said: OpenedEventData<'DetailsCorrected'> = { complainant: { email: 'robin@example.net' } };
    expect(correction(before, said)).toEqual({
      complainant: { name: 'Robin', email: 'robin@example.net' },
    });
    const other: OpenedEventData<'DetailsCorrected'> = { product: 'toaster' };
    expect(correction(before, other)).toEqual({ product: 'toaster' });
  });

  it('is where later messages go, while the old value stays in its own event', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge({ complainant: { name: 'Robin', email: 'wrong@example.org' } });
    await office.does(reference, 'correct-details', { complainant: { email: 'robin@example.org' } });
    const history = await office.complaints.history(reference);
    expect(correctedReceipt(history)?.data.complainant).toEqual({ name: 'Robin', email: 'robin@example.org' });
    expect(history[0]?.data['complainant']).toMatchObject({ email: 'wrong@example.org' });
    expect(correctedReceipt([])).toBeUndefined();
  });
});

describe('A wish of how to be written to', () => {
  it('takes the place of what was said before, and makes nobody known who is anonymous', () => {
    const wish = { language: 'fa', preferredChannel: 'letter' } as const;
    expect(preference({ complainant: { name: 'Robin' } }, wish)).toEqual({
      language: 'fa',
      complainant: { name: 'Robin', preferredChannel: 'letter' },
    });
    expect(preference({}, wish)).toEqual({ language: 'fa' });
  });
});

const part = { into: toReference('5QV0HJ4ZM8S0'), description: 'The cable is too short.', issue: 'cable' } as const;

describe('What is split off a complaint', () => {
  it('has its complainant as they were corrected, and its matter where nothing else was said of it', async () => {
    const office = new ComplaintOffice();
    const reference = await lodgeMarked(office);
    await office.does(reference, 'correct-details', { complainant: { email: 'right@example.org' } });
    const history = await office.complaints.history(reference);
    const received = history[0]?.data;
    const split = splitOff(history, part);
    expect(split).toEqual({
      receivedAt: office.now,
      conflicts: [],
      data: {
        description: part.description,
        issue: 'cable',
        product: received?.['product'],
        organizationUnit: received?.['organizationUnit'],
        concern: received?.['concern'],
        happenedOn: received?.['happenedOn'],
        channel: received?.['channel'],
        language: received?.['language'],
        jurisdiction: received?.['jurisdiction'],
        complainantType: received?.['complainantType'],
        complainant: { ...(received?.['complainant'] as object), email: 'right@example.org' },
        onBehalfOf: received?.['onBehalfOf'],
        splitFrom: { complaint: reference },
      },
    });
  });

  it('has everything as it was corrected, also for whom they complain', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge({ onBehalfOf: { name: 'Kin Doe', consent: true } });
    await office.does(reference, 'correct-details', { jurisdiction: 'IR', onBehalfOf: { name: 'Kim Doe' } });
    expect(splitOff(await office.complaints.history(reference), part)?.data).toMatchObject({
      jurisdiction: 'IR',
      onBehalfOf: { name: 'Kim Doe', consent: true },
    });
    await office.does(reference, 'correct-details', { forThemselves: true });
    expect(splitOff(await office.complaints.history(reference), part)?.data).not.toHaveProperty('onBehalfOf');
    await office.does(reference, 'correct-details', { onBehalfOf: { name: 'Kay Doe' } });
    expect(splitOff(await office.complaints.history(reference), part)?.data).toMatchObject({
      onBehalfOf: { name: 'Kay Doe', consent: false },
    });
  });

  it('was acknowledged when the complaint was', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    office.now = '2026-11-02T11:00:00.000Z';
    await office.does(reference, 'acknowledge', {});
    const split = splitOff(await office.complaints.history(reference), part);
    expect(split?.data.splitFrom).toEqual({ complaint: reference, acknowledgedAt: office.now });
  });

  it('is nothing once its words can no longer be read', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await office.does(reference, 'split', part);
    await office.erase(reference);
    const history = await office.complaints.history(reference);
    expect(splitOff(history, history.at(-1)?.data ?? {})).toBeUndefined();
  });
});
