/**
 * The Kafka topic of all complaint events: keyed by stream, so that one complaint's events stay in order; at least once.
 * Its messages are CloudEvents in binary mode: see {@link cloudEventOfMessage}.
 */
export const COMPLAINT_EVENTS_TOPIC = 'redress.complaint-events';
