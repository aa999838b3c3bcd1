import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Reference } from '@redress/contracts';
import { parseReference, policyCalendar, type Policy } from '@redress/domain';
import { toActorId } from '@redress/eventing';
import { Policies, policyContentHash, shippedPolicyOf } from '@redress/policies';
import { ComplaintOffice, officeSecrets } from './complaint-office.mother.spec.js';

const admin = { caller: 'staff:ada', actor: { id: toActorId('ada'), role: 'admin' } };
const acme: Policy = { ...shippedPolicyOf('generic@2'), version: 'acme@1' };

async function publishIn(office: ComplaintOffice, policy: Policy): Promise<void> {
  expect((await office.policies.draft(policy, admin)).kind).toBe('accepted');
  expect((await office.policies.publish(policy.version, admin)).kind).toBe('accepted');
}

describe('The policy of a complaint', () => {
  let office: ComplaintOffice;
  beforeEach(() => {
    office = new ComplaintOffice();
  });

  const publish = (policy: Policy): Promise<void> => publishIn(office, policy);

  const recorded = async (reference: Reference): Promise<readonly unknown[]> =>
    (await office.recorded(reference)).map(({ metadata }) => metadata.policyVersion);

  it('is the generic one while none is published, a draft notwithstanding', async () => {
    await office.policies.draft(acme, admin);
    expect(await recorded(await office.lodge())).toEqual(['basic@1']);
  });

  it('is chosen at receipt by scope and date, and recorded with every decision', async () => {
    await publish(acme);
    await publish({ ...acme, version: 'loans@1', scope: { products: ['loan'] } });
    await publish({ ...acme, version: 'later@1', validFrom: '2027-01-01', scope: { channels: ['web'] } });
    await publish({ ...acme, version: 'small-firms@1', scope: { jurisdictions: ['IR'], complainantTypes: ['firm'] } });
    const loan = await office.lodge({ product: 'loan' });
    await office.does(loan, 'assign', { assignee: 'staff-hana' });
    expect(await recorded(loan)).toEqual(['loans@1', 'loans@1']);
    expect(await recorded(await office.lodge({ product: 'card', jurisdiction: 'IR' }))).toEqual(['acme@1']);
    const firm = { product: 'loan', jurisdiction: 'IR', complainantType: 'firm' };
    expect(await recorded(await office.lodge(firm))).toEqual(['small-firms@1']);
  });

  it('stays, whatever is published or retired later', async () => {
    await publish(acme);
    const reference = await office.lodge();
    office.now = '2026-11-03T09:00:00.000Z';
    await publish({ ...acme, version: 'acme@2', validFrom: '2026-11-03' });
    await office.policies.retire('acme@1', admin);
    await office.does(reference, 'assign', { assignee: 'staff-hana' });
    expect(await recorded(reference)).toEqual(['acme@1', 'acme@1']);
    expect(await recorded(await office.lodge())).toEqual(['acme@2']);
    expect((await office.policies.of('acme@1')).version).toBe('acme@1');
  });

  it('is found by its version alone by whoever comes anew to the log, and never as a draft', async () => {
    await publish(acme);
    const elsewhere = new ComplaintOffice();
    await expect(elsewhere.policies.of('acme@1')).rejects.toThrow(RangeError);
    await office.policies.draft({ ...acme, version: 'acme@2' }, admin);
    await expect(office.policies.of('acme@2')).rejects.toThrow('acme@2');
    expect(await office.policies.of('acme@1')).toEqual(acme);
    expect(await office.policies.of(undefined)).toMatchObject({ version: 'generic@1' });
  });

  it('is one that another process has published a moment ago', async () => {
    expect(await recorded(await office.lodge())).toEqual(['basic@1']);
    const { eventStore: store, codec } = office;
    const elsewhere = new Policies({ store, codec, secrets: officeSecrets, now: () => office.now });
    await elsewhere.draft(acme, admin);
    await elsewhere.publish('acme@1', admin);
    expect(await recorded(await office.lodge())).toEqual(['acme@1']);
    await elsewhere.retire('acme@1', admin);
    expect(await recorded(await office.lodge())).toEqual(['basic@1']);
  });

  it('costs a receipt no event of the policies that was read before', async () => {
    await publish(acme);
    await office.lodge();
    const read: string[] = [];
    const { eventStore } = office;
    const original = eventStore.read.bind(eventStore);
    eventStore.read = async function* (stream, options) {
      for await (const event of original(stream, options)) {
        read.push(stream);
        yield event;
      }
    };
    await office.lodge();
    await publish({ ...acme, version: 'acme@2' });
    read.length = 0;
    await office.lodge();
    await office.lodge();
    // The published policy; the draft was read when it was published.
    expect(read).toEqual(['policy-acme']);
  });

  it('is never one that ships under its name with another content', async () => {
    const outcome = await office.policies.draft({ ...acme, version: 'generic@2', retentionYears: 7 }, admin);
    expect(outcome).toEqual({ kind: 'refused', refusal: { refused: 'policy-version-shipped' } });
    expect((await office.policies.draft(shippedPolicyOf('generic@2'), admin)).kind).toBe('accepted');
  });

  it('counts by its own calendar, which is the same days under the same version in every policy', async () => {
    const ownCalendar = { names: acme.names, source: acme.source, basedOn: 'england@1', holidays: [] };
    const own = { ...acme, calendar: 'acme-offices@1', ownCalendar };
    const christmas = { on: '2026-12-24', names: acme.names };
    const differing = { ...own, version: 'loans@1', ownCalendar: { ...ownCalendar, holidays: [christmas] } };
    const refused = { kind: 'refused', refusal: { refused: 'policy-calendar-differs' } };
    expect((await office.policies.draft(differing, admin)).kind).toBe('accepted');
    await publish(own);
    expect(await office.policies.publish('loans@1', admin)).toEqual(refused);
    expect(await office.policies.draft({ ...differing, version: 'acme@2' }, admin)).toEqual(refused);
    await publish({ ...differing, version: 'acme@2', calendar: 'acme-offices@2' });
    await publish({ ...own, version: 'cards@1', scope: { products: ['card'] } });
    expect(await office.policies.publish('acme@1', admin)).toMatchObject({ kind: 'accepted', events: [] });
    expect(policyCalendar(await office.policies.of('acme@1')).version).toBe('acme-offices@1');
  });

  it('has a history with its reasons, of which none is stored in the clear', async () => {
    const contentHash = policyContentHash(acme);
    const zoe = { caller: 'staff:zoe', actor: { id: toActorId('zoe'), role: 'admin' } };
    await office.policies.draft(acme, admin);
    await office.policies.draft({ ...acme, version: 'acme@2' }, admin);
    await office.policies.propose('acme@1', contentHash, { ...admin, reason: 'Marked reason to propose.' });
    await office.policies.reject('acme@1', contentHash, { ...zoe, reason: 'Marked reason to reject.' });
    const by = admin.actor.id;
    expect(await office.policies.history('acme@1')).toMatchObject([
      { event: 'PolicyDrafted', by, contentHash },
      { event: 'PolicyProposed', by, contentHash, reason: 'Marked reason to propose.' },
      { event: 'PolicyRejected', by: 'zoe', contentHash, reason: 'Marked reason to reject.' },
    ]);
    const stored = await Array.fromAsync(office.eventStore.read('policy-acme'));
    expect(JSON.stringify(stored, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value))).not.toContain(
      'Marked',
    );
  });

  it('is drafted once, however often the same draft is sent', async () => {
    const source = { ...admin, idempotencyKey: 'draft-1' };
    const first = await office.policies.draft(acme, source);
    expect(await office.policies.draft(acme, source)).toEqual({ ...first, replayed: true });
    expect(await office.policies.draft({ ...acme, retentionYears: 7 }, source)).toEqual({ kind: 'command-reused' });
    expect(await office.policies.list()).toHaveLength(1);
  });
});

