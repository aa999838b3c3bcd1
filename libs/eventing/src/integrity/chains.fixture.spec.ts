import {
  type JsonObject,
  type RecordedEvent,
  type SealedEvent,
  toPosition,
  toStreamName,
  toActorId,
} from '../event.js';
import { ChainVerifier, type ChainFault } from './chain-verifier.js';
import { GENESIS_HASH, hashOf } from './hash-chain.js';

const MOMENT = '2026-11-02T08:00:00.000Z';

/** The event with a matching hash. */
export function rehashed(event: RecordedEvent): RecordedEvent {
  return { ...event, metadata: { ...event.metadata, hash: hashOf(event) } };
}

/** A log in which each name stands for the next event of that stream. */
export function logOf(...streams: readonly string[]): RecordedEvent[] {
  const last = new Map<string, SealedEvent>();
  return streams.map(toStreamName).map((stream, index) => {
    const previous = last.get(stream);
    const event = rehashed({
      id: `event-${index}`,
      stream,
      revision: (previous?.revision ?? -1) + 1,
      position: toPosition(BigInt(index + 1)),
      type: 'LetterReceived',
      version: 1,
      data: { place: 'تبریز', pages: index },
      personal: {
        subject: stream,
        fields: { '/data/text': { field: '/data/text', iv: 'aXY', ciphertext: 'Yw', tag: 'dA' } },
      },
      metadata: {
        recordedAt: MOMENT,
        occurredAt: MOMENT,
        actor: { id: toActorId('u-17'), role: 'handler' },
        commandId: `command-${index}`,
        commandHash: 'hash',
        correlationId: `command-${index}`,
        causationId: `command-${index}`,
        previousHash: previous?.metadata.hash ?? GENESIS_HASH,
        hash: '',
      },
    });
    last.set(stream, event);
    return event;
  });
}

/** The log with dense positions again, as a knowledgeable attacker would leave it. */
export function renumbered(log: readonly RecordedEvent[]): RecordedEvent[] {
  return log.map((event, index) => ({ ...event, position: toPosition(BigInt(index + 1)) }));
}

export function faultsIn(log: readonly RecordedEvent[], densePositions = true): readonly ChainFault[] {
  const verifier = new ChainVerifier({ densePositions });
  const found = log.flatMap((event) => verifier.add(event));
  return [...found, ...verifier.finish()];
}

/** Stream, revision and kind of each fault. */
export function namedIn(log: readonly RecordedEvent[], densePositions = true): readonly string[] {
  return faultsIn(log, densePositions).map(({ stream, revision, fault }) => `${stream}@${revision} ${fault}`);
}

/** The path to every value in an object. */
export function pathsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value as JsonObject).flatMap(([name, item]) => pathsIn(item, [...path, name]));
}

/** A copy with another value at the path. */
export function withAltered<Root extends object>(root: Root, [name = '', ...rest]: readonly string[]): Root {
  const before: unknown = Reflect.get(root, name);
  const after = rest.length === 0 ? altered(before) : withAltered(before as object, rest);
  return { ...root, [name]: after };
}

function altered(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  return typeof value === 'string' ? `${value}x` : null;
}
