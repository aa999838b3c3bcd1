import { EventCodec, KeyRing, type EventStore, type KeyStore, type ReadStore } from '@redress/eventing';
import { notebookCatalogue } from '../notebook/notebook-catalogue.js';

/** The engines under the core. */
export interface CoreEngines {
  readonly eventStore: EventStore;
  readonly readStore: ReadStore;
  readonly keyStore: KeyStore;
}

/** Makes empty engines for one spec, and does away with them after it. */
export interface CoreHarness {
  open(): Promise<CoreEngines>;
  destroy(engines: CoreEngines): Promise<void>;
}

export const SPEC_MASTER_KEY = new Uint8Array(32).fill(7);

/** A codec with a key ring of its own, as another process would have. */
export function notebookCodec(keyStore: KeyStore): EventCodec {
  return new EventCodec(notebookCatalogue, new KeyRing({ store: keyStore, masterKey: SPEC_MASTER_KEY }));
}
