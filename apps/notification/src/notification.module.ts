import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { provideView } from '@redress/platform';
import { Channels } from './channels/channels.js';
import { channelsProvider } from './channels/provide-channels.js';
import { LetterController } from './letter/letter.controller.js';
import { letterProviders } from './letter/provide-letters.js';
import { emailChannelProvider } from './mail/provide-mail.js';
import { MessagesConsumer } from './messages/messages.consumer.js';
import { messageProviders } from './messages/provide-messages.js';
import { smsChannelProvider } from './sms/provide-sms.js';
import { SentMessagesConsumer } from './sent-messages/sent-messages.consumer.js';
import { SentMessagesController } from './sent-messages/sent-messages.controller.js';
import { sentMessagesProjection } from './sent-messages/sent-messages.projection.js';
import { ListSentMessagesHandler } from './sent-messages/sent-messages.query.js';

/** Writes to complainants, and keeps what was sent, when, by which channel, with which outcome. */
@Module({
  imports: [CqrsModule],
  controllers: [SentMessagesController, LetterController, SentMessagesConsumer, MessagesConsumer],
  providers: [
    emailChannelProvider,
    smsChannelProvider,
    channelsProvider,
    ...messageProviders,
    ...letterProviders,
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
