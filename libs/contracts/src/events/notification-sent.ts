import { defineEvent, type DataOf } from '../definition/index.js';
import { notificationFields, notificationFieldsV1, notificationFieldsV2 } from './notification-fields.js';

/** As v2, when acknowledgements by e-mail were all that was sent. */
export const notificationSentV1 = defineEvent({
  type: 'NotificationSent',
  version: 1,
  meaning: 'A message was sent.',
  data: notificationFieldsV1,
});

/** As v3, when every message was for the complainant. */
export const notificationSentV2 = defineEvent({
  type: 'NotificationSent',
  version: 2,
  meaning: 'A message was sent.',
  data: notificationFieldsV2,
});

/** The transport took the message over. Whether it was read, nobody knows. */
export const notificationSentV3 = defineEvent({
  type: 'NotificationSent',
  version: 3,
  meaning: 'A message was sent.',
  staff: [['staff']],
  data: notificationFields,
});

export type NotificationSentData = DataOf<typeof notificationSentV3>;
