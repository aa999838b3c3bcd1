import { Logger, type Provider } from '@nestjs/common';
import { Complaints, isImportedHistory } from '@redress/complaints';
import type { EventCodec, EventStore, ProcessManager, ReadStore } from '@redress/eventing';
import {
  TIME_SOURCE,
  CONFIG,
  EVENT_CODEC,
  EVENT_STORE,
  managerToken,
  Metrics,
  processManager,
  READ_STORE,
  runner,
  SERVER_SECRETS,
  StaffAccounts,
  service,
  view,
  type TimeSource,
  type RedressConfig,
  RunningRounds,
  type ServerSecrets,
} from '@redress/platform';
import { mailTransport, type MessageTransport, senderLine } from '@redress/outgoing';
import { Policies } from '@redress/policies';
import { BouncesController } from './bounces/bounces.controller.js';
import { RecordBounceHandler } from './bounces/record-bounce.command.js';
import { TasksByHand } from './by-hand/by-hand.js';
import { MESSAGE_TASKS_PROCESS, messageTasks } from './by-hand/message-tasks.process.js';
import { Channels } from './channels/channels.js';
import { FORMER_CONTACT_PROCESS, formerContact } from './contact-changed/former-contact.process.js';
import type { Way } from './channels/choose-way.js';
import { LetterController, ShowLetterHandler } from './letter/letter.controller.js';
import { LetterPrinter } from './letter/letter-printer.js';
import { Letters } from './letter/letters.js';
import { ERASED_MESSAGES_PROCESS, erasedMessages } from './erased/erased-messages.process.js';
import { MessageComposer } from './messages/message-composer.js';
import { MESSAGE_OUTCOMES, MessageRecorder } from './messages/message-recorder.js';
import { messageRules } from './messages/message-rules.js';
import { MessageProcess, type MessageParts } from './messages/message.process.js';
import { HELD_MESSAGES_VIEW, HeldMessages } from './quiet-hours/held-messages.js';
import { HeldRelease } from './quiet-hours/held-release.js';
import { quietUntil } from './quiet-hours/quiet-until.js';
import { sentMessagesProjection } from './sent-messages/sent-messages.projection.js';
import { ListSentMessagesHandler, SentMessagesController } from './sent-messages/sent-messages.js';
import { SmsChannel } from './sms/sms-channel.js';
import { DutiesOfEvents } from './staff-notices/duties.js';
import {
  DUTY_NOTICES_PROCESS,
  DUTY_NOTICES_PURPOSE,
  DutyNoticeProcess,
  DutyNotices,
} from './staff-notices/duty-notices.js';
import { HolidayReminder } from './staff-notices/holiday-reminder.js';
import { StaffMail } from './staff-notices/staff-mail.js';
import { STAFF_NOTICES_PROCESS, StaffNoticeProcess } from './staff-notices/staff-notice.process.js';
import { DeadLettersController, ListDeadLettersHandler, ResendDeadLettersHandler } from './webhooks/dead-letters.js';
import { DELIVERIES_VIEW } from './webhooks/delivery-document.js';
import { DeliveryMetrics } from './webhooks/delivery-metrics.js';
import { DeliveryStore } from './webhooks/delivery-store.js';
import { SubscriptionsController } from './webhooks/subscriptions.js';
import { WebhookDeliverer } from './webhooks/webhook-deliverer.js';
import { callWebhook } from './webhooks/webhook-sender.js';

export { HELD_MESSAGES_VIEW, HeldMessages } from './quiet-hours/held-messages.js';
export { STAFF_NOTICES_PROCESS } from './staff-notices/staff-notice.process.js';
export { type KeptMessage, sentMessagesProjection } from './sent-messages/sent-messages.projection.js';
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

const EMAIL_CHANNEL = Symbol('EMAIL_CHANNEL');
/** Undefined without a gateway for text messages. */
const SMS_CHANNEL = Symbol('SMS_CHANNEL');
/** Function that returns the end of the quiet hours in a complaint's time zone; undefined outside them. */
const QUIET_UNTIL = Symbol('QUIET_UNTIL');

/** Configured channels; the startup output lists them. */
const channels: readonly Provider[] = [
  {
    provide: EMAIL_CHANNEL,
    inject: [CONFIG],
    useFactory: (config: RedressConfig): MessageTransport => {
      const transport = mailTransport(config);
      new Logger('mail').log(`E-mail: ${transport.description}.`);
      return transport;
    },
  },
  {
    provide: SMS_CHANNEL,
    inject: [CONFIG],
    useFactory: ({ sms }: RedressConfig): SmsChannel | undefined => {
      const channel = sms === undefined ? undefined : new SmsChannel(sms);
      new Logger('sms').log(`SMS: ${channel?.description ?? 'none (set REDRESS_SMS to send text messages)'}.`);
      return channel;
    },
  },
  {
    provide: Channels,
    inject: [EMAIL_CHANNEL, { token: SMS_CHANNEL, optional: true }],
    useFactory: (email: MessageTransport, sms?: MessageTransport) => {
      const byWay = new Map<Way, MessageTransport>([['email', email]]);
      if (sms !== undefined) byWay.set('sms', sms);
      return new Channels(byWay);
    },
  },
];

