import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';
import { instant } from '../vocabulary/index.js';
import { clockRunFields, warningPlace } from './clock-fields.js';

/** A role is told that a clock has come so far, as the policy asks. Not an appeal: that is for the complainant to lodge. */
export const complaintEscalatedV1 = defineEvent({
  type: 'ComplaintEscalated',
  version: 1,
  meaning: 'Somebody was to be told how far a clock of the complaint had come.',
  data: {
    ...clockRunFields(),
    /** At this warning; absent at the due. */
    warning: Type.Optional(warningPlace()),
    to: Type.Enum(['handler', 'supervisor', 'compliance', 'admin']),
    dueAt: Type.Optional(instant()),
  },
});

export type ComplaintEscalatedData = DataOf<typeof complaintEscalatedV1>;
