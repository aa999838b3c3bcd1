import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningRedress } from '@redress/testing';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Office } from '../office.js';

interface Dashboard {
  readonly id: string;
  readonly kind: string;
  readonly revision: number;
  readonly name: string;
  readonly panels: readonly object[];
  readonly mayChange: boolean;
}

const DASHBOARDS = '/api/analytics/dashboards';
const PANELS = [
  { kind: 'control-chart', measure: 'upheld', bucket: 'week' },
  { kind: 'pareto', by: 'rootCause' },
];
const CARDS = { name: 'Cards of Parviz', panels: PANELS };

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress, { hana: ['Cards'], hugo: ['Cards'] });
});
afterAll(() => redress[Symbol.asyncDispose]());

async function dashboards(who: string): Promise<readonly Dashboard[]> {
  const { status, body } = await office.get<{ items: readonly Dashboard[] }>(who, DASHBOARDS);
  expect(status).toBe(200);
  return body.items;
}

async function saved(who: string, more: object = {}): Promise<string> {
  const { status, body } = await office.post(who, DASHBOARDS, { ...CARDS, ...more });
  expect([status, body['code']]).toEqual([201, undefined]);
  return String(body['id']);
}

describe('Saved dashboards', () => {
  it('are the own of who saved them, and nobody else is told of them', async () => {
    const id = await saved('sara');
    expect(await dashboards('sara')).toEqual([
      expect.objectContaining({ id, kind: 'own', revision: 0, ...CARDS, mayChange: true }),
    ]);
    expect(await dashboards('hana')).toEqual([]);
  });

  it('are shared with a team by its members, who may change them as well', async () => {
    const id = await saved('hana', { sharedWith: 'team', team: 'Cards' });
    expect(await dashboards('hugo')).toEqual([expect.objectContaining({ id, kind: 'shared', mayChange: true })]);
    const everybody = await office.post('hana', DASHBOARDS, { ...CARDS, sharedWith: 'everybody' });
    expect([everybody.status, everybody.body['code']]).toEqual([403, 'forbidden']);
  });

  it.each([
    ['an unknown kind of panel', { panels: [{ kind: 'pie' }] }, '#/panels/0/kind'],
    ['an unknown measure', { panels: [{ kind: 'figure', measure: 'luck' }] }, '#/panels/0/measure'],
    ['too many panels', { panels: Array.from({ length: 25 }, () => ({ kind: 'backlog' })) }, '#/panels'],
    ['no name', { name: ' ' }, '#/name'],
  ])('are refused with %s, at the field', async (_with, more, pointer) => {
    const { status, body } = await office.post('sara', DASHBOARDS, { ...CARDS, ...more });
    const faults = body['errors'] as readonly { readonly pointer: string }[];
    expect([status, faults[0]?.pointer]).toEqual([422, pointer]);
  });

  it('are sealed where they are stored', async () => {
    await saved('sara');
    for (const file of await readdir(redress.data)) {
      if (!file.startsWith('views.db')) continue;
      expect((await readFile(join(redress.data, file))).includes('Parviz')).toBe(false);
    }
  });
});
