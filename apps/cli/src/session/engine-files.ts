import type { RedressConfig } from '@redress/platform';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { unusable, wrongUsage } from '../exit/failure.js';

/** Where the embedded engines and the key they need lie. */
export interface EngineFiles {
  readonly events: string;
  readonly views: string;
  readonly keys: string;
  readonly masterKey: string;
}

/** The files behind the configured URLs. Throws a `Failure` when an engine is not one that lies in files. */
export function engineFiles(config: RedressConfig): EngineFiles {
  return {
    events: fileOf('REDRESS_EVENT_STORE', config.eventStore),
    views: fileOf('REDRESS_READ_STORE', config.readStore),
    keys: fileOf('REDRESS_KEY_STORE', config.keyStore),
    masterKey: join(config.data, 'master.key'),
  };
}

/** Throws a `Failure` when there is no event store: a command that only reads never makes one. */
export function requireEvents({ events }: EngineFiles): void {
  if (existsSync(events)) return;
  throw unusable(
    `There is no event store at ${events}. Name the data folder with --data or REDRESS_DATA, or start the system once.`,
  );
}

function fileOf(variable: string, url: string): string {
  if (url.startsWith('sqlite:')) return url.slice('sqlite:'.length);
  const scheme = url.slice(0, url.indexOf(':'));
  throw wrongUsage(`${variable} names the engine ${scheme}:, which this command cannot use; it uses sqlite:.`);
}
