import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';
import { name } from '../vocabulary/index.js';
import { notificationFields, notificationFieldsV1, notificationFieldsV2 } from './notification-fields.js';

const failureFields = {
  /** A stable code. Never what the mail server said: that may name the recipient. */
  failure: name(),
  /** The message may have gone out all the same. */
  uncertain: Type.Boolean(),
};

/** As v2, when acknowledgements by e-mail were all that was sent, and nothing came back. */
export const notificationFailedV1 = defineEvent({
  type: 'NotificationFailed',
  version: 1,
  meaning: 'A message could not be sent.',
  data: { ...notificationFieldsV1, ...failureFields },
});

/** It had been sent, and was returned undelivered. */
const bounced = Type.Optional(Type.Boolean());

/** As v3, when every message was for the complainant. */
export const notificationFailedV2 = defineEvent({
  type: 'NotificationFailed',
  version: 2,
  meaning: 'A message could not be sent, or came back undelivered.',
  data: { ...notificationFieldsV2, ...failureFields, bounced },
});

/** The message was not sent, or it cannot be known whether it was, or it came back. */
export const notificationFailedV3 = defineEvent({
  type: 'NotificationFailed',
  version: 3,
  meaning: 'A message could not be sent, or came back undelivered.',
  staff: [['staff']],
  data: { ...notificationFields, ...failureFields, bounced },
});

export type NotificationFailedData = DataOf<typeof notificationFailedV3>;
