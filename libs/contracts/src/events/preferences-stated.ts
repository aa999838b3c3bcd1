import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';
import { Language } from '../vocabulary/index.js';

/** The complainant said how they want to be written to from now on (ISO 10002:2018, clause 4: accessibility). */
export const preferencesStatedV1 = defineEvent({
  type: 'PreferencesStated',
  version: 1,
  meaning: 'The complainant said how they want to be written to.',
  data: {
    language: Type.Optional(Language),
    /** A way in which messages travel; used where the complaint holds an address for it. */
    preferredChannel: Type.Optional(Type.Enum(['email', 'phone', 'letter'])),
  },
});

export type PreferencesStatedData = DataOf<typeof preferencesStatedV1>;
