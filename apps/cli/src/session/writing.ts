import { Policies } from '@redress/policies';
import { Complaints } from '@redress/complaints';
import { catalogue } from '@redress/contracts';
import { awaitsMasterKey, EventCodec, KeyRing, loadMasterKey, type EventStore } from '@redress/eventing';
import { MovedClock, openEngines, ServerSecrets, SystemClock, type RedressConfig } from '@redress/platform';
import { viewOwners } from './view-owners.js';
import { masterKeyFile } from './engine-files.js';

/** The right to write to the data folder, which no other process has meanwhile. */
export interface WritingSession {
  readonly events: EventStore;
  readonly complaints: Complaints;
  readonly policies: Policies;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => string;
  close(): Promise<void>;
}

/** Opens the data folder, making it when it is new. Throws `StoreUnavailableError` while another process writes to it. */
export async function openForWriting(config: RedressConfig): Promise<WritingSession> {
  const engines = await openEngines(config, viewOwners);
  try {
    const hex = config.masterKey;
    const mayMake = (): Promise<boolean> => awaitsMasterKey(engines.keyStore);
    const masterKey = await loadMasterKey({ file: masterKeyFile(config), mayMake, ...(hex !== undefined && { hex }) });
    const keys = new KeyRing({ store: engines.keyStore, masterKey });
    await keys.checkMasterKey();
    const clock = config.clock ? new MovedClock(config.clock) : new SystemClock();
    const now = (): string => clock.now();
    const codec = new EventCodec(catalogue, keys);
    const secrets = new ServerSecrets(masterKey);
    const policies = new Policies({ store: engines.eventStore, codec, secrets, now });
    const complaints = new Complaints({ store: engines.eventStore, codec, secrets, policies, now });
    return { events: engines.eventStore, complaints, policies, now, close: () => engines.close() };
  } catch (error) {
    await engines.close();
    throw error;
  }
}
