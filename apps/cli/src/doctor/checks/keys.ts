import type { RedressConfig } from '@redress/platform';
import { existsSync } from 'node:fs';
import { embeddedFile } from '../../session/engine-files.js';
import { openEvents, openKeys } from '../../session/reading.js';
import { MissingKeys } from '../../verify/missing-keys.js';
import { fail, ok, type Finding } from '../finding.js';

const CHECK = 'keys';

/** Every personal value has its key, or has lost it by erasure. Reads the whole log. */
export async function checkKeys(config: RedressConfig): Promise<Finding> {
  const file = embeddedFile(config.eventStore);
  if (file !== undefined && !existsSync(file)) return ok(CHECK, 'made with the first complaint');
  try {
    const streams = (await missingIn(config)).length;
    if (streams === 0) return ok(CHECK, 'every personal value has its key, or was erased');
    return fail(
      CHECK,
      `The keys of ${streams} streams are neither in the key store nor destroyed by erasure.`,
      'The key store is older than the events: restore it from a newer backup. redress verify --keys names them.',
    );
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(CHECK, detail, 'Start the event store and the key store, or name others by their settings.');
  }
}

async function missingIn(config: RedressConfig): ReturnType<MissingKeys['faults']> {
  const keys = await openKeys(config);
  try {
    const events = await openEvents(config);
    try {
      const missing = new MissingKeys(keys);
      for await (const event of events.readAll(0n)) await missing.take(event);
      return await missing.faults();
    } finally {
      await events.close();
    }
  } finally {
    await keys.close();
  }
}
