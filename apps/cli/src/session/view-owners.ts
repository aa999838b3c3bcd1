import { openEngine, READ_STORES, viewOwnerOf, type RedressConfig } from '@redress/platform';
import type { ReadStore } from '@redress/eventing';
import { services } from '@redress/standalone';

/** Whose database each view lies in. */
export const viewOwners = services.map(viewOwnerOf);

/** The views of every service. The URL has been checked. */
export function openViews({ readStore }: RedressConfig): Promise<ReadStore> {
  return openEngine(READ_STORES, readStore, { owners: viewOwners });
}
