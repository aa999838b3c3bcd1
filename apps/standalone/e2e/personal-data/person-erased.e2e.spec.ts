import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ERASED } from '@redress/eventing';
import { call, eventually, RunningRedress } from '@redress/testing';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from '../office.js';
import { readStoredData } from '../stored-data.js';

const NASRIN = { name: 'Nasrin Mohammadi', email: 'nasrin@example.org', phone: '+98 912 345 6789' };
const WORDS = ['Nasrin', 'Mohammadi', 'nasrin@example.org', '345 6789', 'kettle leaks', 'lid cracked', 'She called.'];
const REQUEST = 'dsr-2026-014';
const BECAUSE = { reason: 'She asked for it in writing.' };

interface Entry {
  readonly reference: string;
  readonly obstacle: { readonly code: string; readonly reason: string } | null;
  readonly isProven: boolean;
  readonly erased: boolean;
}
interface Results {
  readonly request: string;
  readonly results: readonly {
    readonly reference: string;
    readonly outcome: string;
    readonly problem?: { code: string; detail: string };
  }[];
}
interface Certificate {
  readonly open: number;
  readonly cases: readonly {
    readonly reference: string;
    readonly intact: boolean;
    readonly keyDestroyedAt: string | null;
    readonly erased: {
      readonly revision: number;
      readonly hash: string;
      readonly position: string;
      readonly by: string;
    };
  }[];
}