describe('A reference in the format that the policy asks for', () => {
  const digits: Policy = { ...acme, referenceFormat: 'ir-14-digits' };
  const data = { description: 'Charged twice.', channel: 'web', language: 'fa' } as const;
  const keyed = {
    caller: 'anonymous',
    actor: { id: toActorId('complainant'), role: 'complainant' },
    idempotencyKey: 'key-1',
  };

  it('has 14 digits, names the stream, and is followed as any other', async () => {
    const office = new ComplaintOffice();
    await publishIn(office, digits);
    const reference = await office.lodge();
    expect(reference).toMatch(/^[1-9]\d{13}$/);
    expect(parseReference(reference)).toEqual({ ok: true, reference });
    await office.does(reference, 'acknowledge', {});
    expect((await office.recorded(reference)).map(({ stream }) => stream)).toEqual(
      Array.from({ length: 2 }, () => `complaint-${reference}`),
    );
  });

  it('tries the next candidate when one is taken', async () => {
    const bytes = [1, 1, 2].map((value) => new Uint8Array(16).fill(value));
    const office = new ComplaintOffice({ ...officeSecrets, referenceBytes: () => bytes.shift() ?? new Uint8Array(16) });
    await publishIn(office, digits);
    expect(await office.lodge()).not.toBe(await office.lodge());
  });

  it('is the first one for a repeat with its key, also when another format has come into force since', async () => {
    for (const [before, after] of [
      [digits, { ...acme, version: 'acme@2', validFrom: '2026-11-02' }],
      [acme, { ...digits, version: 'acme@2', validFrom: '2026-11-02' }],
    ] as const) {
      const office = new ComplaintOffice();
      await publishIn(office, before);
      const first = await office.complaints.lodge(data, keyed);
      await publishIn(office, after);
      const again = await office.complaints.lodge(data, keyed);
      expect(again).toEqual({ ...first, outcome: { ...first.outcome, replayed: true } });
      const other = await office.complaints.lodge({ ...data, description: 'Another.' }, keyed);
      expect(other.outcome).toEqual({ kind: 'command-reused' });
    }
  });
});
