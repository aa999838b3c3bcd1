import { defineEvent, type DataOf } from '../definition/index.js';
import { notificationFields, notificationFieldsV1, notificationFieldsV2 } from './notification-fields.js';

/** As v2, when acknowledgements by e-mail were all that was sent. */
export const notificationAttemptedV1 = defineEvent({
  type: 'NotificationAttempted',
  version: 1,
  meaning: 'The sending of a message was begun.',
  data: notificationFieldsV1,
});

/** As v3, when every message was for the complainant. */
export const notificationAttemptedV2 = defineEvent({
  type: 'NotificationAttempted',
  version: 2,
  meaning: 'The sending of a message was begun.',
  data: notificationFieldsV2,
});

/** A message is about to be handed to its transport. Written before sending, so that a message whose fate is unknown is not sent twice. */
export const notificationAttemptedV3 = defineEvent({
  type: 'NotificationAttempted',
  version: 3,
  meaning: 'The sending of a message was begun.',
  staff: [['staff']],
  data: notificationFields,
});

export type NotificationAttemptedData = DataOf<typeof notificationAttemptedV3>;
