import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice } from './complaint-office.mother.spec.js';
import { correctedReceipt, withCorrection, withPreferences } from './corrections.js';

describe('A correction', () => {
  it('takes the place of what it names, the complainant’s fields one by one', () => {
    const before = { product: 'kettle', complainant: { name: 'Robin', email: 'robin@example.org' } };
    expect(withCorrection(before, { complainant: { email: 'robin@example.net' } })).toEqual({
      product: 'kettle',
      complainant: { name: 'Robin', email: 'robin@example.net' },
    });
    expect(withCorrection(before, { product: 'toaster' })).toEqual({ ...before, product: 'toaster' });
  });

  it('is where later messages go, while the old value stays in its own event', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge({ complainant: { name: 'Robin', email: 'wrong@example.org' } });
    await office.does(reference, 'correct-details', { complainant: { email: 'robin@example.org' } });
    const history = await office.complaints.history(reference);
    expect(correctedReceipt(history)?.data['complainant']).toEqual({ name: 'Robin', email: 'robin@example.org' });
    expect(history[0]?.data['complainant']).toMatchObject({ email: 'wrong@example.org' });
    expect(correctedReceipt([])).toBeUndefined();
  });
});

describe('A wish of how to be written to', () => {
  it('takes the place of what was said before, and makes nobody known who is anonymous', () => {
    const known = { language: 'en', complainant: { name: 'Robin' } };
    const wish = { language: 'fa', preferredChannel: 'letter' };
    expect(withPreferences(known, wish)).toEqual({
      language: 'fa',
      complainant: { name: 'Robin', preferredChannel: 'letter' },
    });
    expect(withPreferences({ language: 'en' }, wish)).toEqual({ language: 'fa' });
  });
});
