import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from '../office.js';

const STAFF = `
people:
  hugo: { email: hugo@example.org, language: fa }
  sara: { email: sara@example.org }
teams:
  Repairs: { email: repairs@example.org }
`;
const ASSESSMENT = {
  severity: 'low',
  safetyImplication: false,
  complexity: 'simple',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'It is plain.',
};

describe('Those who work on a complaint', () => {
  let redress: RunningRedress;
  let office: Office;
  let folder: string;
  let reference: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-staff-'));
    await writeFile(join(folder, 'staff.yaml'), STAFF);
    redress = await RunningRedress.start({ env: { REDRESS_STAFF: join(folder, 'staff.yaml') } });
    office = await Office.open(redress);
    reference = (await office.lodge({ description: 'It broke.' })).body['reference'] as string;
  });
  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** Waits for a message for this purpose to this staff member. */
  async function told(purpose: string, name: string): Promise<unknown> {
    type Items = { readonly items: readonly { purpose: string; staff?: { name: string }; outcome: string }[] };
    const { body } = await eventually(
      () => office.get<Items>('hana', `/api/notifications?reference=${reference}`),
      ({ body: { items } }) => items?.some((item) => item.purpose === purpose && item.staff?.name === name),
    );
    return body.items.find((item) => item.purpose === purpose && item.staff?.name === name);
  }

  async function mails(): Promise<readonly string[]> {
    const outbox = join(redress.data, 'outbox');
    return Promise.all((await readdir(outbox)).map((file) => readFile(join(outbox, file), 'utf8')));
  }

  it('are told of what was given to them', async () => {
    await office.decides('sara', reference, 'assign', { assignee: 'hugo' });
    await office.decides('sara', reference, 'assign-task', {
      kind: 'investigate',
      title: 'Look.',
      department: 'Repairs',
    });
    expect(await told('assignment', 'hugo')).toMatchObject({ channel: 'email', outcome: 'sent', language: 'fa' });
    expect(await told('task', 'Repairs')).toMatchObject({ channel: 'email', outcome: 'sent', language: 'en' });
  });

  it('are told of the decision as soon as it is communicated, and the matter stays in the case', async () => {
    await office.decides('hugo', reference, 'assess', ASSESSMENT);
    const response = { decision: 'upheld', explanation: 'A marked explanation.', remedies: [] };
    await office.decides('hugo', reference, 'propose-response', response);
    await office.decides('sara', reference, 'approve-response', {});
    await office.decides('hana', reference, 'communicate-decision', {});
    for (const name of ['hugo', 'sara', 'Repairs']) {
      expect(await told('decision', name)).toMatchObject({ outcome: 'sent', template: 'staff-decision@3' });
    }
    const sent = await mails();
    expect(sent.filter((mail) => mail.includes('To: sara@example.org'))).toHaveLength(1);
    for (const mail of sent) expect(mail).not.toContain('marked explanation');
  });
});
