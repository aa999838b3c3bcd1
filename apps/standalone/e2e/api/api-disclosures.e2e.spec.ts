import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

const PATH = '/api/cases/disclosures';
const COURT = {
  recipientKind: 'court',
  recipient: 'Court of Appeal',
  recipientPerson: 'Judge Maro',
  given: ['identity', 'complaint'],
  basis: 'legal-obligation',
  purpose: '=HYPERLINK("https://evil.example")',
} as const;

interface Entry {
  readonly reference: string;
  readonly recipientKind: string;
  readonly recipientPerson?: unknown;
}
interface Page {
  readonly items: readonly Entry[];
  readonly next: string | null;
}

describe('Disclosures of personal data', () => {
  let redress: RunningRedress;
  let office: Office;
  let reference: string;
  let referred: string;

  const lodge = async (): Promise<string> =>
    String((await office.lodge({ description: 'The kettle leaks.' })).body['reference']);
  const asked = (query = '') => office.get<Page>('cyrus', `${PATH}?${query}`);

  async function table(path: string, who: Parameters<Office['tokenFor']>[0] = 'cyrus') {
    const headers = { authorization: `Bearer ${office.tokenFor(who)}` };
    const answer = await fetch(redress.url + path, { headers });
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
  }

  beforeAll(async () => {
    redress = await RunningRedress.start();
    office = await Office.open(redress);
    reference = await lodge();
    referred = await lodge();
    await office.decides('hana', reference, 'record-disclosure', COURT);
    await office.decides('hana', referred, 'refer', { to: 'The ombudsman', reason: 'A dispute.' });
    await redress.settled();
  }, 120_000);
  afterAll(() => redress[Symbol.asyncDispose]());

  it('are refused without a recipient, and without what, why and on which basis, by the name of the field', async () => {
    const { recipient: _organization, recipientPerson: _person, ...unnamed } = COURT;
    const path = `/api/cases/${reference}/record-disclosure`;
    const missing = await office.post('hana', path, unnamed);
    expect([missing.status, missing.body]).toMatchObject([422, { code: 'recipient-missing' }]);
    const empty = await office.post<{ errors: readonly { pointer: string }[] }>('hana', path, { given: ['x'] });
    expect(empty.status).toBe(422);
    expect([...new Set(empty.body.errors.map(({ pointer }) => pointer.split('/')[1]))].sort()).toEqual([
      'basis',
      'given',
      'purpose',
      'recipientKind',
    ]);
    expect((await office.post('anna', path, COURT)).status).toBe(403);
  });

  it('are on the page of the case and, with referrals, in the register, page by page and filtered', async () => {
    const { body: shown } = await office.get('hana', `/api/cases/${reference}`);
    expect(shown['disclosures']).toMatchObject([{ recipient: COURT.recipient, recordedBy: 'hana' }]);
    const first = (await asked('limit=1')).body;
    expect(first.items).toMatchObject([{ reference: referred, source: 'referral', recipient: 'The ombudsman' }]);
    const second = (await asked(`limit=1&cursor=${first.next}`)).body;
    expect(second).toMatchObject({ items: [{ reference, ...COURT }], next: null });
    const queries = ['recipientKind=court', 'basis=legal-obligation', `reference=${reference}`];
    for (const query of queries) expect((await asked(query)).body.items).toMatchObject([{ reference }]);
    expect((await asked('from=2199-01-01T00:00:00Z')).body.items).toEqual([]);
    const wrong = await asked('recipientKind=neighbour');
    expect([wrong.status, wrong.body]).toMatchObject([422, { errors: [{ pointer: '#/recipientKind' }] }]);
    expect((await office.get('hana', PATH)).status).toBe(403);
  });

  it('are a table that no spreadsheet computes', async () => {
    const { status, type, body } = await table(`${PATH}/export?reference=${reference}`);
    expect([status, type]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(body.trimEnd().split('\r\n')).toHaveLength(2);
    expect(body).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect((await table(`${PATH}/export`, 'hana')).status).toBe(403);
  });

  it('are recorded as read, in both forms, and the access log is a table as well', async () => {
    // Other processes write within a second.
    const log = await eventually(
      () => table(`/api/compliance/access-log/export?reference=${reference}`),
      ({ body }) => body.includes(',disclosure,'),
    );
    expect([log.status, log.type]).toEqual([200, 'text/csv; charset=utf-8']);
    const [head, ...entries] = log.body.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(head).toBe('firstAt,lastAt,count,kind,actor,role,reference');
    const read = entries.find((line) => line.includes(',disclosure,cyrus,compliance,'));
    // Four times on a page, and once in the table.
    expect(read?.split(',')[2]).toBe('5');
    expect((await table('/api/compliance/access-log/export', 'sara')).status).toBe(403);
  });

  it('say in the certificate who is to be told, after whose erasure people are named no more', async () => {
    await office.decides('hana', reference, 'withdraw', { channel: 'phone', words: 'No more.', reason: 'She called.' });
    const request = { request: 'dsr-2026-077', ground: 'unlawful-processing', reason: 'Asked for.' };
    await office.decides('cyrus', reference, 'request-erasure', request);
    await office.decides('sara', reference, 'carry-out-erasure', { reason: 'Agreed.' });
    await redress.settled();
    const { body } = await office.get('cyrus', '/api/cases/erasures/dsr-2026-077/certificate');
    expect(body).toMatchObject({
      cases: [{ recipients: [{ recipientKind: 'court', recipient: COURT.recipient }], intact: true }],
    });
    expect(JSON.stringify(body)).not.toContain('Maro');
    expect((await asked(`reference=${reference}`)).body.items).toMatchObject([
      { recipient: COURT.recipient, recipientPerson: { erased: true } },
    ]);
    const late = await office.post('hana', `/api/cases/${reference}/record-disclosure`, COURT);
    expect([late.status, late.body]).toMatchObject([409, { code: 'complainant-erased' }]);
  });
});
