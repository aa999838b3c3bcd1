import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

const TEMPLATES = '/api/cases/reply-templates';
const LATE = {
  name: { en: 'We are late', fa: 'تأخیر ما' },
  command: 'report-progress',
  texts: {
    en: '{complainant}, {handler} answers {reference} by {due}. {product} {organization}',
    fa: '{complainant} گرامی، {handler} تا {due} پاسخ {reference} را می‌دهد. {product} {organization}',
  },
};

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start({ env: { REDRESS_LETTERHEAD: 'Example Bank|12 Main Street' } });
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

interface Filled {
  readonly id: string;
  readonly text: string;
  readonly missing: readonly string[];
}

async function lodged(more: object): Promise<string> {
  return (await office.lodge({ description: 'It broke.', ...more })).body['reference'] as string;
}

async function filled(reference: string, id: string): Promise<Filled | undefined> {
  const { body } = await office.get<{ items: readonly Filled[] }>('hana', `/api/cases/${reference}/reply-templates`);
  return body.items.find((item) => item.id === id);
}

describe('Templates of replies', () => {
  it('are kept by administrators alone, and filled in for those who handle cases', async () => {
    for (const who of ['hana', 'sara', 'cyrus', 'anna'])
      expect([
        who,
        (await office.get(who, TEMPLATES)).status,
        (await office.post(who, TEMPLATES, LATE)).status,
      ]).toEqual([who, 403, 403]);
    const reference = await lodged({});
    for (const who of ['adam', 'cyrus', 'anna', 'ida'])
      expect([who, (await office.get(who, `/api/cases/${reference}/reply-templates`)).status]).toEqual([who, 403]);
  });

  it('are filled in in the language of the complainant', async () => {
    const { body } = await office.post('adam', TEMPLATES, LATE);
    const id = String(body['id']);
    const english = await lodged({ product: 'card', language: 'en', complainant: { name: 'Robin Doe' } });
    const reply = await filled(english, id);
    expect(reply?.missing).toEqual([]);
    expect(reply?.text).toMatch(
      new RegExp(`^Robin Doe, hana answers ${english} by \\d+ \\w+ \\d{4}\\. card Example Bank$`),
    );
    const persian = await lodged({ language: 'fa' });
    const anonymous = await filled(persian, id);
    expect(anonymous?.missing).toEqual(['complainant', 'product']);
    expect(anonymous?.text).toMatch(/^\{complainant\} گرامی/);
    expect(anonymous?.text).toContain(`\u2068${persian}\u2069`);
    expect(anonymous?.text).toMatch(/[۰-۹]{4}/);
  });

  it('are not offered once they are archived', async () => {
    const { body } = await office.post('adam', TEMPLATES, { ...LATE, archived: true });
    expect(await filled(await lodged({}), String(body['id']))).toBeUndefined();
  });

  it.each([
    [
      'a field that there is not',
      { texts: { ...LATE.texts, en: '{deadline}' } },
      '#/texts/en',
      'unknown-template-field',
    ],
    ['a command without words for complainants', { command: 'assign' }, '#/command', 'not-one-of'],
    ['one language alone', { name: { en: 'Late' } }, '#/name/fa', 'invalid-text'],
    ['an empty text', { texts: { ...LATE.texts, fa: ' ' } }, '#/texts/fa', 'invalid-text'],
  ])('are refused with %s', async (_what, more, pointer, code) => {
    const { status, body } = await office.post('adam', TEMPLATES, { ...LATE, ...more });
    expect([status, body['errors']]).toEqual([422, [expect.objectContaining({ pointer, code })]]);
  });

  it('name in the refusal which field it is, and which there are', async () => {
    const { body } = await office.post('adam', TEMPLATES, { ...LATE, texts: { ...LATE.texts, en: '{deadline}' } });
    const [{ detail = '' } = {}] = body['errors'] as { detail?: string }[];
    expect(detail).toMatch(/\{deadline\}.*\{complainant\}.*\{due\}/);
  });
});
