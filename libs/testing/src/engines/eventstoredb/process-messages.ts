import type { EventStoreDbStandInOptions } from './eventstoredb-stand-in.js';
import type { EventStoreDbFault } from './faults.js';

/** What the process is told. */
export type ProcessOrder =
  | { readonly kind: 'start'; readonly options: EventStoreDbStandInOptions }
  | { readonly kind: 'fault'; readonly fault: EventStoreDbFault }
  | { readonly kind: 'scavenge' };

/** What it answers, one for each order. */
export type ProcessAnswer =
  | { readonly kind: 'started'; readonly url: string; readonly port: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };
