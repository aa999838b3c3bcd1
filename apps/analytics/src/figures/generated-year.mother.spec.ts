import { catalogue } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import { canonicalJson, EventCodec, type EventMetadata, foldDocument, KeyRing, toPosition } from '@redress/eventing';
import { batchesOf, samplePolicies } from '@redress/sample-data';
import { MemoryKeyStore, MemoryReadStore } from '@redress/testing';
import { createHash, randomBytes } from 'node:crypto';
import { factProjection } from '../facts/fact.projection.js';

/** The year is that of Tehran; the last complaints are still open at its end. */
const SINCE: Instant = '2024-12-31T20:30:00.000Z';
export const YEAR_END: Instant = '2025-12-31T20:30:00.000Z';

const REPEATED_OF = 17;

/** A store with the facts of a year of invented complaints, in two languages and under two policies. The same seed gives the same year. */
export async function generatedYear(complaints: number, seed: number): Promise<MemoryReadStore> {
  const masterKey = randomBytes(32);
  const secrets = {
    commandHash: (content: unknown) => createHash('sha256').update(canonicalJson(content)).digest('base64url'),
    referenceBytes: () => randomBytes(16),
  };
  const codec = new EventCodec(catalogue, new KeyRing({ store: new MemoryKeyStore(), masterKey }));
  const policyOf = (event: { readonly metadata: EventMetadata }) =>
    samplePolicies.find(({ version }) => version === event.metadata.policyVersion)!;
  const plan = { seed, complaints, since_ms: Date.parse(SINCE), until_ms: Date.parse(YEAR_END) };
  const store = new MemoryReadStore();
  await store.define(factProjection.view);
  const position = toPosition(BigInt(complaints));
  for await (const { streams } of batchesOf(plan, { masterKey, secrets }, YEAR_END)) {
    const changes = streams.flatMap(({ stream, events }) => {
      const projected = events.map((event) => ({
        ...codec.project({ ...event, position }),
        policy: policyOf(event),
      }));
      const body = foldDocument(factProjection, projected);
      if (body === undefined) return [];
      // No invented complaint is linked as a repeat of another, so a few are made one.
      const repeated = events.length % REPEATED_OF === 0 ? { ...body, followUp: 1 } : body;
      return [{ id: stream, expected: 'none' as const, revision: events.length - 1, body: repeated }];
    });
    await store.commit(factProjection.view.name, { generation: 1, changes, park: [], unpark: [], position });
  }
  return store;
}
