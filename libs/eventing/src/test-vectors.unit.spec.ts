import { describe, expect, it } from '@jest/globals';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Json, toPosition, type RecordedEvent } from './event.js';
import { canonicalJson, GENESIS_HASH, hashOf } from './integrity/hash-chain.js';
import { ChainVerifier } from './integrity/chain-verifier.js';
import { eventIdOf } from './sealing/event-sealing.js';
import { openValue } from './sealing/sealed-values.js';

interface HashVector {
  readonly event: Omit<RecordedEvent, 'position'> & { readonly position: string };
  readonly index: number;
  readonly canonical: string;
  readonly hash: string;
}

interface SealingVector {
  readonly key: string;
  readonly event: string;
  readonly type: string;
  readonly field: string;
  readonly additionalData: string;
  readonly plaintext: string;
  readonly value: Json;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../test-vectors/${name}.json`, import.meta.url), 'utf8'));
}

const chain = read('hash-chain') as { readonly genesis: string; readonly events: readonly HashVector[] };
const { sealings } = read('sealing') as { readonly sealings: readonly SealingVector[] };

function recorded({ event }: HashVector): RecordedEvent {
  return { ...event, position: toPosition(BigInt(event.position)) };
}

describe('The published hash chain', () => {
  it('is what this build computes, by the README step for step', () => {
    expect(chain.genesis).toBe(GENESIS_HASH);
    for (const vector of chain.events) {
      const { position: _position, ...event } = vector.event;
      const { hash: _hash, ...metadata } = event.metadata;
      expect(canonicalJson({ ...event, metadata })).toBe(vector.canonical);
      expect(hash('sha256', vector.canonical, 'hex')).toBe(vector.hash);
      expect(hashOf(recorded(vector))).toBe(vector.hash);
      expect(eventIdOf(event.metadata.commandId, vector.index)).toBe(event.id);
    }
  });

  it('verifies', () => {
    const verifier = new ChainVerifier({ densePositions: false });
    expect(chain.events.flatMap((vector) => verifier.add(recorded(vector)))).toEqual([]);
    expect(verifier.finish()).toEqual([]);
  });
});

describe('The published sealed values', () => {
  it.each(sealings.map((sealing) => [`${sealing.type} ${sealing.field}`, sealing] as const))(
    'open here: %s',
    (_, sealing) => {
      expect(openValue(Buffer.from(sealing.key, 'hex'), sealing, sealing)).toEqual(sealing.value);
      expect([sealing.plaintext, sealing.additionalData]).toEqual([
        JSON.stringify(sealing.value),
        JSON.stringify([sealing.event, sealing.type, sealing.field]),
      ]);
    },
  );

  it('are those of the published chain', () => {
    const fields = chain.events.flatMap(({ event }) => Object.values(event.personal?.fields ?? {}));
    expect(fields).toEqual(sealings.map(({ field, iv, ciphertext, tag }) => ({ field, iv, ciphertext, tag })));
  });
});
