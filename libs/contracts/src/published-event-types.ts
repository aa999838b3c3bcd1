import { complaintEvents } from './events/index.js';

/** The name of every event that may stand in the stream of a complaint. */
export const PUBLISHED_EVENT_TYPES = Object.keys(complaintEvents) as readonly (keyof typeof complaintEvents)[];
