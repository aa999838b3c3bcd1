import { defineEvent, type DataOf } from '../definition/index.js';
import { notificationFields } from './notification-fields.js';

/** The transport took the message over. Whether it was read, nobody knows. */
export const notificationSentV1 = defineEvent({
  type: 'NotificationSent',
  version: 1,
  meaning: 'A message was sent.',
  data: notificationFields,
});

export type NotificationSentData = DataOf<typeof notificationSentV1>;
