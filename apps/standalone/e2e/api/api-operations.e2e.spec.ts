import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, IS_DISTRIBUTED, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

interface View {
  readonly name: string;
  readonly service: string;
  readonly state: string;
  readonly behind: number;
  readonly generation: number;
  readonly documents: number;
  readonly parked: number;
  readonly rebuild?: { readonly state: string; readonly reached: string; readonly of: string };
}

interface Finding {
  readonly check: string;
  readonly state: string;
  readonly detail: string;
  readonly remedy?: string;
}

const VIEWS = '/api/operations/views';
const SECRET = 'a-password-of-mail';

const suite = IS_DISTRIBUTED ? describe.skip : describe;

suite('The views over HTTP', () => {
  let redress: RunningRedress;
  let office: Office;
  beforeAll(async () => {
    redress = await RunningRedress.start();
    office = await Office.open(redress);
    await office.lodge({ description: 'Charged twice.', complainant: { name: 'Robin Doe', email: 'r@example.org' } });
    await redress.settled();
  });
  afterAll(() => redress[Symbol.asyncDispose]());

  const views = async (): Promise<readonly View[]> =>
    (await office.get('adam', VIEWS)).body['items'] as readonly View[];
  const named = async (name: string): Promise<View | undefined> => (await views()).find((view) => view.name === name);

  it('say how far each has applied the log, and what it holds', async () => {
    const all = await views();
    expect(all.map(({ state, behind, parked }) => [state, behind, parked])).toEqual(all.map(() => ['running', 0, 0]));
    expect(await named('cases')).toMatchObject({ service: 'case-handling', documents: 1 });
  });

  it('are built anew beside the running one, and swapped', async () => {
    const before = await named('case-search');
    const { status, body } = await office.post('adam', `${VIEWS}/case-search/rebuild`, {});
    expect([status, body['view']]).toEqual([202, 'case-search']);
    const after = await eventually(
      () => named('case-search'),
      (view) => view?.rebuild?.state !== 'running',
    );
    expect(after).toMatchObject({ rebuild: { state: 'done' }, documents: before?.documents, behind: 0 });
    expect(after?.generation).toBeGreaterThan(before?.generation ?? 0);
    const found = await office.post('hana', '/api/cases/search', { text: 'Robin Doe' });
    expect(found.body['items']).toHaveLength(1);
    // What is recorded afterwards reaches the new one.
    await office.lodge({ description: 'Another.', complainant: { name: 'Robin Doe', email: 'r@example.org' } });
    await redress.settled();
    expect((await office.post('hana', '/api/cases/search', { text: 'Robin Doe' })).body['items']).toHaveLength(2);
  });

  it('are built anew by administrators alone, and only where there is one of that name', async () => {
    expect((await office.post('sara', `${VIEWS}/cases/rebuild`, {})).status).toBe(403);
    expect((await office.post('adam', `${VIEWS}/nothing/rebuild`, {})).status).toBe(404);
  });
});

suite('What the doctor finds, over HTTP', () => {
  it('names what is wrong and what helps, and no secret', async () => {
    await using redress = await RunningRedress.start({
      env: { REDRESS_SMTP_URL: `smtp://mailer:${SECRET}@127.0.0.1:9` },
    });
    const office = await Office.open(redress);
    const answer = await office.get('adam', '/api/operations/doctor');
    const findings = answer.body['items'] as readonly Finding[];
    expect(findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['node', 'data folder', 'views', 'holidays', 'disk', 'clock', 'mail']),
    );
    expect(findings.find(({ check }) => check === 'mail')).toEqual({
      check: 'mail',
      state: 'fail',
      detail: '127.0.0.1:9 does not answer.',
      remedy: expect.stringContaining('REDRESS_SMTP_URL'),
    });
    const persian = await office.get('adam', '/api/operations/doctor', { 'accept-language': 'fa' });
    const said = persian.body['items'] as readonly Finding[];
    expect(said.filter(({ detail }) => !/\p{Script=Arabic}/u.test(detail))).toEqual([]);
    expect(JSON.stringify([findings, said])).not.toContain(SECRET);
  });
});
