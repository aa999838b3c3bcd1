import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SilentPeer, type Trickle } from '../engines/silent-peer.js';
import { eventually } from '../running-redress/eventually.js';

/** The outcome of a call, as seen by the client. */
export type CallOutcome = 'served' | 'unreachable';

/** The peer while it answers. */
export interface SpeakingPeer {
  readonly port: number;
  /** Number of calls received. */
  readonly calls: number;
  stop(): Promise<void>;
}

/** A client with deadlines of at most a few hundred milliseconds. */
export interface ClientOfPeer {
  call(): Promise<CallOutcome>;
  close?(): Promise<void>;
}

/** An answer that never ends, and the call's expected outcome. */
export interface EndlessAnswer extends Trickle {
  readonly outcome: CallOutcome;
}

export interface SilentPeerScene {
  readonly start: () => Promise<SpeakingPeer>;
  readonly connect: (port: number) => ClientOfPeer | Promise<ClientOfPeer>;
  /** Endless answers, keyed by their endless part. */
  readonly endless: Readonly<Record<string, EndlessAnswer>>;
}

/** `unreachable` for errors that mean it; rejects with any other. */
export async function callOutcome(
  call: Promise<unknown>,
  isUnreachable: (error: unknown) => boolean,
): Promise<CallOutcome> {
  try {
    await call;
    return 'served';
  } catch (error) {
    if (isUnreachable(error)) return 'unreachable';
    throw error;
  }
}

/** A peer that answers every request with the same JSON. */
export async function speakingOverHttp(answer: string): Promise<SpeakingPeer> {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.setHeader('content-type', 'application/json').end(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get calls() {
      return calls;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** HTTP answers with endless headers or an endless body. */
export const ENDLESS_HTTP = {
  headers: { beginning: 'HTTP/1.1 200 OK\r\n', more: 'x-more: 1\r\n' },
  body: { beginning: 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', more: '1\r\n \r\n' },
} as const satisfies Readonly<Record<string, Trickle>>;

/**
 * A client reports a peer as unreachable within its own deadlines if the peer accepts connections and never answers, or never finishes. It
 * keeps no connection to it, loses and repeats nothing, and uses a new connection as soon as the peer answers again.
 */
export function silentPeerContract(name: string, { start, connect, endless }: SilentPeerScene): void {
  describe(`${name}, whose peer falls silent`, () => {
    let speaking: SpeakingPeer;
    let peer: SilentPeer;
    let client: ClientOfPeer;
    const leftBy = () =>
      eventually(
        async () => peer.connections,
        (connections) => connections === 0,
        5_000,
      );

    beforeEach(async () => {
      speaking = await start();
      peer = await SilentPeer.before(speaking.port);
      client = await connect(peer.port);
    });
    afterEach(async () => {
      await client.close?.();
      await peer.close();
      await speaking.stop();
    });

    it('finds it out of reach in time, and is served by a new connection when it speaks again', async () => {
      expect(await client.call()).toBe('served');
      peer.freeze();
      expect(await client.call()).toBe('unreachable');
      expect(await client.call()).toBe('unreachable');
      await leftBy();
      peer.wake();
      expect(await client.call()).toBe('served');
      expect(speaking.calls).toBe(2);
    });

    it.each(Object.entries(endless))('waits in bounded time for an answer without end: %s', async (_, answer) => {
      peer.freeze(answer);
      expect(await client.call()).toBe(answer.outcome);
      await leftBy();
      peer.wake();
      expect(await client.call()).toBe('served');
      expect(speaking.calls).toBe(1);
    });
  });
}
