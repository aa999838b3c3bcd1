import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig, mintToken } from '@redress/platform';
import { eventually, IS_DISTRIBUTED, RunningRedress } from '@redress/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiveReader, type LiveOptions } from '../live-reader.js';
import { Office } from '../office.js';

const NOTE = { text: 'Called the branch.', visibility: 'internal' } as const;
const STREAMS_PER_CALLER_MAX = 10;

let redress: RunningRedress;
let office: Office;
const readers: LiveReader[] = [];

beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

async function follows(who: string, options: LiveOptions = {}, at = office): Promise<LiveReader> {
  const reader = await LiveReader.open(at, who, options);
  readers.push(reader);
  return reader.begun();
}

async function lodged(at = office): Promise<string> {
  const { body } = await at.lodge({ description: 'A fee was taken twice.' });
  const reference = String(body['reference']);
  await shown(reference, 0, at);
  return reference;
}

/** Resolves when the view has it, so that whoever begins to follow then is not told of it. */
async function shown(reference: string, revision: number, at = office): Promise<void> {
  await eventually(
    () => at.get('sara', `/api/cases/${reference}?atLeast=${revision}`),
    ({ status }) => status === 200,
  );
}

/** What was told up to a change: what the services do meanwhile may follow it. */
function upTo(told: readonly string[], reference: string, revision: number): readonly string[] {
  return told.slice(0, told.indexOf(`${reference}/${revision}`) + 1);
}

