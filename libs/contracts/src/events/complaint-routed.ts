import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';
import { name, word } from '../vocabulary/index.js';

/** The complaint went to those who work on complaints of its kind (ISO 10002:2018, 7.5). */
export const complaintRoutedV1 = defineEvent({
  type: 'ComplaintRouted',
  version: 1,
  meaning: 'The complaint was sent to a team.',
  staff: [['person']],
  data: {
    team: name(),
    /** The `sub` of a member of staff, never a name. */
    person: Type.Optional(name()),
    /** The route of the policy that held; absent when somebody chose. */
    rule: Type.Optional(word()),
  },
});

export type ComplaintRoutedData = DataOf<typeof complaintRoutedV1>;
