import { EventCodec, type EventStore, KeyRing, type KeyStore, type ReadStore } from '@redress/eventing';
import { notebookCatalogue } from '../notebook.js';

/** The engines under the core. */
export interface CoreEngines {
  readonly eventStore: EventStore;
  readonly readStore: ReadStore;
  readonly keyStore: KeyStore;
}

/** Creates empty engines for one spec, and removes them after it. */
export interface CoreHarness {
  open(): Promise<CoreEngines>;
  destroy(engines: CoreEngines): Promise<void>;
}

export const SPEC_MASTER_KEY = new Uint8Array(32).fill(7);

/** A codec with a separate key ring, like another process. */
export function notebookCodec(keyStore: KeyStore): EventCodec {
  return new EventCodec(notebookCatalogue, new KeyRing({ store: keyStore, masterKey: SPEC_MASTER_KEY }));
}

/** Replaces some members of an object, to make one call of a real engine fail. */
export function overriding<Target extends object>(target: Target, members: Partial<Target>): Target {
  return new Proxy(target, {
    get(object, name) {
      const member: unknown = Reflect.get(Object.hasOwn(members, name) ? members : object, name);
      return typeof member === 'function' ? (member.bind(object) as unknown) : member;
    },
  });
}

const deadlineMs = 20_000;
const pauseMs = 5;

/** Retries an expectation until it holds; after the deadline fails with the last failure. */
export async function holdsEventually(expectation: () => void | Promise<void>): Promise<void> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
