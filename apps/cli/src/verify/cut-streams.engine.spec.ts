import { EventStoreDBClient } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StaffRole } from '@redress/contracts';
import { loadConfig, mintToken } from '@redress/platform';
import { call, eventually, launchStandalone, ScratchFolder, type RunningRedress } from '@redress/testing';
import { EventStoreDbStandIn } from '@redress/testing/engines';
import { CommandLine } from '../command-line.mother.spec.js';
import { type StreamName } from '@redress/eventing';

interface Cut {
  readonly how: string;
  readonly cut: (client: EventStoreDBClient, stream: StreamName) => Promise<unknown>;
  /** The name of the order in messages. */
  readonly order: string;
  /** Whether a scavenge removes the whole stream from the log. */
  readonly isGoneThen?: true;
}

const CUTS: readonly Cut[] = [
  {
    how: '$maxCount',
    cut: (client, stream) => client.setStreamMetadata(stream, { maxCount: 1 }),
    order: '$maxCount: 1',
  },
  { how: '$tb', cut: (client, stream) => client.setStreamMetadata(stream, { truncateBefore: 2 }), order: '$tb: 2' },
  { how: '$maxAge', cut: (client, stream) => client.setStreamMetadata(stream, { maxAge: 1 }), order: '$maxAge: 1' },
  { how: 'deletion', cut: (client, stream) => client.deleteStream(stream), order: 'deleted' },
  {
    how: 'a tombstone',
    cut: (client, stream) => client.tombstoneStream(stream),
    order: 'tombstoned',
    isGoneThen: true,
  },
];
const STARTED_MS_MAX = 120_000;

