import { messageChannels, messagePurposes } from '@redress/domain';
import { instantSchema, objectSchema, textSchema } from '@redress/platform';

/** One message to a complainant, for the API's description. */
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
    },
  },
);
