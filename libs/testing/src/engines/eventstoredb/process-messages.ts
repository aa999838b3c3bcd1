import type { EventStoreDbStandInOptions } from './eventstoredb-stand-in.js';
import type { EventStoreDbFault } from './faults.js';

/** An order to the process. */
export type ProcessOrder =
  | { readonly kind: 'start'; readonly options: EventStoreDbStandInOptions }
  | { readonly kind: 'fault'; readonly fault: EventStoreDbFault }
  | { readonly kind: 'scavenge' };

/** The answer to each order. */
export type ProcessAnswer =
  | { readonly kind: 'started'; readonly url: string; readonly port: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };
