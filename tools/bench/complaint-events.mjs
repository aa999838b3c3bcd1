// Events of many complaints as the services record them: validated, decided, sealed and chained by the code that does it there.
import { Complaints } from '@redress/complaints';
import { catalogue } from '@redress/contracts';
import { EventCodec, KeyRing } from '@redress/eventing';
import { ServerSecrets } from '@redress/platform';
import { Policies } from '@redress/policies';
import { randomBytes } from 'node:crypto';
import { MemoryEventStore } from '../../libs/testing/dist/engines/memory/memory-event-store.js';
import { MemoryKeyStore } from '../../libs/testing/dist/engines/memory/memory-key-store.js';

const AT_ONCE = 64;
const HANDLER = { caller: 'bench', actor: { id: 'bench', role: 'handler' } };
/** About the length of a typical text. */
const DESCRIPTION =
  'The parcel was announced for Monday, then for Thursday, and never came. Nobody answers the telephone. '.repeat(5);
const STEPS = [
  { type: 'acknowledge', data: {} },
  {
    type: 'assess',
    data: {
      severity: 'low',
      safetyImplication: false,
      complexity: 'simple',
      impact: 'individual',
      immediateAction: 'none',
      rationale: 'A single parcel, and the carrier has been slow all week.',
    },
  },
  { type: 'add-note', data: { text: 'Asked the carrier, who will call back.', visibility: 'internal' } },
];

export const EVENTS_PER_COMPLAINT = 1 + STEPS.length;

/**
 * Creates four events of each complaint, step by step for all: as in production, the events of one complaint are far apart. Returns the
 * events, the codec that opens them and their policies.
 */
export async function complaintEvents(complaints) {
  const store = new MemoryEventStore();
  const masterKey = randomBytes(32);
  const codec = new EventCodec(catalogue, new KeyRing({ store: new MemoryKeyStore(), masterKey }));
  const now = () => new Date().toISOString();
  const parts = { store, codec, secrets: new ServerSecrets(masterKey), now };
  const policies = new Policies(parts);
  const office = new Complaints({ ...parts, policies });
  const references = await atOnce(Array.from({ length: complaints }), AT_ONCE, async () => {
    const received = { description: DESCRIPTION, product: 'delivery', channel: 'web', language: 'en' };
    return (await office.lodge(received, HANDLER)).reference;
  });
  for (const step of STEPS) await atOnce(references, AT_ONCE, (reference) => office.execute(reference, step, HANDLER));
  return { events: await Array.fromAsync(store.readAll(0n)), codec, policies };
}

/** Records them in a store, in nearly the same order. */
export async function recordAll(store, events) {
  const byRevision = Map.groupBy(events, ({ revision }) => revision);
  for (const [revision, steps] of byRevision) {
    const expected = revision === 0 ? 'none' : revision - 1;
    await atOnce(steps, AT_ONCE, ({ position: _, ...event }) => store.append(event.stream, expected, [event]));
  }
}

/** Runs work on each item with limited concurrency. Returns the results in order of the items. */
export async function atOnce(items, limit, work) {
  const results = [];
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
