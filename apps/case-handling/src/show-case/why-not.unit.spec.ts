import { describe, expect, it } from '@jest/globals';
import { stateIn } from '@redress/complaints';
import { ComplaintOffice, handler } from '@redress/complaints/office';
import { shippedPolicyOf } from '@redress/policies';
import { caseProjection } from '../case-view/case.projection.js';
import { whyNot } from './why-not.js';

describe('Why a command cannot be sent now', () => {
  const office = new ComplaintOffice();
  const reader = {
    actor: handler,
    roles: ['handler'],
    policy: shippedPolicyOf('generic@1'),
    at: '2026-11-10T09:00:00.000Z',
  } as const;

  async function reasons(language: 'en' | 'fa') {
    const { body } = await office.document(caseProjection, await office.lodge());
    const all = whyNot(stateIn(body), reader, language);
    return new Map(all.map(({ command, ...why }) => [command, why]));
  }

  it.each([
    ['en', 'The complaint has no assessment. Assess it first.'],
    ['fa', 'این شکایت ارزیابی نشده است. نخست آن را ارزیابی کنید.'],
  ] as const)('is said with its code, in the words of the refusal: %s', async (language, reason) => {
    expect((await reasons(language)).get('record-finding')).toEqual({ code: 'not-assessed', reason });
  });

  it('names the roles that may', async () => {
    expect((await reasons('en')).get('reopen')).toMatchObject({ code: 'forbidden', roles: ['supervisor'] });
  });

  it('leaves out what can be sent', async () => {
    expect((await reasons('en')).has('assess')).toBe(false);
  });
});
