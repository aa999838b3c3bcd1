import type { Application } from '@redress/platform';
import { messagesConsumer, notificationConsumer } from './consumers.js';
import { NotificationModule } from './notification.module.js';
import { sentMessagesProjection } from './sent-messages/sent-messages.projection.js';

export { deliveriesId, noDeliveries, withoutDead, withResent, type Deliveries } from './webhooks/delivery-document.js';
export { DeliveryStore } from './webhooks/delivery-store.js';

export const notification: Application = {
  name: 'notification',
  module: NotificationModule,
  consumers: [notificationConsumer, messagesConsumer],
  projections: [sentMessagesProjection],
};
