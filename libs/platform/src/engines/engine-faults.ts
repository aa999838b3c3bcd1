import { ConfigError, type ConfigFault } from '../config/config-error.js';
import type { RedressConfig } from '../config/redress-config.js';
import { ATTACHMENT_STORES } from './attachment-stores.js';
import { engineUrlFault, schemeOf } from './engine-kind.js';
import { EVENT_STORES } from './event-stores.js';
import { EVENT_STREAMS, KAFKA_EXAMPLE } from './event-streams.js';
import { KEY_STORES } from './key-stores.js';
import { READ_STORES } from './read-stores.js';

/** What is wrong with the URLs of a service's engines, by variable; no value is ever part of it. */
export function engineFaultsOf(config: RedressConfig): Promise<readonly ConfigFault[]> {
  return found([
    engineUrlFault('REDRESS_EVENT_STORE', EVENT_STORES, config.eventStore),
    engineUrlFault('REDRESS_EVENT_STREAM', EVENT_STREAMS, config.eventStream),
    engineUrlFault('REDRESS_READ_STORE', READ_STORES, config.readStore),
    engineUrlFault('REDRESS_KEY_STORE', KEY_STORES, config.keyStore),
    engineUrlFault('REDRESS_ATTACHMENTS', ATTACHMENT_STORES, config.attachments),
  ]);
}

/** Throws a `ConfigError` that names every engine URL that cannot be used. */
export async function refuseUnusableEngines(config: RedressConfig): Promise<void> {
  refuse(await engineFaultsOf(config));
}

/** The same for a relay, which needs no keys, and a stream that it can write to. */
export async function refuseUnusableRelayEngines(config: RedressConfig): Promise<void> {
  const faults = await found([
    engineUrlFault('REDRESS_EVENT_STORE', EVENT_STORES, config.eventStore),
    relayStreamFault(config.eventStream),
    engineUrlFault('REDRESS_READ_STORE', READ_STORES, config.readStore),
  ]);
  refuse(faults);
}

async function relayStreamFault(url: string): Promise<ConfigFault | undefined> {
  const variable = 'REDRESS_EVENT_STREAM';
  if (schemeOf(url) === 'kafka') return engineUrlFault(variable, EVENT_STREAMS, url);
  return { variable, problem: 'names nothing that a relay could write to.', example: KAFKA_EXAMPLE };
}

async function found(checks: readonly Promise<ConfigFault | undefined>[]): Promise<readonly ConfigFault[]> {
  return (await Promise.all(checks)).filter((fault) => fault !== undefined);
}

function refuse(faults: readonly ConfigFault[]): void {
  if (faults.length > 0) throw new ConfigError(faults);
}
