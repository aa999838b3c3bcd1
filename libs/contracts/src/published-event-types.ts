import { complaintEvents } from './events/index.js';
import type { PublishedEventType } from './published-event.js';

/** The name of every published event. */
export const PUBLISHED_EVENT_TYPES = Object.keys(complaintEvents) as readonly PublishedEventType[];
