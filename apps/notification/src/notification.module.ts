import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Complaints } from '@redress/complaints';
import { Policies } from '@redress/policies';
import { provideProcess, provideView, SERVER_SECRETS, type ServerSecrets } from '@redress/platform';
import { AcknowledgementConsumer } from './acknowledgement/acknowledgement.consumer.js';
import { ACKNOWLEDGEMENT_PROCESS, AcknowledgementProcess } from './acknowledgement/acknowledgement.process.js';
import { MAIL_TRANSPORT, type MailTransport } from './mail/mail-transport.js';
import { mailTransportProvider } from './mail/provide-mail.js';
import { SentMessagesConsumer } from './sent-messages/sent-messages.consumer.js';
import { SentMessagesController } from './sent-messages/sent-messages.controller.js';
import { sentMessagesProjection } from './sent-messages/sent-messages.projection.js';
import { ListSentMessagesHandler } from './sent-messages/sent-messages.query.js';

/** Writes to complainants, and keeps what was sent, when, by which channel, with which outcome. */
@Module({
  imports: [CqrsModule],
  controllers: [SentMessagesController, SentMessagesConsumer, AcknowledgementConsumer],
  providers: [
    mailTransportProvider,
    {
      provide: AcknowledgementProcess,
      inject: [Complaints, Policies, MAIL_TRANSPORT, SERVER_SECRETS],
      useFactory: (complaints: Complaints, policies: Policies, mail: MailTransport, secrets: ServerSecrets) =>
        new AcknowledgementProcess(complaints, policies, mail, secrets),
    },
    provideProcess(ACKNOWLEDGEMENT_PROCESS, AcknowledgementProcess),
    provideView(sentMessagesProjection),
    ListSentMessagesHandler,
  ],
})
export class NotificationModule implements OnApplicationShutdown {
  constructor(@Inject(MAIL_TRANSPORT) private readonly mail: MailTransport) {}

  onApplicationShutdown(): Promise<void> {
    return this.mail.close();
  }
}
