import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policyContentHash, shippedPolicyOf } from '@redress/policies';
import { eventually, RunningRedress, ScratchFolder } from '@redress/testing';
import { writeFile } from 'node:fs/promises';
import PostalMime from 'postal-mime';
import { TakingMailServer } from '../api/taking-mail-server.js';
import { Office } from '../office.js';

const STAFF = `
people:
  adam: { email: adam@example.org }
  olga: { email: olga@example.org, language: fa }
roles:
  admin: { email: admins@example.org }
  supervisor: { email: supervisors@example.org }
`;
const MONDAY = { REDRESS_CLOCK: 'start=2026-11-02T09:00:00Z' };
const SATURDAY = { REDRESS_CLOCK: 'start=2026-11-07T12:30:00Z' };
const policy = { ...shippedPolicyOf('generic@2'), version: 'loans@1', scope: { products: ['loan'] } };
const said = { version: 1, contentHash: policyContentHash(policy) };

describe('What waits for staff outside of complaints', () => {
  const folder = new ScratchFolder();
  const server = new TakingMailServer();
  let env: Readonly<Record<string, string>>;
  let redress: RunningRedress;
  beforeAll(async () => {
    await writeFile(folder.file('staff.yaml'), STAFF);
    env = {
      REDRESS_STAFF: folder.file('staff.yaml'),
      REDRESS_SMTP_URL: await server.listen(),
      REDRESS_PUBLIC_URL: 'https://complaints.example.org',
      REDRESS_POLICY_APPROVAL: 'two',
    };
    redress = await RunningRedress.start({ data: folder.file('data'), env: { ...env, ...MONDAY } });
  });
  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    folder.remove();
  });

  const toldTo = async (count: number): Promise<readonly string[]> => {
    await eventually(
      () => Promise.resolve(server.taken.length),
      (taken) => taken >= count,
    );
    return server.taken.map(({ to }) => to);
  };

  it('is told by mail, with a link and nothing of the matter', async () => {
    const office = await Office.open(redress);
    expect((await office.post('adam', '/api/policies/loans/draft', { policy })).status).toBe(200);
    const proposal = await office.post('adam', '/api/policies/loans/propose', { ...said, reason: 'A marked reason.' });
    expect(proposal.status).toBe(200);
    expect(await toldTo(1)).toEqual(['admins@example.org']);
    const mail = await PostalMime.parse(server.taken[0]!.content);
    expect(mail.subject).toBe('Version loans@1 of a policy waits for you');
    expect(mail.text).toContain('https://complaints.example.org/admin/policies/loans%401');
    expect(mail.text).not.toContain('marked');
  });

  it('is told once, whoever is killed, and told when its day is over', async () => {
    const office = await Office.open(redress);
    const register = '/api/analytics/systemic-problems';
    const group = [{ dimension: 'product', value: 'kettle' }];
    const { body } = await office.post('sara', `${register}/confirm`, { group, name: 'A marked name' });
    const plan = { what: 'A marked action.', owner: 'olga', dueOn: '2026-11-06' };
    const planned = await office.post('sara', `${register}/${String(body['problem'])}/plan-corrective-action`, plan);
    expect(planned.body).toMatchObject({ events: ['CorrectiveActionPlanned'] });
    await office.post('zoe', '/api/policies/loans/approve', said);
    const before = ['admins@example.org', 'adam@example.org', 'olga@example.org'].sort();
    expect([...(await toldTo(3))].sort()).toEqual(before);
    await redress.kill();

    redress = await RunningRedress.start({ data: folder.file('data'), env: { ...env, ...SATURDAY } });
    const overdue = ['olga@example.org', 'supervisors@example.org'];
    expect([...(await toldTo(5))].sort()).toEqual([...before, ...overdue].sort());
    await redress.settled();
    await redress.kill();
    redress = await RunningRedress.start({ data: folder.file('data'), env: { ...env, ...SATURDAY } });
    await redress.settled();
    expect(server.taken).toHaveLength(5);
    const mails = await Promise.all(server.taken.map(({ content }) => PostalMime.parse(content)));
    expect(mails.filter(({ subject }) => subject?.includes('۱۵ آبان ۱۴۰۵'))).toHaveLength(2);
    for (const { subject, text } of mails) expect(`${subject} ${text}`).not.toContain('marked');
  }, 120_000);
});
