import { catalogue, type Reference } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import {
  canonicalJson,
  EventCodec,
  foldDocument,
  KeyRing,
  toActorId,
  type CommandRemarks,
  type CommandSource,
  type JsonObject,
  type Outcome,
  type ProjectedEvent,
  type Projection,
  type RecordedEvent,
  type ViewDocument,
} from '@redress/eventing';
import { MemoryEventStore, MemoryKeyStore } from '@redress/testing';
import { Policies } from '@redress/policies';
import { createHash, randomBytes } from 'node:crypto';
import { Complaints, type CommandContent, type ComplaintSecrets } from './complaints.js';
import { complaintStream } from './stream.js';

type Type = CommandContent['type'];
type Data<T extends Type> = CommandContent<T>['data'];

/** Actor, time and reason of a step; default: a handler, now. */
export interface Circumstances extends CommandRemarks {
  readonly by?: { readonly id: string; readonly role: string };
}

export const complainant = { id: toActorId('complainant'), role: 'complainant' };
/** How somebody withdrew, as staff record it. */
export const byPhone = { channel: 'phone', words: 'It works now.' } as const;
export const handler = { id: toActorId('staff-hana'), role: 'handler' };
export const supervisor = { id: toActorId('staff-samir'), role: 'supervisor' };
export const compliance = { id: toActorId('staff-cyrus'), role: 'compliance' };

function digest(content: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(content)).digest();
}

export const officeSecrets: ComplaintSecrets = {
  commandHash: (content) => digest(content).toString('base64url'),
  referenceBytes: (caller, key, attempt) => (key === undefined ? randomBytes(16) : digest([caller, key, attempt])),
};

/** Time after which a cached key is looked up again. */
const KEYS_FORGOTTEN_MS = 120_000;

/** Complaints on in-memory stores, with each step of a complaint as one call: the starting point for specs of services. */
export class ComplaintOffice {
  /** The present instant. A spec moves it. */
  now: Instant = '2026-11-02T09:00:00.000Z';
  readonly eventStore = new MemoryEventStore();
  readonly keyStore = new MemoryKeyStore();
  readonly masterKey = new Uint8Array(32).fill(3);
  private keysAge_ms = 0;
  readonly keys = new KeyRing({
    store: this.keyStore,
    masterKey: this.masterKey,
    monotonic_ms: () => this.keysAge_ms,
  });
  readonly codec = new EventCodec(catalogue, this.keys);
  readonly policies: Policies;
  readonly complaints: Complaints;

  constructor(secrets: ComplaintSecrets = officeSecrets) {
    const parts = { store: this.eventStore, codec: this.codec, secrets, now: () => this.now };
    this.policies = new Policies(parts);
    this.complaints = new Complaints({ ...parts, policies: this.policies });
  }

  /** Returns the reference. */
  async lodge(
    data: Partial<Data<'receive'>> = {},
    { by = complainant, ...remarks }: Circumstances = {},
  ): Promise<Reference> {
    const whole = { description: 'The kettle burst.', channel: 'web', language: 'en', ...data } as const;
    const { reference, outcome } = await this.complaints.lodge(whole, sourceBy(by), remarks);
    mustBeAccepted('receive', outcome);
    return reference;
  }

  /** Takes one step; throws when it is refused. */
  async does<T extends Type>(
    reference: Reference,
    type: T,
    data: Data<T>,
    { by = handler, ...remarks }: Circumstances = {},
  ): Promise<void> {
    const content = { type, data } as unknown as CommandContent;
    mustBeAccepted(type, await this.complaints.execute(reference, content, sourceBy(by), remarks));
  }

  /** Destroys the key of this complaint's person. */
  async erase(reference: Reference): Promise<void> {
    await this.keys.destroy(reference, this.now);
  }

  /**
   * Restores the key store from before a complaint was lodged: its key is neither present nor destroyed, and cached nowhere. The returned
   * function brings it back.
   */
  loseKey(reference: Reference): () => void {
    this.keysAge_ms += KEYS_FORGOTTEN_MS;
    return this.keyStore.lose(reference);
  }

  recorded(reference: Reference): Promise<RecordedEvent[]> {
    return Array.fromAsync(this.eventStore.read(complaintStream(reference)));
  }

  async types(reference: Reference): Promise<readonly string[]> {
    return (await this.recorded(reference)).map(({ type }) => type);
  }

  async projected(reference: Reference): Promise<readonly ProjectedEvent[]> {
    const recorded = await this.recorded(reference);
    return Promise.all(
      recorded.map(async (event) => ({
        ...this.codec.project(event),
        policy: await this.policies.of(event.metadata.policyVersion),
      })),
    );
  }

  /** Returns a view's document as stored, with personal values sealed. */
  async document(projection: Projection, reference: Reference): Promise<ViewDocument> {
    const events = await this.projected(reference);
    const body = foldDocument(projection, events);
    if (body === undefined) throw new Error('There is no such complaint.');
    return { id: complaintStream(reference), revision: events.length - 1, body };
  }

  /** Returns the document with personal values opened. */
  async openedDocument(projection: Projection, reference: Reference): Promise<ViewDocument> {
    const document = await this.document(projection, reference);
    return { ...document, body: await this.codec.openDocument(document.body) };
  }
}

function sourceBy({ id, role }: { readonly id: string; readonly role: string }): CommandSource {
  return { caller: id, actor: { id: toActorId(id), role } };
}

function mustBeAccepted(type: string, outcome: Outcome): void {
  if (outcome.kind === 'accepted') return;
  throw new Error(`${type} was ${outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind}.`);
}

/** Returns every value of a key, anywhere in a document. */
export function valuesUnder(value: unknown, key: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.hasOwn(value, key) ? [(value as JsonObject)[key]] : [];
  return [...own, ...Object.values(value).flatMap((item) => valuesUnder(item, key))];
}
