import type { ConsumerDefinition } from '@redress/platform';
import { messageProcessNames } from './messages/message-process-names.js';
import { DELIVERIES_VIEW } from './webhooks/delivery-document.js';
import { sentMessagesProjection } from './sent-messages/sent-messages.projection.js';

/** Marks the handlers that keep the list of what was sent, and of what other systems are to be told. */
export const NOTIFICATION_EVENTS = Symbol('notification');

/** Marks the handler that sends. Apart from the lists, so that a mail server out of reach does not hold them up. */
export const MESSAGE_EVENTS = Symbol('notification-messages');

export const notificationConsumer: ConsumerDefinition = {
  group: 'notification',
  transportId: NOTIFICATION_EVENTS,
  views: [sentMessagesProjection.view.name, DELIVERIES_VIEW.name],
};

export const messagesConsumer: ConsumerDefinition = {
  group: 'notification-messages',
  transportId: MESSAGE_EVENTS,
  views: messageProcessNames,
};
