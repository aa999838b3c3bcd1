import type { Policy } from '@redress/domain';
import { readdirSync, readFileSync } from 'node:fs';
import { describeFileFault, readPolicyFile } from './policy-file.js';

/** The same path from `src` and `dist`. */
const folder = new URL('../presets/', import.meta.url);

/** The policy of a new complaint that no published policy covers. */
export const FALLBACK_POLICY = 'basic@1';

/** The policy of complaints that were recorded before there were any. */
export const BEFORE_POLICIES = 'generic@1';

/** The shipped versions, each with the name of its file (`generic.v2.yaml`), in order of the files. */
const fileNames: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => [file.replace(/\.v(\d+)\.yaml$/, '@$1'), file]),
);

/** The policies read so far. Each file is read when it is first needed: most processes need one or two of them. */
const read = new Map<string, Policy>();

/** The shipped policies, as a start for an organization's own. None is legal advice. */
export function shippedPolicies(): readonly Policy[] {
  return [...fileNames.keys()].map(shippedPolicyOf);
}

/** A shipped policy by its version, `generic@2`. Throws a `RangeError` for a version that is not shipped. */
export function shippedPolicyOf(version: string): Policy {
  const policy = findShippedPolicy(version);
  if (policy === undefined) throw new RangeError(`No policy ${version} ships with Redress.`);
  return policy;
}

/** A shipped policy by its version; undefined for a version that is not shipped. */
export function findShippedPolicy(version: string): Policy | undefined {
  const file = fileNames.get(version);
  if (file === undefined) return undefined;
  const policy = read.get(version) ?? policyIn(file);
  read.set(version, policy);
  return policy;
}

function policyIn(file: string): Policy {
  const content = readPolicyFile(readFileSync(new URL(file, folder), 'utf8'));
  if ('policy' in content) return content.policy;
  throw new TypeError(content.faults.map((fault) => describeFileFault(file, fault)).join('\n'));
}
