import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from '../office.js';

const listed = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { email: `${name}@example.org`, language: 'en' }]));
const STAFF = { people: listed(['hana', 'hugo', 'sara', 'ida']), teams: listed(['Cards', 'Loans', 'Fraud']) };

describe('Where cases are open to their teams alone', () => {
  let folder: string;
  let redress: RunningRedress;
  let office: Office;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-teams-'));
    const staff = join(folder, 'staff.yaml');
    await writeFile(staff, JSON.stringify(STAFF));
    redress = await RunningRedress.start({ env: { REDRESS_CASES_OPEN_TO: 'teams', REDRESS_STAFF: staff } });
    office = await Office.open(redress, { hana: ['Cards'], hugo: ['Loans', 'Fraud'], sara: ['*'] });
  }, 60_000);

  afterAll(async () => {
    await redress?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A complaint that is sent to a team, once the queue shows it there. */
  async function sentTo(team: string): Promise<string> {
    const { body } = await office.lodge({ description: 'A fee was taken twice.' });
    const reference = String(body['reference']);
    await office.decides('sara', reference, 'route', { team });
    await eventually(
      () => queueOf('sara', `team=${team}`),
      (references) => references.includes(reference),
    );
    return reference;
  }

  async function queueOf(who: string, filter = ''): Promise<readonly unknown[]> {
    const { body } = await office.get<{ items: readonly { reference: string }[] }>(who, `/api/cases?${filter}`);
    return body.items.map(({ reference }) => reference);
  }

  const statusFor = async (who: string, reference: string, atLeast = 0): Promise<number> =>
    (await office.get(who, `/api/cases/${reference}?atLeast=${atLeast}`)).status;

  it('a case does not exist for those of another team, in no list and for no command', async () => {
    const reference = await sentTo('Cards');
    expect(await statusFor('hana', reference)).toBe(200);
    expect(await queueOf('hana')).toContain(reference);
    expect(await statusFor('hugo', reference)).toBe(404);
    expect(await queueOf('hugo')).not.toContain(reference);
    const note = await office.post('hugo', `/api/cases/${reference}/add-note`, {
      text: 'Mine?',
      visibility: 'internal',
    });
    expect([note.status, note.body['code']]).toEqual([404, 'complaint-unknown']);
    expect((await office.get('hugo', `/api/cases/${reference}/history`)).status).toBe(404);
    // Who looks after all teams sees it, and whoever knows of none sees what waits for a team.
    expect(await statusFor('cyrus', reference)).toBe(200);
    expect(await statusFor('ida', reference)).toBe(404);
    const waiting = String((await office.lodge({ description: 'The door was closed.' })).body['reference']);
    await eventually(
      () => statusFor('hugo', waiting),
      (status) => status === 200,
    );
  });

  it('a case counts for its own team, and for whoever looks after all', async () => {
    const counts = async (who: string) =>
      (await office.get<{ open: number; myTeams: number }>(who, '/api/cases/counts')).body;
    const [hana, hugo, sara] = [await counts('hana'), await counts('hugo'), await counts('sara')];
    const reference = await sentTo('Loans');
    expect([await queueOf('hana', 'team=mine'), await queueOf('hugo', 'team=mine')]).toEqual([
      expect.not.arrayContaining([reference]),
      expect.arrayContaining([reference]),
    ]);
    expect(await counts('hana')).toMatchObject({ open: hana.open, myTeams: hana.myTeams });
    expect(await counts('hugo')).toMatchObject({ open: hugo.open + 1, myTeams: hugo.myTeams + 1 });
    expect(await counts('sara')).toMatchObject({ open: sara.open + 1, myTeams: sara.myTeams + 1 });
  });

  it('a case is found by who is given a task of it, and leaves a team with its route', async () => {
    const reference = await sentTo('Cards');
    const asked = await office.decides('hana', reference, 'assign-task', {
      kind: 'other',
      title: 'Whose card?',
      department: 'Fraud',
    });
    expect(await statusFor('hugo', reference, asked)).toBe(200);
    const routed = await office.decides('sara', reference, 'route', { team: 'Loans' });
    expect(await statusFor('hana', reference, routed)).toBe(404);
    expect(await statusFor('hugo', reference, routed)).toBe(200);
  });

  it("the work of a person goes to another, and opens to them what is another team's", async () => {
    const [first, second] = [await sentTo('Cards'), await sentTo('Cards')];
    for (const reference of [first, second]) await office.decides('sara', reference, 'assign', { assignee: 'hana' });
    await office.decides('sara', second, 'declare-conflict', { person: 'hugo', nature: 'A cousin.' });
    await eventually(
      () => queueOf('sara', 'assignee=hana'),
      (mine) => mine.length === 2,
    );
    const move = { to: 'hugo', reason: 'Hana is on leave.' };
    const { status, body } = await office.post('sara', '/api/staff/hana/reassign', move);
    expect(status).toBe(200);
    expect(body).toEqual({
      moved: [{ reference: first, command: 'assign' }],
      refused: [{ reference: second, command: 'assign', code: 'conflict-of-interest' }],
      more: false,
    });
    const { body: work } = await eventually(
      () => office.get('hugo', `/api/cases/${first}`),
      ({ status: seen }) => seen === 200,
    );
    expect(work['assignee']).toBe('hugo');
    expect((await office.post('sara', '/api/staff/hana/reassign', { reason: 'And the rest.' })).body).toMatchObject({
      moved: [{ reference: second, command: 'unassign' }],
    });
    const { status: unknown, body: problem } = await office.post('sara', '/api/staff/hana/reassign', { to: 'hugo' });
    expect([unknown, JSON.stringify(problem['errors'])]).toEqual([422, expect.stringContaining('/reason')]);
  });

  it('work is given to nobody who is unknown, where there is none to give either', async () => {
    const misspelt = { to: 'hugoo', reason: 'Ida is on leave.' };
    const { status, body } = await office.post('sara', '/api/staff/ida/reassign', misspelt);
    expect([status, body['code']]).toEqual([422, 'person-misspelt']);
    expect(JSON.stringify(body)).toContain('#/to');
  });
});