describe('Complaints that EventStoreDB was told to forget, in a running system', () => {
  const folder = new ScratchFolder();
  const references = new Map<string, string>();
  let server: EventStoreDbStandIn;
  let client: EventStoreDBClient;
  let redress: RunningRedress;
  let cli: CommandLine;
  let whole: string;

  beforeAll(async () => {
    server = await EventStoreDbStandIn.start({ folder: folder.path });
    client = EventStoreDBClient.connectionString(server.url);
    redress = await launchStandalone({ env: { REDRESS_EVENT_STORE: server.url } });
    await redress.listening();
    cli = await CommandLine.open(redress.env);
    whole = await threeEvents();
    for (const { how } of CUTS) references.set(how, await threeEvents());
    for (const reference of references.values()) {
      expect(await get('handler', `/api/cases/${reference}?atLeast=2`)).toMatchObject({ status: 200 });
    }
    expect((await cli.run(['verify'])).exitCode).toBe(0);
    expect(await ready()).toMatchObject({ status: 200, body: { checks: { histories: 'ready' } } });
    for (const { how, cut } of CUTS) await cut(client, streamOf(how));
    await eventually(
      () => get('compliance', `/api/cases/${references.get('$maxAge')!}/history`),
      ({ status }) => status !== 200,
    );
  }, STARTED_MS_MAX);
  afterAll(async () => {
    await cli.close();
    await redress[Symbol.asyncDispose]();
    await client.dispose();
    await server.stop();
    folder.remove();
  });

  const streamOf = (how: string) => `complaint-${references.get(how)!.replaceAll('-', '')}` as const;
  const ready = () => call('GET', `${redress.url}/health/ready`);
  const token = (role: StaffRole) =>
    mintToken(loadConfig(redress.env), { sub: `${role}-1`, roles: [role], ttlSeconds: 600 });
  const get = async (role: StaffRole, path: string) => call('GET', redress.url + path, { token: await token(role) });
  const post = async (role: StaffRole, path: string, body: unknown) =>
    call('POST', redress.url + path, { token: await token(role), body });

  async function threeEvents(): Promise<string> {
    const lodged = await call('POST', `${redress.url}/api/complaints`, {
      body: { description: 'The tram left without me.', channel: 'web', language: 'en' },
    });
    const reference = lodged.body['reference'] as string;
    for (const assignee of ['h-1', 'h-2']) {
      expect(await post('supervisor', `/api/cases/${reference}/assign`, { assignee })).toMatchObject({ status: 200 });
    }
    return reference;
  }

  const faultsOf = async (how: string): Promise<readonly { fault: string; detail: string }[]> =>
    (await cli.json('verify')).faults.filter(({ stream }: { stream: StreamName }) => stream === streamOf(how));

  const incomplete = { status: 500, body: { code: 'history-incomplete' } };

  function isNeverShownAsWhole(how: string): void {
    it('is told as incomplete by every way to its history, and by commands', async () => {
      const reference = references.get(how)!;
      const letter = `acknowledgement.${reference.replaceAll('-', '').toLowerCase()}@redress`;
      expect(await get('compliance', `/api/cases/${reference}/history`)).toMatchObject(incomplete);
      expect(await get('compliance', `/api/compliance/cases/${reference}/replay`)).toMatchObject(incomplete);
      expect(await get('handler', `/api/cases/${reference}?atRevision=2`)).toMatchObject(incomplete);
      expect(await get('handler', `/api/notifications/${letter}/letter.pdf`)).toMatchObject(incomplete);
      expect(await post('supervisor', `/api/cases/${reference}/assign`, { assignee: 'h-3' })).toMatchObject(incomplete);
      const { exitCode, err } = await cli.run(['history', reference]);
      expect([exitCode, err]).toEqual([3, expect.stringContaining('is cut')]);
    });

    it('is still shown to staff, with a warning', async () => {
      const { status, body } = await get('handler', `/api/cases/${references.get(how)!}`);
      expect([status, body['assignee'], body['warnings']]).toEqual([200, 'h-2', ['history-incomplete']]);
    });
  }

  describe.each(CUTS)('by $how, before a scavenge', ({ how, order }) => {
    isNeverShownAsWhole(how);

    it('is a fault to verify, which says how to take the order back', async () => {
      expect(await faultsOf(how)).toMatchObject([{ fault: 'cut', detail: expect.stringContaining(order) }]);
      expect((await faultsOf(how))[0]!.detail).toContain('before the next scavenge');
    });
  });

  it('make the system degraded, not down, and show in its metrics, in verify and in doctor', async () => {
    expect(await ready()).toMatchObject({ status: 200, body: { ready: true, checks: { histories: 'degraded' } } });
    const metrics = await (await fetch(`${redress.url}/metrics`)).text();
    expect(metrics).toContain(`redress_damaged_complaints{damage="histories"} ${CUTS.length}`);
    const { exitCode, out } = await cli.run(['verify']);
    expect(exitCode).toBe(1);
    for (const { how, order } of CUTS) {
      const line = out.split('\n').find((each) => each.startsWith(`CUT  stream ${streamOf(how)}: `));
      expect(line).toContain(order);
    }
    const { findings } = await cli.json('doctor');
    expect(findings).toContainEqual(expect.objectContaining({ check: 'histories', state: 'fail' }));
  });

  it('leave every other complaint as it was', async () => {
    expect((await get('compliance', `/api/cases/${whole}/history`)).status).toBe(200);
    expect((await get('handler', `/api/cases/${whole}`)).body).not.toHaveProperty('warnings');
    await threeEvents();
  });

  describe.each(CUTS)('by $how, after a scavenge', ({ how, order, isGoneThen }) => {
    beforeAll(() => server.scavenge());

    isNeverShownAsWhole(how);

    it('is missed by verify, which names stream and cause', async () => {
      const faults = await faultsOf(how);
      expect(faults).toContainEqual(expect.objectContaining({ fault: 'cut', detail: expect.stringContaining(order) }));
      const missing = isGoneThen ? 'whole stream' : 'left out';
      expect(faults).toContainEqual(
        expect.objectContaining({ fault: 'missing', detail: expect.stringContaining(missing) }),
      );
    });

    it('is no silent hole in an export', async () => {
      const { exitCode, err } = await cli.run(['export', '--out', cli.path(`${crypto.randomUUID()}.jsonl`)]);
      expect(exitCode).toBe(1);
      if (!isGoneThen) expect(err).toContain(`Stream ${streamOf(how)} is cut`);
    });
  });
});