/** Composes messages and records their outcomes. */
const messages: readonly Provider[] = [
  {
    provide: MessageComposer,
    inject: [Complaints, Policies, SERVER_SECRETS, CONFIG],
    useFactory: (complaints: Complaints, policies: Policies, secrets: ServerSecrets, { publicUrl }: RedressConfig) =>
      new MessageComposer(complaints, policies, secrets, publicUrl),
  },
  {
    provide: MessageRecorder,
    inject: [Complaints, Metrics],
    useFactory: (complaints: Complaints, metrics: Metrics) =>
      new MessageRecorder(
        complaints,
        metrics.counter('redress_messages_total', 'Messages by their recorded outcome.', 'outcome', MESSAGE_OUTCOMES),
      ),
  },
  {
    provide: TasksByHand,
    inject: [Complaints],
    useFactory: (complaints: Complaints) => new TasksByHand(complaints),
  },
  { provide: LetterPrinter, useFactory: () => new LetterPrinter() },
  {
    provide: Letters,
    inject: [CONFIG, Complaints, MessageComposer],
    useFactory: ({ letterhead, mailFrom }: RedressConfig, complaints: Complaints, composer: MessageComposer) =>
      new Letters(complaints, composer, (language) => letterhead ?? [senderLine(mailFrom, language)]),
  },
];

/** Holds messages back during quiet hours, and releases them in rounds. */
const quietHours: readonly Provider[] = [
  { provide: HeldMessages, inject: [READ_STORE], useFactory: (readStore: ReadStore) => new HeldMessages(readStore) },
  {
    provide: QUIET_UNTIL,
    inject: [CONFIG, TIME_SOURCE],
    useFactory:
      ({ quietHours: quiet }: RedressConfig, clock: TimeSource) =>
      (timeZone: string) =>
        quiet === undefined ? undefined : quietUntil({ timeZone, ...quiet }, clock.now()),
  },
  {
    provide: Symbol('HELD_ROUNDS'),
    inject: [
      HeldMessages,
      EVENT_STORE,
      EVENT_CODEC,
      TIME_SOURCE,
      DutyNotices,
      ...messageRules.map(({ purpose }) => managerToken(purpose)),
    ],
    useFactory: (
      held: HeldMessages,
      eventStore: EventStore,
      codec: EventCodec,
      clock: TimeSource,
      duties: DutyNotices,
      ...managers: ProcessManager[]
    ) => {
      const processes = new Map<string, Pick<ProcessManager, 'on'>>([
        [DUTY_NOTICES_PURPOSE, duties],
        ...managers.map((manager) => [manager.name, manager] as const),
      ]);
      const release = new HeldRelease({ held, processes, eventStore, codec, now: () => clock.now() });
      return new RunningRounds('quiet-hours', release);
    },
  },
];

/** Deliveries to other systems: recorded from the log, delivered in rounds. */
const webhooks: readonly Provider[] = [
  DeliveryMetrics,
  {
    provide: DeliveryStore,
    inject: [READ_STORE, TIME_SOURCE],
    useFactory: (readStore: ReadStore, clock: TimeSource) => new DeliveryStore(readStore, () => clock.now()),
  },
  {
    provide: Symbol('WEBHOOK_ROUNDS'),
    inject: [CONFIG, DeliveryStore, EVENT_STORE, TIME_SOURCE],
    useFactory: (config: RedressConfig, store: DeliveryStore, eventStore: EventStore, clock: TimeSource) => {
      const { webhooks: subscriptions = [] } = config;
      const hosts = subscriptions.map(({ name, url }) => `${name} (${new URL(url).host})`);
      const told = hosts.join(', ') || 'none (set REDRESS_WEBHOOKS to tell other systems)';
      new Logger('webhooks').log(`Webhooks: ${told}.`);
      const parts = { subscriptions, store, eventStore, call: callWebhook, now: () => clock.now() };
      return new RunningRounds('webhooks', subscriptions.length === 0 ? undefined : new WebhookDeliverer(parts));
    },
  },
];

/** Tells staff of what concerns no complaint. */
const staffMail: readonly Provider[] = [
  {
    provide: StaffMail,
    inject: [EMAIL_CHANNEL, HeldMessages],
    useFactory: (mail: MessageTransport, held: HeldMessages) => new StaffMail(mail, held),
  },
  {
    provide: DutyNotices,
    inject: [Policies, StaffAccounts, EVENT_STORE, EVENT_CODEC, StaffMail, HeldMessages, CONFIG, TIME_SOURCE],
    useFactory: (
      policies: Policies,
      accounts: StaffAccounts,
      eventStore: EventStore,
      codec: EventCodec,
      mail: StaffMail,
      held: HeldMessages,
      { staff: directory, publicUrl }: RedressConfig,
      clock: TimeSource,
    ) => {
      const duties = new DutiesOfEvents({ policies, accounts, eventStore, codec });
      return new DutyNotices({ duties, mail, held, directory, publicUrl, now: () => clock.now() });
    },
  },
];

