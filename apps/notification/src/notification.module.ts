import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { provideView } from '@redress/platform';
import { BouncesController } from './bounces/bounces.controller.js';
import { RecordBounceHandler } from './bounces/record-bounce.command.js';
import { Channels } from './channels/channels.js';
import { channelsProvider } from './channels/provide-channels.js';
import { LetterController } from './letter/letter.controller.js';
import { letterProviders } from './letter/provide-letters.js';
import { emailChannelProvider } from './mail/provide-mail.js';
import { MessagesConsumer } from './messages/messages.consumer.js';
import { messageProviders } from './messages/provide-messages.js';
import { quietHoursProviders } from './quiet-hours/provide-quiet-hours.js';
import { smsChannelProvider } from './sms/provide-sms.js';
import { SentMessagesConsumer } from './sent-messages/sent-messages.consumer.js';
import { SentMessagesController } from './sent-messages/sent-messages.controller.js';
import { sentMessagesProjection } from './sent-messages/sent-messages.projection.js';
import { ListSentMessagesHandler } from './sent-messages/sent-messages.query.js';
import { DeadLettersController } from './webhooks/dead-letters/dead-letters.controller.js';
import { webhookProviders } from './webhooks/provide-webhooks.js';
import { WebhooksConsumer } from './webhooks/webhooks.consumer.js';

/** Writes to complainants, and keeps what was sent, when, by which channel, with which outcome. */
@Module({
  imports: [CqrsModule],
  controllers: [
    SentMessagesController,
    LetterController,
    DeadLettersController,
    BouncesController,
    WebhooksConsumer,
    SentMessagesConsumer,
    MessagesConsumer,
  ],
  providers: [
    emailChannelProvider,
    smsChannelProvider,
    channelsProvider,
    ...quietHoursProviders,
    ...messageProviders,
    ...letterProviders,
    ...webhookProviders,
    RecordBounceHandler,
    provideView(sentMessagesProjection),
    ListSentMessagesHandler,
  ],
})
export class NotificationModule implements OnApplicationShutdown {
  constructor(private readonly channels: Channels) {}

  onApplicationShutdown(): Promise<void> {
    return this.channels.close();
  }
}
