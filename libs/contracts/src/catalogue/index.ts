import { publishedEvents } from '../events.js';
import { PublishedEventCatalogue } from './event-catalogue.js';

export { PublishedEventCatalogue, type Upcasted } from './event-catalogue.js';
export { InvalidEventError, type Fault } from './invalid-event-error.js';

/** Everything that was ever published about complaints, and about the policies they fall under. */
export const catalogue = new PublishedEventCatalogue(Object.values(publishedEvents));
