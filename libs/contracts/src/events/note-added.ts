import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { requiredText, Visibility } from '../vocabulary/index.js';

/** Staff wrote something down about the complaint. */
export const noteAddedV1 = defineEvent({
  type: 'NoteAdded',
  version: 1,
  meaning: 'A note was added by staff.',
  isMessage: true,
  data: {
    text: personal(requiredText()),
    visibility: Visibility,
  },
});

export type NoteAddedData = DataOf<typeof noteAddedV1>;
