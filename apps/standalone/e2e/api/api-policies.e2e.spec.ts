import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedPolicyOf } from '@redress/policies';
import { call, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

const loans = { ...shippedPolicyOf('generic@2'), version: 'loans@1', scope: { products: ['loan'] } };

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

const drafts = (who: string, policy: object, headers = {}) =>
  office.post(who, '/api/policies/loans/draft', { policy }, headers);

describe('Policies over HTTP', () => {
  it('are drafted, published and retired by an administrator alone', async () => {
    for (const who of ['hana', 'sara', 'cyrus', 'anna', 'ida']) {
      expect((await drafts(who, loans)).status).toBe(403);
      expect((await office.post(who, '/api/policies/loans/publish', { version: 1 })).status).toBe(403);
      expect((await office.post(who, '/api/policies/loans/retire', { version: 1 })).status).toBe(403);
    }
    expect((await call('GET', `${redress.url}/api/policies`)).status).toBe(401);
  });

  it('are refused with every fault by its pointer, in the language of the reader', async () => {
    const { status, body } = await drafts('adam', { ...loans, retentionYears: 0 }, { 'accept-language': 'fa' });
    expect([status, body['code']]).toEqual([422, 'invalid-field']);
    expect(body['errors']).toMatchObject([{ pointer: '#/policy/retentionYears' }]);
    expect((await drafts('adam', { ...loans, version: 'other@1' })).body).toMatchObject({
      code: 'policy-name-differs',
    });
    expect((await office.post('adam', '/api/policies/loans/publish', { version: 9 })).body).toMatchObject({
      status: 404,
      code: 'policy-unknown',
    });
  });

  it('hold for the complaints of their scope that come in once they are published', async () => {
    const first = await drafts('adam', loans, { 'idempotency-key': 'd1' });
    expect(first).toMatchObject({ status: 200, body: { policy: 'loans@1', events: ['PolicyDrafted'], revision: 0 } });
    const again = await drafts('adam', loans, { 'idempotency-key': 'd1' });
    expect([again.body, again.headers.get('idempotency-replayed')]).toEqual([first.body, 'true']);
    const published = await office.post('adam', '/api/policies/loans/publish', { version: 1 });
    expect(published).toMatchObject({ status: 200, body: { events: ['PolicyPublished'], revision: 1 } });

    const { body } = await office.lodge({ description: 'Charged twice.', product: 'loan' });
    const shown = await office.get('hana', `/api/cases/${String(body['reference'])}?atLeast=0`);
    expect((shown.body['clocks'] as { policy: string }[]).map(({ policy }) => policy)).toContain('loans@1');
    expect((await drafts('adam', { ...loans, retentionYears: 7 })).body['code']).toBe('policy-version-published');

    await office.post('adam', '/api/policies/loans/retire', { version: 1 });
    const list = await office.get('hana', '/api/policies');
    expect((list.body['items'] as object[])[0]).toMatchObject({ version: 'loans@1', standing: 'retired' });
    const later = await office.lodge({ description: 'Again.', product: 'loan' });
    const history = await office.get('hana', `/api/cases/${String(later.body['reference'])}/history`);
    expect((history.body['events'] as object[])[0]).toMatchObject({ policyVersion: 'basic@1' });
  });
});

describe('Root causes', () => {
  it('are called what the organization calls them, otherwise what shipped policies do, and not by a draft', async () => {
    const namesOf = async (code: string) => {
      const { body } = await office.get('anna', '/api/policies/root-causes');
      return (body['items'] as { code: string; names: object }[]).filter((cause) => cause.code === code);
    };
    const names = { en: 'Schooling', fa: 'کارآموزی' };
    const causes = [
      { code: 'training', names },
      { code: 'weather', names: { en: 'Weather', fa: 'آب‌وهوا' } },
    ];
    const own = { ...loans, version: 'causes@1', rootCauses: { version: 'own-causes@1', causes } };
    const shipped = shippedPolicyOf('generic@3').rootCauses?.causes.find(({ code }) => code === 'training');
    await office.post('adam', '/api/policies/causes/draft', { policy: own });
    expect([await namesOf('training'), await namesOf('weather')]).toEqual([
      [{ code: 'training', names: shipped?.names }],
      [],
    ]);
    await office.post('adam', '/api/policies/causes/publish', { version: 1 });
    expect([await namesOf('training'), await namesOf('weather')]).toEqual([causes.slice(0, 1), causes.slice(1)]);
  });
});

describe('A policy that is tried out', () => {
  const tried = (query: string) => office.get('hana', `/api/policies/simulation?${query}`);
  const RECEIVED = 'receivedAt=2026-11-02T09:00:00.000Z';

  it('has the clocks that a complaint received then would have, and records nothing', async () => {
    const before = await office.get('adam', '/api/policies');
    const { status, body } = await tried(`${RECEIVED}&policy=generic@3`);
    const clocks = body['clocks'] as readonly { name: string; due?: { utc: string }; words: readonly string[] }[];
    expect([status, body['policy']]).toEqual([200, 'generic@3']);
    expect(clocks.length).toBeGreaterThan(0);
    for (const { due, words } of clocks) {
      expect(Date.parse(due?.utc ?? '')).toBeGreaterThan(Date.parse('2026-11-02T09:00:00.000Z'));
      expect(words.length).toBeGreaterThan(0);
    }
    expect((await office.get('adam', '/api/policies')).body).toEqual(before.body);
  });

  it('is the one in force for its kind, unless a version is named', async () => {
    const autos = { ...loans, version: 'autos@1', scope: { products: ['auto'] } };
    await office.post('adam', '/api/policies/autos/draft', { policy: autos });
    expect((await tried(`${RECEIVED}&product=auto`)).body).toMatchObject({ policy: 'basic@1' });
    expect((await tried(`${RECEIVED}&product=auto&policy=autos@1`)).body).toMatchObject({ policy: 'autos@1' });
    await office.post('adam', '/api/policies/autos/publish', { version: 1 });
    const { publishedAt } = (await office.get('adam', '/api/policies/autos/1')).body;
    const later = `receivedAt=${String(publishedAt)}&product=auto`;
    expect((await tried(later)).body).toMatchObject({ policy: 'autos@1' });
    expect((await tried(later.replace('auto', 'boat'))).body).toMatchObject({ policy: 'basic@1' });
  });

  it('refuses what is no instant, and a version that there is not', async () => {
    expect((await tried('receivedAt=yesterday')).body).toMatchObject({
      code: 'invalid-field',
      errors: [{ pointer: '#/receivedAt' }],
    });
    expect((await tried(`${RECEIVED}&policy=never@1`)).body).toMatchObject({ status: 404, code: 'policy-unknown' });
  });
});

describe('Calendars over HTTP', () => {
  it('show each day of a year, and why it is not worked', async () => {
    const { body } = await office.get('hana', '/api/calendars/england/1/days?from=2026-12-24&days=3');
    expect(body['items']).toMatchObject([
      { date: '2026-12-24', kind: 'working' },
      { date: '2026-12-25', kind: 'holiday', holidays: [{ en: 'Christmas Day' }] },
      { date: '2026-12-26', kind: expect.stringMatching(/holiday|day-off/) },
    ]);
    const beyond = await office.get('hana', '/api/calendars/england/1/days?from=2099-12-24&days=1');
    expect(beyond.body['items']).toMatchObject([{ kind: 'unknown', workedMs: 0 }]);
  });

  it('are those by which policies count, and no others', async () => {
    const { body } = await office.get('hana', '/api/calendars');
    const items = body['items'] as readonly { version: string; policies: readonly string[] }[];
    expect(items.find(({ version }) => version === 'generic@1')?.policies).toContain('basic@1');
    expect((await office.get('hana', '/api/calendars/mars/1/days?from=2026-01-01&days=7')).status).toBe(404);
    expect((await office.get('hana', '/api/calendars/england/1/days?from=2026-01-01&days=401')).status).toBe(422);
  });
});

describe('A policy with a calendar of its own', () => {
  it('counts by it, and names each of its days off', async () => {
    const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    const hours = [{ from: '08:00', to: '12:00' }];
    const ownCalendar = {
      names: { en: 'Shop', fa: 'فروشگاه' },
      timeZone: 'Asia/Tehran',
      week: Object.fromEntries(everyDay.map((day) => [day, hours])),
      holidays: [{ on: '2026-11-03', names: { en: 'Stocktaking', fa: 'انبارگردانی' } }],
      source: loans.source,
    };
    const shop = { ...loans, version: 'shop@1', scope: { products: ['shop'] }, calendar: 'shop-days@1', ownCalendar };
    const faulty = { ...shop, ownCalendar: { ...ownCalendar, timeZone: undefined } };
    const refused = await office.post('adam', '/api/policies/shop/draft', { policy: faulty });
    expect(refused.body['errors']).toMatchObject([{ pointer: '#/policy/ownCalendar/timeZone' }]);
    await office.post('adam', '/api/policies/shop/draft', { policy: shop });
    expect((await office.post('adam', '/api/policies/shop/publish', { version: 1 })).status).toBe(200);
    const other = { ...shop, version: 'shop@2', ownCalendar: { ...ownCalendar, holidays: [] } };
    expect((await office.post('adam', '/api/policies/shop/draft', { policy: other })).body).toMatchObject({
      status: 409,
      code: 'policy-calendar-differs',
    });

    const letter = {
      description: 'Charged twice.',
      product: 'shop',
      channel: 'letter',
      occurredAt: '2026-11-02T10:00:00.000Z',
    };
    const { body } = await office.post('ida', '/api/complaints', letter);
    const { body: told } = await office.get('hana', `/api/cases/${String(body['reference'])}/clocks?atLeast=0`);
    const clocks = told['clocks'] as readonly Readonly<Record<string, unknown>>[];
    // Mon 2 Nov plus one business day: Tue 3 is Stocktaking, so it is Wed 4, which ends in Tehran at 20:30 UTC.
    const acknowledgement = JSON.stringify(clocks.find(({ name }) => name === 'acknowledgement'));
    for (const part of ['2026-11-04T20:29:59.999Z', 'shop-days@1', 'Stocktaking', 'انبارگردانی'])
      expect(acknowledgement).toContain(part);
  });
});

describe('The public page', () => {
  const page = async (query: string) => {
    const answer = await fetch(`${redress.url}/policy?${query}`);
    return { headers: answer.headers, text: await answer.text() };
  };

  it('tells everybody, as data, where and how, by when, and that it costs nothing', async () => {
    const { body } = await call('GET', `${redress.url}/api/policies/public?language=en`);
    expect(body).toMatchObject({ policy: 'basic@1', direction: 'ltr' });
    expect(body['freeOfCharge']).toContain('free of charge');
    expect(body['steps']).toContainEqual(
      expect.objectContaining({ clock: 'decision', time: 'within 30 calendar days, counted from receipt' }),
    );
  });

  it('is a document of its own in either language, which runs nothing', async () => {
    const persian = await page('language=fa');
    expect(persian.text).toContain('<html lang="fa" dir="rtl">');
    expect(persian.text).toContain('ظرف ۳۰ روز، از زمان دریافت');
    expect(persian.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(persian.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    const english = await page('language=en');
    expect(english.text).toContain('<html lang="en" dir="ltr">');
    expect(english.text.match(/<h1\b/g)).toHaveLength(1);
    expect(english.text).not.toMatch(/<script|<img|\son\w+=/);
  });

  it('says nothing that could be taken for markup', async () => {
    const policy = structuredClone({ ...loans, version: 'marked@1', scope: {} });
    (policy.texts.en as { organization: string }).organization = '<script>alert(1)</script>';
    await office.post('adam', '/api/policies/marked/draft', { policy });
    await office.post('adam', '/api/policies/marked/publish', { version: 1 });
    const { text } = await page('language=en');
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toContain('<script');
  });

  it('may ask for references of 14 digits, which are taken wherever a reference is, as people write them', async () => {
    const claims = { ...loans, version: 'claims@1', scope: { products: ['claim'] }, referenceFormat: 'ir-14-digits' };
    await office.post('adam', '/api/policies/claims/draft', { policy: claims });
    await office.post('adam', '/api/policies/claims/publish', { version: 1 });
    const { body } = await office.lodge({ description: 'Charged twice.', product: 'claim' });
    const reference = String(body['reference']);
    expect(reference).toMatch(/^[1-9]\d{3}-\d{4}-\d{4}-\d\d$/);

    const persian = reference.replaceAll('-', ' ').replaceAll(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(Number(digit)));
    const trackingCode = String(body['trackingCode']);
    const tracked = await call('POST', `${redress.url}/api/track`, { body: { reference: persian, trackingCode } });
    expect(tracked).toMatchObject({ status: 200, body: { reference } });
    const path = (written: string) => `/api/cases/${encodeURIComponent(written)}?atLeast=0`;
    expect(await office.get('hana', path(persian))).toMatchObject({ status: 200, body: { reference } });
    const found = await office.get('hana', `/api/cases?q=${encodeURIComponent(persian.slice(0, 9))}`);
    expect((found.body['items'] as object[])[0]).toMatchObject({ reference });

    const slip = `${reference.slice(0, -1)}${(Number(reference.at(-1)) + 1) % 10}`;
    expect((await office.get('hana', path(slip))).body['code']).toBe('wrong-check-symbol');
  });
});
