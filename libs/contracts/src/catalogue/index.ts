import { complaintEvents } from '../events/index.js';
import { upcasters } from '../upcasters/index.js';
import { PublishedEventCatalogue } from './event-catalogue.js';

export { PublishedEventCatalogue, type Upcasted } from './event-catalogue.js';
export { InvalidEventError, type Fault } from './invalid-event-error.js';

/** Everything that was ever published about a complaint. */
export const catalogue = new PublishedEventCatalogue(Object.values(complaintEvents), upcasters);
