import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policyContentHash, shippedPolicyOf } from '@redress/policies';
import { RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

const base = { ...shippedPolicyOf('generic@2'), scope: { products: ['loan'] } };

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start({ env: { REDRESS_POLICY_APPROVAL: 'two' } });
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

/** A policy of its own name, drafted by adam. */
async function drafted(name: string, change: object = {}) {
  const policy = { ...base, version: `${name}@1`, ...change };
  const sends = (who: string, command: string, body: object, headers = {}) =>
    office.post(who, `/api/policies/${name}/${command}`, body, headers);
  const contentHash = policyContentHash(policy);
  const said = { version: 1, contentHash };
  expect((await sends('adam', 'draft', { policy })).status).toBe(200);
  return {
    policy,
    said,
    sends,
    shown: async (who = 'adam') => (await office.get(who, `/api/policies/${name}/1`)).body,
    history: async () => (await office.get('hana', `/api/policies/${name}/1/history`)).body['items'] as object[],
  };
}

describe('Publication by two people', () => {
  it('is proposed by one, approved by another, and told by the history', async () => {
    const { said, sends, shown, history } = await drafted('loans');
    expect((await sends('adam', 'publish', { version: 1 })).body).toMatchObject({
      status: 409,
      code: 'policy-approval-needed',
    });
    const { status, body } = await sends('adam', 'propose', { ...said, reason: 'Loans are new.' });
    expect([status, body['events']]).toEqual([200, ['PolicyProposed']]);
    expect(await shown('adam')).toMatchObject({
      standing: 'drafted',
      contentHash: said.contentHash,
      proposal: { by: 'adam', isOwn: true },
    });
    expect(await shown('zoe')).toMatchObject({ proposal: { by: 'adam', isOwn: false } });
    const list = (await office.get('hana', '/api/policies')).body;
    expect(list['approval']).toBe('two');
    expect((list['items'] as object[])[0]).toMatchObject({ version: 'loans@1', proposal: { by: 'adam' } });

    const lodged = async () => {
      const { body: complaint } = await office.lodge({ description: 'Charged twice.', product: 'loan' });
      const { body: told } = await office.get('hana', `/api/cases/${String(complaint['reference'])}/history`);
      return ((told['events'] as { policyVersion: string }[])[0] as { policyVersion: string }).policyVersion;
    };
    expect(await lodged()).toBe('basic@1');
    expect((await sends('zoe', 'approve', said)).body['events']).toEqual(['PolicyApproved', 'PolicyPublished']);
    expect(await lodged()).toBe('loans@1');
    expect(await shown()).not.toHaveProperty('proposal');
    expect((await sends('zoe', 'approve', said)).body['events']).toEqual([]);
    expect(await history()).toMatchObject([
      { event: 'PolicyDrafted', by: 'adam', contentHash: said.contentHash },
      { event: 'PolicyProposed', by: 'adam', contentHash: said.contentHash, reason: 'Loans are new.' },
      { event: 'PolicyApproved', by: 'zoe', contentHash: said.contentHash },
      { event: 'PolicyPublished', by: 'zoe' },
    ]);
  });

  it('is never approved by who proposed it or changed it last, and says so in the language of the reader', async () => {
    const { said, sends, policy } = await drafted('cards', { scope: { products: ['card'] } });
    await sends('adam', 'propose', said);
    const own = await sends('adam', 'approve', said);
    expect(own.body).toMatchObject({ status: 409, code: 'policy-approver-is-author' });
    expect(own.body['detail']).toContain('another person');
    const persian = await sends('adam', 'reject', { ...said, reason: 'خیر' }, { 'accept-language': 'fa' });
    expect(persian.body['detail']).toContain('فرد دیگری');

    const changed = { ...policy, retentionYears: 7 };
    const changedSaid = { version: 1, contentHash: policyContentHash(changed) };
    await sends('zoe', 'draft', { policy: changed });
    expect((await sends('zoe', 'approve', changedSaid)).body['code']).toBe('policy-not-proposed');
    expect((await sends('adam', 'propose', said)).body['code']).toBe('policy-content-differs');
    expect((await sends('adam', 'propose', changedSaid)).status).toBe(200);
    expect((await sends('zoe', 'approve', changedSaid)).body['code']).toBe('policy-approver-is-author');
  });

  it('is rejected with a reason, or withdrawn by who proposed it, and stays a draft', async () => {
    const { said, sends, shown, history } = await drafted('autos', { scope: { products: ['auto'] } });
    await sends('adam', 'propose', said);
    expect((await sends('zoe', 'reject', said)).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/reason' }],
    });
    expect((await sends('zoe', 'withdraw-proposal', { version: 1 })).body['code']).toBe('policy-proposed-by-other');
    expect((await sends('zoe', 'reject', { ...said, reason: 'Too long.' })).body['events']).toEqual(['PolicyRejected']);
    expect(await shown()).not.toHaveProperty('proposal');
    await sends('adam', 'propose', said);
    expect((await sends('adam', 'withdraw-proposal', { version: 1 })).body['events']).toEqual([
      'PolicyProposalWithdrawn',
    ]);
    expect(await shown()).toMatchObject({ standing: 'drafted' });
    expect((await history()).slice(1)).toMatchObject([
      { event: 'PolicyProposed', by: 'adam' },
      { event: 'PolicyRejected', by: 'zoe', reason: 'Too long.' },
      { event: 'PolicyProposed', by: 'adam' },
      { event: 'PolicyProposalWithdrawn', by: 'adam' },
    ]);
  });

  it('is the work of administrators, and names the field that is wrong', async () => {
    const { said, sends } = await drafted('boats', { scope: { products: ['boat'] } });
    const whole = { ...said, reason: 'x' };
    for (const who of ['hana', 'sara', 'cyrus', 'anna', 'ida'])
      for (const command of ['propose', 'approve', 'reject', 'withdraw-proposal'])
        expect((await sends(who, command, whole)).status).toBe(403);
    expect((await sends('adam', 'propose', { version: 1, contentHash: 'x' })).body).toMatchObject({
      code: 'invalid-field',
      errors: [{ pointer: '#/contentHash' }],
    });
    expect((await office.get('hana', '/api/policies/never/1/history')).body['code']).toBe('policy-unknown');
    expect((await office.get('hana', '/api/policies/basic/1/history')).body).toEqual({ items: [] });
  });
});
