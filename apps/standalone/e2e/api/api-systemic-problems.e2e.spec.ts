import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningRedress } from '@redress/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from '../office.js';

interface Entry {
  readonly problem: string;
  readonly revision: number;
  readonly standing: string;
  readonly name?: string;
  readonly figures?: { readonly complaints: number | null };
  readonly actions: unknown;
}

const REGISTER = '/api/analytics/systemic-problems';
const group = (product: string) => [{ dimension: 'product', value: product }];
const KETTLES = { group: group('kettle'), name: 'Lids crack', description: 'Since the new mould of Parviz.' };

let folder: string;
let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-register-'));
  const staff = join(folder, 'staff.yaml');
  await writeFile(staff, 'people:\n  hana: { email: hana@shop.example }\n  hugo: { email: hugo@shop.example }\n');
  redress = await RunningRedress.start({ env: { REDRESS_STAFF: staff } });
  office = await Office.open(redress);
  for (let number = 0; number < 3; number += 1) await office.lodge({ description: 'It cracked.', product: 'kettle' });
  await redress.settled();
});
afterAll(async () => {
  await redress[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function decided(who: string, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await office.post(who, `${REGISTER}/${path}`, body);
  expect([answer.status, answer.body['code']]).toEqual([200, undefined]);
  return answer.body;
}

const refused = async (who: string, path: string, body: object) => {
  const answer = await office.post(who, `${REGISTER}/${path}`, body);
  return [answer.status, answer.body['code']];
};

async function listed(query = '', who = 'sara'): Promise<readonly Entry[]> {
  return (await office.get<{ items: readonly Entry[] }>(who, `${REGISTER}${query}`)).body.items;
}

describe('A systemic problem over HTTP', () => {
  let problem: string;

  it('is confirmed by a supervisor, once under one key, with the figures of now', async () => {
    expect(await refused('hana', 'confirm', KETTLES)).toEqual([403, 'forbidden']);
    const send = () => office.post('sara', `${REGISTER}/confirm`, KETTLES, { 'idempotency-key': 'c1' });
    const first = await send();
    expect(first).toMatchObject({ status: 200, body: { revision: 0, events: ['SystemicProblemConfirmed'] } });
    expect(first.headers.get('etag')).toBe('"0"');
    const again = await send();
    expect([again.body, again.headers.get('idempotency-replayed')]).toEqual([first.body, 'true']);
    problem = first.body['problem'] as string;
    expect(await listed('?standing=confirmed')).toMatchObject([
      { problem, name: 'Lids crack', figures: { complaints: 3 } },
    ]);
    expect(await refused('sara', 'confirm', KETTLES)).toEqual([409, 'systemic-problem-already-confirmed']);
  });

  it('is shown to an analyst without small numbers, and not to an administrator', async () => {
    expect(await listed('', 'anna')).toMatchObject([{ problem, figures: { complaints: null } }]);
    expect((await office.get('adam', REGISTER)).status).toBe(403);
  });

  it('has actions that their owner completes, and its effect is verified after that', async () => {
    const plan = (owner: string, dueOn = '2099-12-31') => ({ what: 'Recall the batch.', owner, dueOn });
    expect(await refused('sara', `${problem}/plan-corrective-action`, plan('hanna'))).toEqual([422, 'person-misspelt']);
    expect(await refused('sara', `${problem}/plan-corrective-action`, plan('hana', '2020-01-01'))).toEqual([
      422,
      'due-in-past',
    ]);
    await decided('sara', `${problem}/plan-corrective-action`, plan('HANA'));
    expect(await listed('?owner=hana&overdue=false')).toMatchObject([
      { actions: { planned: 1, overdue: 0, completed: 0 }, nextDueOn: '2099-12-31' },
    ]);
    expect(await listed('?owner=hugo')).toEqual([]);
    expect(await listed('?overdue=true')).toEqual([]);
    expect(await refused('hugo', `${problem}/complete-corrective-action`, { action: 1 })).toEqual([
      403,
      'corrective-action-of-another',
    ]);
    await decided('hana', `${problem}/complete-corrective-action`, { action: 1, result: 'Done.' });
    await decided('sara', `${problem}/verify-effect`, { outcome: 'effective', comment: 'No more.' });
    const { body, headers } = await office.get('sara', `${REGISTER}/${problem}`);
    expect(headers.get('etag')).toBe('"3"');
    expect(body).toMatchObject({
      standing: 'resolved',
      description: 'Since the new mould of Parviz.',
      actions: [{ action: 1, owner: 'hana', standing: 'completed', what: 'Recall the batch.', text: 'Done.' }],
      decisions: [
        { decision: 'confirmed', by: 'sara', figures: { complaints: 3 } },
        { decision: 'effective', by: 'sara', text: 'No more.' },
      ],
    });
  });

  it('is reopened by whoever looked at it as it is', async () => {
    const reopen = (revision: number) =>
      office.post('sara', `${REGISTER}/${problem}/reopen`, { reason: 'Again.' }, { 'if-match': `"${revision}"` });
    expect((await reopen(1)).status).toBe(412);
    expect(await reopen(3)).toMatchObject({ status: 200, body: { events: ['SystemicProblemReopened'], revision: 4 } });
  });

  it('is unknown unless somebody decided about its group', async () => {
    for (const id of ['0123456789ab', 'nonsense']) {
      expect((await office.get('sara', `${REGISTER}/${id}`)).body['code']).toBe('systemic-problem-unknown');
      expect(await refused('sara', `${id}/reopen`, { reason: 'x' })).toEqual([404, 'systemic-problem-unknown']);
    }
  });
});

describe('A group that is no systemic problem', () => {
  it('is dismissed with a reason, and its values are checked', async () => {
    expect(await refused('sara', 'dismiss', { group: group('toaster') })).toEqual([422, 'invalid-field']);
    const faults = async (values: unknown) => {
      const { body } = await office.post('sara', `${REGISTER}/dismiss`, { group: values, reason: 'x' });
      return (body['errors'] as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);
    };
    expect(await faults([])).toEqual(['#/group too-few']);
    expect(await faults([...group('a'), ...group('b')])).toEqual(['#/group repeated']);
    expect(await faults([{ dimension: 'status', value: 'closed' }])).toEqual(['#/group/0/dimension not-one-of']);
    await decided('sara', 'dismiss', { group: group('toaster'), reason: 'A campaign.' });
    expect(await listed('?standing=dismissed')).toMatchObject([{ standing: 'dismissed', figures: { complaints: 0 } }]);
  });

  it('is listed page by page, the last entered first, and no entry twice', async () => {
    for (const product of ['a', 'b', 'c']) await decided('sara', 'dismiss', { group: group(product), reason: 'x' });
    const values: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await office.get<{ items: { group: { value: string }[] }[]; next: string | null }>(
        'sara',
        `${REGISTER}?limit=2&standing=dismissed${from}`,
      );
      values.push(...body.items.map((item) => item.group[0]?.value));
      cursor = body.next;
    }
    expect(values).toEqual(['c', 'b', 'a', 'toaster']);
    expect((await office.get('sara', `${REGISTER}?cursor=x`)).body['code']).toBe('invalid-cursor');
  });
});

describe('Proposals', () => {
  it('are groups by what complaints can have in common in the register', async () => {
    expect((await office.get('sara', `${REGISTER}/proposals?by=product`)).body).toMatchObject({
      items: [],
      more: false,
    });
    const { status, body } = await office.get('sara', `${REGISTER}/proposals?by=status`);
    expect([status, body['code']]).toEqual([422, 'invalid-field']);
  });
});
