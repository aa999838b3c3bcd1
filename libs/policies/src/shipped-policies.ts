import type { Policy } from '@redress/domain';
import { readdirSync, readFileSync } from 'node:fs';
import { describeFileFault, readPolicyFile } from './policy-file.js';

/** Beside `src` and `dist` alike. */
const folder = new URL('../presets/', import.meta.url);

/** What a complaint falls under when no policy was published that takes it in. */
export const FALLBACK_POLICY = 'generic@1';

/** The policies that ship with Redress, in the order of their files, as a start for an organization's own. None is legal advice. */
export const shippedPolicies: readonly Policy[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map(shipped);

/** A shipped policy by its version, `generic@2`. Throws a `RangeError` for a version that does not ship. */
export function shippedPolicyOf(version: string): Policy {
  const policy = shippedPolicies.find((candidate) => candidate.version === version);
  if (policy === undefined) throw new RangeError(`No policy ${version} ships with Redress.`);
  return policy;
}

function shipped(file: string): Policy {
  const read = readPolicyFile(readFileSync(new URL(file, folder), 'utf8'));
  if ('policy' in read) return read.policy;
  throw new TypeError(read.faults.map((fault) => describeFileFault(file, fault)).join('\n'));
}
