import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';
import { name } from '../vocabulary/index.js';
import { notificationFields } from './notification-fields.js';

/** The message was not sent, or it cannot be known whether it was. */
export const notificationFailedV1 = defineEvent({
  type: 'NotificationFailed',
  version: 1,
  meaning: 'A message could not be sent.',
  data: {
    ...notificationFields,
    /** A stable code. Never what the mail server said: that may name the recipient. */
    failure: name(),
    /** The message may have gone out all the same. */
    uncertain: Type.Boolean(),
  },
});

export type NotificationFailedData = DataOf<typeof notificationFailedV1>;
