import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';
import { Channel, date, Language, name } from '../vocabulary/index.js';
import { complainant } from './complainant.js';

/** Particulars of the receipt were wrong. What they said before stays in the events in which it was said. */
export const detailsCorrectedV1 = defineEvent({
  type: 'DetailsCorrected',
  version: 1,
  meaning: 'Particulars of the complaint were corrected.',
  data: {
    product: Type.Optional(name()),
    issue: Type.Optional(name()),
    organizationUnit: Type.Optional(name()),
    happenedOn: Type.Optional(date()),
    channel: Type.Optional(Channel),
    language: Type.Optional(Language),
    externalReference: Type.Optional(name()),
    /** Only the fields that were corrected. */
    complainant: Type.Optional(complainant),
  },
});

export type DetailsCorrectedData = DataOf<typeof detailsCorrectedV1>;
