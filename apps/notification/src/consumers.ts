import type { ConsumerDefinition } from '@redress/platform';
import { messageProcessNames } from './messages/message-process-names.js';
import { DELIVERIES_VIEW } from './webhooks/delivery-document.js';
import { sentMessagesProjection } from './sent-messages/sent-messages.projection.js';

/** Marks the handler that keeps the list of what was sent. */
export const NOTIFICATION_EVENTS = Symbol('notification');

/** Marks the handler that sends. Apart from the list, so that a mail server out of reach does not hold the list up. */
export const MESSAGE_EVENTS = Symbol('notification-messages');

/** Marks the handler that notes what other systems are to be told. */
export const WEBHOOK_EVENTS = Symbol('notification-webhooks');

export const notificationConsumer: ConsumerDefinition = {
  group: 'notification',
  transportId: NOTIFICATION_EVENTS,
  views: [sentMessagesProjection.view.name],
};

export const messagesConsumer: ConsumerDefinition = {
  group: 'notification-messages',
  transportId: MESSAGE_EVENTS,
  views: messageProcessNames,
};

export const webhooksConsumer: ConsumerDefinition = {
  group: 'notification-webhooks',
  transportId: WEBHOOK_EVENTS,
  views: [DELIVERIES_VIEW.name],
};
