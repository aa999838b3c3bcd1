import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SilentPeer, type Trickle } from '../engines/silent-peer.js';
import { eventually } from '../running-redress/eventually.js';

/** What a client made of a call. */
export type CallOutcome = 'served' | 'unreachable';

/** The peer as it is while it speaks. */
export interface SpeakingPeer {
  readonly port: number;
  /** Calls that have reached it. */
  readonly calls: number;
  stop(): Promise<void>;
}

/** A client, with deadlines of at most some hundred milliseconds. */
export interface ClientOfPeer {
  call(): Promise<CallOutcome>;
  close?(): Promise<void>;
}

/** An answer that never ends, and what is to be made of it. */
export interface EndlessAnswer extends Trickle {
  readonly outcome: CallOutcome;
}

export interface SilentPeerScene {
  readonly start: () => Promise<SpeakingPeer>;
  readonly connect: (port: number) => ClientOfPeer | Promise<ClientOfPeer>;
  /** By what does not end. */
  readonly endless: Readonly<Record<string, EndlessAnswer>>;
}

/** `unreachable` for the errors that say so; rejects with any other. */
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

/** Answers over HTTP whose headers, or whose body, never end. */
export const ENDLESS_HTTP = {
  headers: { beginning: 'HTTP/1.1 200 OK\r\n', more: 'x-more: 1\r\n' },
  body: { beginning: 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', more: '1\r\n \r\n' },
} as const satisfies Readonly<Record<string, Trickle>>;

/**
 * A client whose peer accepts connections and never speaks, or never comes to an end, is told within its own deadlines that the peer is out
 * of reach. It keeps no connection to it, loses and repeats nothing, and is served by a new connection as soon as there is one that speaks.
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
