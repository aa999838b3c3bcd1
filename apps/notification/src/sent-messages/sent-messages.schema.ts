import { messageChannels, messagePurposes, staffKinds } from '@redress/contracts';
import { instantSchema, objectSchema, textSchema } from '@redress/platform';

/** One message about a complaint, for the API's description; `staff` is whom of the staff it was for. */
export const sentMessageSchema = objectSchema(
  {
    purpose: { enum: [...messagePurposes] },
    channel: { enum: [...messageChannels] },
    messageId: textSchema,
    template: textSchema,
    language: textSchema,
    outcome: { enum: ['attempted', 'sent', 'failed'] },
    at: instantSchema,
  },
  {
    title: 'SentMessage',
    optional: {
      failure: textSchema,
      uncertain: { type: 'boolean' },
      bounced: { type: 'boolean' },
      heldUntil: instantSchema,
      staff: objectSchema({ kind: { enum: [...staffKinds] }, name: textSchema }, { title: 'StaffRecipient' }),
    },
  },
);
