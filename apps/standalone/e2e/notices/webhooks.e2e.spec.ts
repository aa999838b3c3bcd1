import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { Office } from '../office.js';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const PATIENCE_MS = 30_000;

/** Another system, which accepts deliveries or is unreachable. */
class OtherSystem {
  readonly told: { readonly id: string; readonly type: string; readonly subject: string }[] = [];
  isAway = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<OtherSystem> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const system = new OtherSystem(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => response.writeHead(system.take(request.headers, Buffer.concat(chunks).toString())).end());
    });
    return system;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(headers: object, body: string): number {
    if (this.isAway) return 500;
    const { id, type, subject } = new Webhook(SECRET).verify(body, headers as Record<string, string>) as {
      id: string;
      type: string;
      subject: string;
    };
    this.told.push({ id, type: type.replace(/\.v\d+$/, ''), subject });
    return 204;
  }
}

describe('Another system that subscribed', () => {
  let other: OtherSystem;
  let folder: string;
  let redress: RunningRedress;
  let env: Record<string, string>;
  beforeAll(async () => {
    other = await OtherSystem.start();
    folder = await mkdtemp(join(tmpdir(), 'redress-webhooks-'));
    const subscription = {
      name: 'crm',
      url: other.url,
      secrets: [SECRET],
      events: ['ComplaintReceived'],
      internal: true,
    };
    await writeFile(join(folder, 'webhooks.yaml'), JSON.stringify({ subscriptions: [subscription] }));
    env = { REDRESS_WEBHOOKS: join(folder, 'webhooks.yaml') };
    redress = await RunningRedress.start({ data: join(folder, 'data'), env });
  });
  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
    await other.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const lodge = async (): Promise<string> => {
    const { body } = await (await Office.open(redress)).lodge({ description: 'It broke.' });
    return `complaint-${(body['reference'] as string).replaceAll('-', '')}`;
  };
  const hears = (subject: string) =>
    eventually(
      () => Promise.resolve(other.told.filter((one) => one.subject === subject)),
      (told) => told.length > 0,
      PATIENCE_MS,
    );

  it('is told of what it asked for, signed', async () => {
    expect(await hears(await lodge())).toMatchObject([{ type: 'redress.ComplaintReceived' }]);
  });

  it('hears after kill -9 what it could not be told before', async () => {
    other.isAway = true;
    const subject = await lodge();
    await redress.settled();
    await redress.kill();
    other.isAway = false;
    redress = await RunningRedress.start({ data: join(folder, 'data'), env });
    const told = await hears(subject);
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  }, 90_000);

  it('is shown to administrators by its host, and by nothing that could be a secret', async () => {
    const office = await Office.open(redress);
    const { body } = await office.get('adam', '/api/notifications/subscriptions');
    const { host } = new URL(other.url);
    expect(body['items']).toEqual([{ name: 'crm', host, events: ['ComplaintReceived'], history: false }]);
    expect(JSON.stringify(body)).not.toMatch(/hook|whsec/);
  });

  it('has its dead letters seen and sent again by administrators alone', async () => {
    const office = await Office.open(redress);
    const path = '/api/notifications/dead-letters';
    expect(await office.get('adam', path)).toMatchObject({ status: 200, body: { items: [], next: null } });
    expect((await office.get('hana', path)).status).toBe(403);
    const subject = other.told[0]?.subject;
    const again = await office.post('adam', `${path}/resend`, { subscription: 'crm', subject });
    expect(again).toMatchObject({ status: 200, body: { resent: 0 } });
    const unknown = await office.post('adam', `${path}/resend`, { subscription: 'crm', subject: 'complaint-X' });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'delivery-unknown' } });
    expect((await office.post('sara', `${path}/resend`, { subscription: 'crm', subject })).status).toBe(403);
  });
});
