import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogue, closed, complaintEvents } from '@redress/contracts';
import { samples as allSamples } from '@redress/contracts/samples';
import { complaint, type ComplaintState } from '@redress/domain';
import {
  type EventCatalogue,
  EventCodec,
  GENESIS_HASH,
  type JsonObject,
  KeyRing,
  toPosition,
  type RecordedEvent,
  toActorId,
} from '@redress/eventing';
import { MemoryKeyStore } from '@redress/testing';
import Type from 'typebox';
import { complaintDecider } from './complaints.js';
import { complaintProjection, stateIn } from './complaint-projection.js';

const samples = allSamples.filter(({ type }) => Object.hasOwn(complaintEvents, type));
const RECEIVED = samples.find(({ type }) => type === 'ComplaintReceived');
const COMMANDS = ['6b0f7f1e-6f55-4a3c-9a37-0d6f5f0a1c01', '6b0f7f1e-6f55-4a3c-9a37-0d6f5f0a1c02'];
const projection = complaintProjection({
  view: { name: 'everything', fields: {}, indexes: [] },
  document: closed({ status: Type.String() }),
  initial: {},
  on: {},
  derive: ({ status }) => ({ status }),
});

/** G14: current code understands events of every published version. */
describe('Every event version ever published', () => {
  const keys = new KeyRing({ store: new MemoryKeyStore(), masterKey: new Uint8Array(32).fill(1) });
  const today = new EventCodec(catalogue, keys);
  let received: RecordedEvent;

  beforeAll(async () => {
    if (RECEIVED === undefined) throw new Error('There is no sample of a receipt.');
    received = await written(RECEIVED, 0, GENESIS_HASH);
  });

  it('has a sample', () => {
    const published = Object.values(complaintEvents).flatMap((event) =>
      event.versions.map(({ type, version }) => `${type} v${version}`),
    );
    const sampled = new Set(samples.map(({ type, version }) => `${type} v${version}`));
    expect(published.filter((version) => !sampled.has(version))).toEqual([]);
  });

  it.each(samples.map((sample) => [`${sample.type} v${sample.version}`, sample] as const))(
    'folds: %s',
    async (_name, sample) => {
      const isFirst = sample.type === 'ComplaintReceived';
      const event = await written(sample, isFirst ? 0 : 1, isFirst ? GENESIS_HASH : received.metadata.hash);
      const history = isFirst ? [event] : [received, event];
      const opened = await today.open(history);
      const state = opened.reduce<ComplaintState>(
        (before, { type, data, metadata }) => complaintDecider.evolve(before, { type, data, ...metadata }),
        complaint.initialState,
      );
      expect(state.status).not.toBe('unknown');
      expect(opened.at(-1)?.version).toBe(catalogue.currentVersion(sample.type));

      const document = history.reduce<JsonObject>((before, recorded) => {
        const projected = today.project(recorded);
        return projection.on[projected.type]?.(before, projected) ?? before;
      }, {});
      expect(stateIn(document)).toMatchObject({ status: state.status, revision: history.length - 1 });
    },
  );

  it('keeps what an old assessment said of immediate action', async () => {
    const old = samples.find(({ type, version }) => type === 'ComplaintAssessed' && version === 1);
    if (old === undefined) throw new Error('There is no sample of the first version.');
    const [opened] = await today.open([await written(old, 1, received.metadata.hash)]);
    expect(opened?.data['immediateAction']).toBe(old.data['immediateAction'] === true ? 'needed' : 'none');
  });

  /** Writes an event as the release of its version did: sealed, chained, and with that version. */
  async function written(
    { type, version, data }: { readonly type: string; readonly version: number; readonly data: JsonObject },
    revision: number,
    previousHash: string,
  ): Promise<RecordedEvent> {
    const catalogueOfItsDay: EventCatalogue = {
      currentVersion: () => version,
      validate: catalogue.validate.bind(catalogue),
      isIdentity: catalogue.isIdentity.bind(catalogue),
      personalPointers: catalogue.personalPointers.bind(catalogue),
      validateSealed: catalogue.validateSealed.bind(catalogue),
      upcast: catalogue.upcast.bind(catalogue),
    };
    const [event] = await new EventCodec(catalogueOfItsDay, keys).seal({
      stream: 'complaint-0123456789AB',
      firstRevision: revision,
      previousHash,
      subject: '0123456789AB',
      drafts: [{ type, data }],
      metadata: {
        recordedAt: '2026-11-02T09:00:00.000Z',
        occurredAt: '2026-11-02T09:00:00.000Z',
        actor: { id: toActorId('hana'), role: 'handler' },
        commandId: COMMANDS[revision] ?? '',
        commandHash: 'hash',
        correlationId: 'c',
        causationId: 'c',
      },
    });
    if (event === undefined) throw new Error('Nothing was sealed.');
    return { ...event, position: toPosition(BigInt(revision + 1)) };
  }
});
