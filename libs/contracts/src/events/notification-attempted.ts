import { defineEvent, type DataOf } from '../definition/index.js';
import { notificationFields } from './notification-fields.js';

/** A message is about to be handed to its transport. Written before sending, so that a message whose fate is unknown is not sent twice. */
export const notificationAttemptedV1 = defineEvent({
  type: 'NotificationAttempted',
  version: 1,
  meaning: 'The sending of a message was begun.',
  data: notificationFields,
});

export type NotificationAttemptedData = DataOf<typeof notificationAttemptedV1>;