describe('A person who asks to be erased', () => {
  let data: string;
  let redress: RunningRedress;
  let office: Office;
  let first: string;
  let firstCode: string;
  let second: string;
  let other: string;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-person-'));
    redress = await RunningRedress.start({ data });
    office = await Office.open(redress);
    const lodged = await office.lodge({ description: 'The kettle leaks.', complainant: NASRIN });
    [first, firstCode] = [String(lodged.body['reference']), String(lodged.body['trackingCode'])];
    const again = { description: 'The lid cracked.', complainant: { email: 'Nasrin@Example.org' } };
    second = String((await office.lodge(again)).body['reference']);
    const robin = { description: 'The door was closed.', complainant: { name: 'Robin', email: 'robin@example.org' } };
    other = String((await office.lodge(robin)).body['reference']);
    await office.decides('hana', first, 'add-note', { text: 'She called.', visibility: 'internal' });
    await office.decides('hana', first, 'withdraw', { channel: 'phone', words: 'She took it back.', ...BECAUSE });
    await redress.settled();
  }, 120_000);

  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
    await rm(data, { recursive: true, force: true });
  });

  const check = (more: object = {}) =>
    office.post<{ items: readonly Entry[] }>('cyrus', '/api/cases/erasures/check', {
      reference: first,
      ground: 'unlawful-processing',
      ...more,
    });
  const decides = (who: string, decision: 'carry-out' | 'decline') =>
    office.post<Results>(who, `/api/cases/erasures/${REQUEST}/${decision}`, BECAUSE);
  const codes = ({ body }: { body: Results }) =>
    Object.fromEntries(body.results.map(({ reference, outcome, problem }) => [reference, problem?.code ?? outcome]));
  const found = async (text: string) => {
    const { body } = await office.post<{ items: readonly { reference: string }[] }>('hana', '/api/cases/search', {
      text,
    });
    return body.items.map(({ reference }) => reference).sort();
  };
  const figures = async () =>
    Promise.all(
      ['status', 'product,channel', 'month'].map(async (by) => {
        const { body } = await office.get('anna', `/api/analytics/summary?groupBy=${by}`);
        return [body['total'], body['rows']];
      }),
    );

  it('is found with all of her cases by what the request proves, and by nothing else', async () => {
    const { status, body } = await check({ contact: NASRIN.email });
    expect(status).toBe(200);
    expect(body.items.map(({ reference, isProven, obstacle }) => [reference, isProven, obstacle?.code])).toEqual([
      [first, true, undefined],
      [second, false, 'erasure-while-open'],
    ]);
    expect((await check({ contact: '09123456789' })).body.items).toHaveLength(2);
    const differs = await check({ contact: 'robin@example.org' });
    expect([differs.status, differs.body]).toMatchObject([422, { code: 'contact-differs' }]);
    const kept = await check({ ground: 'objection' });
    expect(kept.body.items[0]?.obstacle?.code).toBe('retention-period');
    expect((await office.post('hana', '/api/cases/erasures/check', { reference: first })).status).toBe(403);
  });

  it('stays as she is while her case is held or handled, or nobody else decides', async () => {
    const hold = { basis: 'authority-order', reviewOn: '2099-01-31', ...BECAUSE };
    expect((await office.post('hana', `/api/cases/${first}/place-legal-hold`, hold)).status).toBe(403);
    await office.decides('cyrus', first, 'place-legal-hold', hold);
    const opened = await office.post<Results>('cyrus', '/api/cases/erasures', {
      request: REQUEST,
      ground: 'unlawful-processing',
      cases: [{ reference: first }, { reference: second }],
      ...BECAUSE,
    });
    expect([opened.status, codes(opened)]).toEqual([200, { [first]: 'accepted', [second]: 'accepted' }]);
    await redress.settled();
    const { body: holds } = await office.get('sara', '/api/cases/legal-holds');
    expect(holds).toMatchObject({
      items: [{ reference: first, reviewOn: '2099-01-31', holds: [{ placedBy: 'cyrus' }] }],
    });
    const refused = await decides('sara', 'carry-out');
    expect(codes(refused)).toEqual({ [first]: 'legal-hold', [second]: 'erasure-while-open' });
    const heldBy = refused.body.results.find(({ reference }) => reference === first)?.problem;
    expect(heldBy?.detail).toContain('an order of a court or authority, to be reviewed on 31 January 2099');
    await office.decides('cyrus', first, 'lift-legal-hold', { basis: 'authority-order', ...BECAUSE });
    await office.decides('hana', second, 'withdraw', { channel: 'phone', words: 'She took it back.', ...BECAUSE });
    await redress.settled();
    expect(codes(await decides('cyrus', 'carry-out'))).toEqual({
      [first]: 'eraser-is-requester',
      [second]: 'eraser-is-requester',
    });
    expect(await found('Nasrin')).toEqual([first, second].sort());
  });

  it('is nowhere any more once somebody else has carried it out, and the figures are as they were', async () => {
    const before = await figures();
    const done = await decides('sara', 'carry-out');
    expect(codes(done)).toEqual({ [first]: 'accepted', [second]: 'accepted' });
    // Before the views have followed, because the key is gone.
    const { body: shown } = await office.get('hana', `/api/cases/${first}`);
    expect(shown).toMatchObject({ description: ERASED, complainant: { name: ERASED, email: ERASED } });
    await redress.settled();
    expect([await found('Nasrin'), await found('kettle'), await found('9123456789')]).toEqual([[], [], []]);
    expect(await found('Robin')).toEqual([other]);
    expect(await figures()).toEqual(before);
    const track = `${redress.url}/api/track`;
    const tracked = await call('POST', track, { body: { reference: first, trackingCode: firstCode } });
    const answers = await Promise.all([
      office.get('hana', `/api/cases/${first}`),
      office.get('cyrus', `/api/cases/${first}/history`),
      office.get('cyrus', `/api/cases/${second}/history`),
      office.get('cyrus', `/api/compliance/cases/${first}/replay`),
      office.get('hana', '/api/cases'),
      office.get('hana', '/api/cases/activity'),
      office.get('hana', `/api/cases/${first}?atRevision=1`),
      office.get('cyrus', '/api/cases/erasures'),
      office.get('hana', `/api/notifications?reference=${first}`),
      call('GET', `${track}/${first}`, { token: tracked.body['token'] as string }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const told = JSON.stringify(answers.map(({ body }) => body));
    expect(WORDS.filter((word) => told.includes(word))).toEqual([]);
  });

  it('is certified by events of the log, without a word of her', async () => {
    const { body } = await office.get<Certificate>('sara', `/api/cases/erasures/${REQUEST}/certificate`);
    expect(body).toMatchObject({ open: 0 });
    expect(body.cases.map(({ reference }) => reference).sort()).toEqual([first, second].sort());
    for (const { reference, intact, keyDestroyedAt, erased } of body.cases) {
      expect([intact, keyDestroyedAt === null, erased.by]).toEqual([true, false, 'sara']);
      const { body: evidence } = await office.get<{
        events: readonly { hash: string; position: string; type: string }[];
      }>('cyrus', `/api/compliance/cases/${reference}/evidence`);
      const { hash, position } = erased;
      expect(evidence.events[erased.revision]).toMatchObject({ type: 'ComplainantErased', hash, position });
    }
    expect(WORDS.filter((word) => JSON.stringify(body).includes(word))).toEqual([]);
    const none = await office.get('sara', '/api/cases/erasures/dsr-none/certificate');
    expect([none.status, none.body['code']]).toEqual([404, 'erasure-unknown']);
  });

  it('leaves the chain intact, nothing of her in any file, and every view equal to a fold of the log', async () => {
    await office.post('cyrus', '/api/compliance/verify', {});
    const { body } = await eventually(
      () => office.get('cyrus', '/api/compliance/verify'),
      (answer) => answer.body['state'] !== 'running',
    );
    expect(body).toMatchObject({ state: 'passed', faults: [] });
    expect(await redress.stop()).toBe(0);
    const stored = await readStoredData(data);
    expect([...stored.chainFaults, ...stored.viewFaults]).toEqual([]);
    const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    for (const file of files) {
      const text = (await readFile(join(file.parentPath, file.name))).toString('latin1');
      expect([file.name, WORDS.filter((word) => text.includes(word))]).toEqual([file.name, []]);
    }
  });
});