describe('Whoever follows the cases live', () => {
  it('is told of each event once the case and the queue show it, and of nothing that anybody said', async () => {
    const hana = await follows('hana');
    const reference = await lodged();
    const revision = await office.decides('sara', reference, 'add-note', NOTE);
    const { data, id } = await hana.change(reference, revision);
    const { body } = await office.get('hana', `/api/cases/${reference}`);
    expect(body['revision']).toBeGreaterThanOrEqual(revision);
    expect(data).toEqual({ reference, revision, position: expect.stringMatching(/^\d+$/), type: 'NoteAdded' });
    expect(id).toMatch(/^\d+_[\da-f-]{36}$/);
    expect(hana.told[0]).toBe(`${reference}/0`);
  });

  it('misses nothing and gets nothing twice from one connection to the next', async () => {
    const all = await follows('hana');
    const references = [await lodged(), await lodged()];
    const got: string[] = [];
    let last: string | undefined;
    for (let round = 0; round < 4; round += 1) {
      const reader = await follows(
        'hana',
        last === undefined ? { lastEventId: all.lastEventId } : { lastEventId: last },
      );
      for (const reference of references) await office.decides('hana', reference, 'add-note', NOTE);
      await eventually(
        () => Promise.resolve(reader.changes.length),
        (count) => count > 0,
      );
      reader.close();
      await reader.ended();
      got.push(...reader.told);
      last = reader.lastEventId;
    }
    const [reference = ''] = references;
    const end = await office.decides('hana', reference, 'add-note', NOTE);
    const rest = await follows('hana', { lastEventId: last ?? '' });
    await rest.change(reference, end);
    await all.change(reference, end);
    const told = upTo(all.told, reference, end);
    expect([...got, ...upTo(rest.told, reference, end)]).toEqual(told.slice(told.indexOf(got[0] ?? '')));
  });

  it.each(['17', '9_00000000-0000-0000-0000-000000000000', 'x'.repeat(5_000), '0'.repeat(50)])(
    'is told to read again after a place that is not in this log: %#',
    async (lastEventId) => {
      const reader = await follows('hana', { lastEventId });
      expect(reader.messages.map(({ type }) => type)).toEqual(['read-again']);
      const reference = await lodged();
      await reader.change(reference, 0);
    },
  );

  it('follows one case, or those on their own desk and those that leave it', async () => {
    const [one, other] = [await lodged(), await lodged()];
    await shown(other, await office.decides('sara', other, 'assign', { assignee: 'hana' }));
    const ofOne = await follows('hana', { query: `reference=${one.toLowerCase()}` });
    const own = await follows('hana', { query: 'mine=true' });
    const all = await follows('hana');
    const noted = await office.decides('hana', other, 'add-note', NOTE);
    await office.decides('hana', one, 'add-note', NOTE);
    const left = await office.decides('sara', other, 'assign', { assignee: 'hugo', from: 'hana' });
    const hugos = await office.decides('hugo', other, 'add-note', NOTE);
    const last = await office.decides('hana', one, 'add-note', NOTE);
    for (const reader of [all, ofOne]) await reader.change(one, last);
    const ofCase = (told: readonly string[]) => told.filter((name) => name.startsWith(one));
    expect(upTo(ofOne.told, one, last)).toEqual(ofCase(upTo(all.told, one, last)));
    expect(own.told).toEqual(expect.arrayContaining([`${other}/${noted}`, `${other}/${left}`]));
    expect(own.told).not.toContain(`${other}/${hugos}`);
    expect(ofCase(own.told)).toEqual([]);
  });

  it.each([
    ['mine=yes', 422],
    ['reference=1', 400],
    ['reference=0000-0000-0000', 404],
    ['colour=red', 422],
  ])('is refused %s', async (query, status) => {
    expect((await office.get('hana', `/api/cases/events?${query}`)).status).toBe(status);
  });

  it('has only so many connections open', async () => {
    for (let count = 0; count < STREAMS_PER_CALLER_MAX; count += 1) await follows('hugo');
    const { status, body, headers } = await office.get('hugo', '/api/cases/events');
    expect([status, body['code']]).toEqual([429, 'too-many-open-streams']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    readers.pop()?.close();
    await eventually(
      async () => (await LiveReader.open(office, 'hugo')).status,
      (now) => now === 200,
    );
  });

  it('opens nothing by asking for the head of the answer alone', async () => {
    const headers = { authorization: `Bearer ${office.tokenFor('cyrus')}` };
    for (let count = 0; count <= STREAMS_PER_CALLER_MAX; count += 1) {
      const answer = await fetch(`${office.url}/api/cases/events`, { method: 'HEAD', headers });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    }
    await follows('cyrus');
  });

  it('does not count among requests that take long', async () => {
    const reader = await follows('sara');
    reader.close();
    await office.get('sara', '/api/cases/events?mine=yes');
    const metrics = await eventually(
      async () => (await fetch(`${office.url}/metrics`)).text(),
      (text) => IS_DISTRIBUTED || text.includes('route="/api/cases/events",status="422"'),
    );
    expect(metrics).not.toContain('route="/api/cases/events",status="200"');
  });

  it('is heard no longer than their token', async () => {
    const config = loadConfig({ REDRESS_DATA: redress.data });
    // Accepted for a minute after its end: two seconds are left.
    const token = await mintToken(config, { sub: 'hana', roles: ['handler'], ttlSeconds: -58 });
    const reader = await follows('hana', { token });
    await reader.ended();
    const resumed = await LiveReader.open(office, 'hana', { token, lastEventId: reader.lastEventId });
    expect(resumed.status).toBe(401);
  });
});

describe('A case that somebody may not know of', () => {
  it('is in no message to them, from the moment at which it is hidden', async () => {
    const [hidden, whole] = [await lodged(), await lodged()];
    const [hana, sara] = [await follows('hana'), await follows('sara')];
    const ofHidden = await follows('hana', { query: `reference=${hidden}` });
    const wall = await office.decides('sara', hidden, 'declare-conflict', { person: 'HANA', nature: 'A cousin.' });
    await office.decides('sara', hidden, 'add-note', NOTE);
    const last = await office.decides('sara', whole, 'add-note', NOTE);
    await hana.change(whole, last);
    await sara.change(whole, last);
    const resumed = await follows('hana', { lastEventId: hana.messages[0]?.id ?? '' });
    await resumed.change(whole, last);
    for (const { told } of [hana, ofHidden, resumed])
      expect(told.filter((name) => name.startsWith(hidden))).toEqual([]);
    expect(upTo(resumed.told, whole, last)).toEqual(upTo(hana.told, whole, last));
    expect(sara.told).toEqual(expect.arrayContaining([`${hidden}/${wall}`, `${hidden}/${wall + 1}`]));
  });
});

describe('Where cases are open to their teams alone', () => {
  it('each team is told of its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'redress-live-'));
    const staff = join(folder, 'staff.yaml');
    const listed = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, { email: `${name}@example.org`, language: 'en' }]));
    await writeFile(
      staff,
      JSON.stringify({ people: listed(['hana', 'hugo', 'sara']), teams: listed(['Cards', 'Loans']) }),
    );
    await using limited = await RunningRedress.start({
      env: { REDRESS_CASES_OPEN_TO: 'teams', REDRESS_STAFF: staff },
    });
    const own = await Office.open(limited, { hana: ['Cards'], hugo: ['Loans'], sara: ['*'] });
    const [hana, hugo, sara] = [
      await follows('hana', {}, own),
      await follows('hugo', {}, own),
      await follows('sara', {}, own),
    ];
    const reference = await lodged(own);
    await hugo.change(reference, 0);
    const routed = await own.decides('sara', reference, 'route', { team: 'Cards' });
    const last = await own.decides('hana', reference, 'add-note', NOTE);
    const other = await lodged(own);
    for (const reader of [hana, hugo, sara]) await reader.change(other, 0);
    const ofCase = (reader: LiveReader) => reader.told.filter((told) => told.startsWith(reference));
    expect([ofCase(hana), ofCase(sara)].map((told) => told.at(-1))).toEqual([
      `${reference}/${last}`,
      `${reference}/${last}`,
    ]);
    expect(ofCase(hugo).filter((told) => Number(told.split('/')[1]) >= routed)).toEqual([]);
    await rm(folder, { recursive: true, force: true });
  });
});

describe('A service that stops', () => {
  it('ends what is open, and readers resume after its start without a gap', async () => {
    const data = await mkdtemp(join(tmpdir(), 'redress-live-'));
    let reference = '';
    let lastEventId = '';
    {
      await using first = await RunningRedress.start({ data });
      const own = await Office.open(first);
      const reader = await follows('hana', {}, own);
      reference = await lodged(own);
      ({ id: lastEventId } = await reader.change(reference, 0));
      const settled = await own.decides('hana', reference, 'add-note', NOTE);
      await reader.change(reference, settled);
      expect(await first.stop()).toBe(0);
      await reader.ended();
    }
    await using second = await RunningRedress.start({ data });
    const own = await Office.open(second);
    const resumed = await follows('hana', { lastEventId }, own);
    const later = await own.decides('hana', reference, 'add-note', NOTE);
    await resumed.change(reference, later);
    const expected = Array.from({ length: later }, (_, index) => `${reference}/${index + 1}`);
    expect(upTo(resumed.told, reference, later)).toEqual(expected);
    expect(resumed.messages.map(({ type }) => type)).not.toContain('read-again');
    await rm(data, { recursive: true, force: true });
  });
});