/** Tells administrators before a list of holidays ends. */
const holidays: Provider = {
  provide: Symbol('HOLIDAY_ROUNDS'),
  inject: [Policies, StaffMail, CONFIG, Metrics, TIME_SOURCE],
  useFactory: (
    policies: Policies,
    mail: StaffMail,
    { staff: directory }: RedressConfig,
    metrics: Metrics,
    clock: TimeSource,
  ) => {
    const reminder = new HolidayReminder({ policies, mail, directory, metrics, now: () => clock.now() });
    return new RunningRounds('holidays', reminder);
  },
};

const messageProcesses = messageRules.map((rule) =>
  processManager(rule.purpose, {
    inject: [
      Complaints,
      MessageComposer,
      MessageRecorder,
      Channels,
      TasksByHand,
      HeldMessages,
      QUIET_UNTIL,
      TIME_SOURCE,
    ],
    make: (
      complaints: Complaints,
      composer: MessageComposer,
      recorder: MessageRecorder,
      ways: Channels,
      byHand: TasksByHand,
      held: HeldMessages,
      quiet: MessageParts['quietUntil'],
      clock: TimeSource,
    ) =>
      new MessageProcess(rule, {
        complaints,
        composer,
        recorder,
        channels: ways,
        byHand,
        held,
        quietUntil: quiet,
        now: () => clock.now(),
      }),
  }),
);

const staffNotices = processManager(STAFF_NOTICES_PROCESS, {
  inject: [Complaints, MessageRecorder, EMAIL_CHANNEL, HeldMessages, CONFIG, TIME_SOURCE],
  make: (
    complaints: Complaints,
    recorder: MessageRecorder,
    mail: MessageTransport,
    held: HeldMessages,
    { staff: directory }: RedressConfig,
    clock: TimeSource,
  ) => {
    new Logger('staff').log(`Staff: ${describedStaff(directory)}.`);
    return new StaffNoticeProcess({ complaints, recorder, mail, held, directory, now: () => clock.now() });
  },
});

function describedStaff(directory: RedressConfig['staff']): string {
  if (directory === undefined) return 'nobody is written to (set REDRESS_STAFF to tell them of their work)';
  const { person, team, role } = directory;
  return `addresses of ${person.size} people, ${team.size} teams and ${role.size} roles`;
}

/** Sends messages to complainants, and records what was sent, when, by which channel and with which outcome. */
export const notification = service({
  name: 'notification',
  routes: [SentMessagesController, LetterController, DeadLettersController, SubscriptionsController, BouncesController],
  commands: [RecordBounceHandler, ResendDeadLettersHandler],
  queries: [ListSentMessagesHandler, ShowLetterHandler, ListDeadLettersHandler],
  groups: [
    {
      group: 'notification',
      follows: [
        view(sentMessagesProjection),
        // Only records deliveries; sending is separate, so that a slow receiver does not hold up the log.
        runner(DELIVERIES_VIEW, {
          inject: [DeliveryStore, CONFIG, Complaints],
          make: (store: DeliveryStore, { webhooks: subscriptions = [] }: RedressConfig, complaints: Complaints) => ({
            start: () => store.start(),
            apply: (batch) =>
              store.takeIn(batch, subscriptions, ({ metadata, ...event }) =>
                isImportedHistory(complaints, { ...event, ...metadata }),
              ),
          }),
        }),
      ],
    },
    // Processes that send. Separate from the views, so that an unreachable mail server does not hold them up.
    {
      group: 'notification-messages',
      follows: [
        ...messageProcesses,
        staffNotices,
        processManager(DUTY_NOTICES_PROCESS, {
          inject: [HeldMessages],
          make: (held: HeldMessages) => new DutyNoticeProcess(held),
        }),
        processManager(MESSAGE_TASKS_PROCESS, { inject: [Complaints, MessageRecorder, Channels], make: messageTasks }),
        processManager(FORMER_CONTACT_PROCESS, {
          inject: [Complaints, MessageRecorder, Channels],
          make: formerContact,
        }),
        processManager(ERASED_MESSAGES_PROCESS, { inject: [Complaints, Channels], make: erasedMessages }),
        runner(HELD_MESSAGES_VIEW, {
          inject: [HeldMessages],
          make: (held: HeldMessages) => ({ start: () => held.start(), apply: (batch) => held.seen(batch) }),
        }),
      ],
    },
  ],
  providers: [...channels, ...quietHours, ...messages, ...webhooks, ...staffMail, holidays],
});
