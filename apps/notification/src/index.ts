import type { Application } from '@redress/platform';
import { messagesConsumer, notificationConsumer } from './consumers.js';
import { NotificationModule } from './notification.module.js';
import { sentMessagesProjection } from './sent-messages/sent-messages.projection.js';

export { HELD_MESSAGES_VIEW, HeldMessages } from './quiet-hours/held-messages.js';
export { STAFF_NOTICES_PROCESS } from './staff-notices/staff-notice.process.js';
export { sentMessagesProjection } from './sent-messages/sent-messages.projection.js';
export {
  deliveriesId,
  deliveriesIn,
  DELIVERIES_VIEW,
  noDeliveries,
  withoutDead,
  withoutLost,
  withResent,
  type Deliveries,
} from './webhooks/delivery-document.js';
export { DeliveryStore } from './webhooks/delivery-store.js';

export const notification: Application = {
  name: 'notification',
  module: NotificationModule,
  consumers: [notificationConsumer, messagesConsumer],
  projections: [sentMessagesProjection],
};
