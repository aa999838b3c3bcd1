import type { ConsumerDefinition } from '@redress/platform';
import { ACKNOWLEDGEMENT_PROCESS } from './acknowledgement/acknowledgement.process.js';
import { sentMessagesProjection } from './sent-messages/sent-messages.projection.js';

/** Marks the handler that keeps the list of what was sent. */
export const NOTIFICATION_EVENTS = Symbol('notification');

/** Marks the handler that sends. Apart from the list, so that a mail server out of reach does not hold the list up. */
export const ACKNOWLEDGEMENT_EVENTS = Symbol('notification-acknowledgement');

export const notificationConsumer: ConsumerDefinition = {
  group: 'notification',
  transportId: NOTIFICATION_EVENTS,
  views: [sentMessagesProjection.view.name],
};

export const acknowledgementConsumer: ConsumerDefinition = {
  group: 'notification-acknowledgement',
  transportId: ACKNOWLEDGEMENT_EVENTS,
  views: [ACKNOWLEDGEMENT_PROCESS],
};
