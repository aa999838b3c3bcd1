import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { Concern, date, DESCRIPTION_LENGTH_MAX, name, reference, requiredText, text } from '../vocabulary/index.js';

/**
 * One of two matters became a complaint of its own (ISO 10002:2018, 7.6), with the same complainant and received when this one was. What is
 * not said of it here is as it was known of this one.
 */
export const complaintSplitV1 = defineEvent({
  type: 'ComplaintSplit',
  version: 1,
  meaning: 'A part of the complaint became a complaint of its own.',
  data: {
    /** The new one. */
    into: reference(),
    description: personal(requiredText(DESCRIPTION_LENGTH_MAX)),
    /** The remedy sought. */
    desiredOutcome: Type.Optional(personal(text())),
    product: Type.Optional(name()),
    issue: Type.Optional(name()),
    organizationUnit: Type.Optional(name()),
    concern: Type.Optional(Concern),
    happenedOn: Type.Optional(date()),
  },
});

export type ComplaintSplitData = DataOf<typeof complaintSplitV1>;
