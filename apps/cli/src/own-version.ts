import { parseJson } from '@redress/eventing';
import { readFileSync } from 'node:fs';

/** The version of this program. */
export function ownVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (parseJson(manifest) as { readonly version: string }).version;
}
