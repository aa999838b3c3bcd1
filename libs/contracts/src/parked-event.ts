import Type from 'typebox';
import { event } from './definition.js';
import { word } from './vocabulary.js';

// What views and processes, the consumers of the log, go on without: one stream `skipped-by-<consumer>` each.

/** Somebody decided that a view or process goes on without an event that it could not handle, and gave a reason. */
export const ParkedEventSkipped = event('ParkedEventSkipped', {
  meaning: 'A view or process was told to go on without an event that it could not handle.',
  data: {
    /** The view or process. */
    consumer: word(),
    /** The id of the event. */
    event: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
    stream: Type.String({ pattern: '^[a-z][\\w-]{0,199}$' }),
    revision: Type.Integer({ minimum: 0 }),
    eventType: Type.String({ pattern: '^[A-Z][A-Za-z]{0,63}$' }),
    /** Class and code of the failure; nothing personal. */
    error: Type.String({ pattern: '^[\\w$]{1,100}( [\\w-]{1,64})?$' }),
  },
});
