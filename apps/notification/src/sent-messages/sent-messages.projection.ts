import { statelessProjection, type DocumentOf, type ProjectedComplaintEvent } from '@redress/complaints';
import { closed, fieldsOf, vocabulary, type ComplaintEventType } from '@redress/contracts';
import Type from 'typebox';

const { failure, uncertain, bounced } = fieldsOf('NotificationFailed');

/** Latest known outcome of one message. Contains no address and no text. */
const shown = {
  ...fieldsOf('NotificationSent'),
  outcome: Type.Enum(['attempted', 'sent', 'failed']),
  at: vocabulary.instant(),
  failure: Type.Optional(failure),
  uncertain: Type.Optional(uncertain),
  bounced,
};
export const sentMessage = closed(shown);
export type SentMessage = DocumentOf<typeof sentMessage>;

/** Includes the id of the event it was sent for, which identifies the message after a restore of the log. */
const keptMessage = closed({ ...shown, occasion: Type.Optional(Type.String()) });
export type KeptMessage = DocumentOf<typeof keptMessage>;

const sentMessages = closed({ messages: Type.Array(keptMessage) });

type Notification = Extract<ComplaintEventType, `Notification${string}`>;
type Messages = DocumentOf<typeof sentMessages>;

/** Keeps the order in which messages were first attempted. */
const outcome =
  (name: SentMessage['outcome']) =>
  ({ messages }: Messages, { data, occurredAt, causationId }: ProjectedComplaintEvent<Notification>): Messages => {
    const isSame = ({ messageId }: KeptMessage): boolean => messageId === data.messageId;
    // A later outcome may have another cause: a task, or a bounce.
    const occasion = messages.find(isSame)?.occasion ?? causationId;
    const message: KeptMessage = { ...data, outcome: name, at: occurredAt, occasion };
    return {
      messages: messages.some(isSame)
        ? messages.map((earlier) => (isSame(earlier) ? message : earlier))
        : [...messages, message],
    };
  };

/** One document per complaint: the messages sent about it, and the event of each. */
export const sentMessagesProjection = statelessProjection({
  // 4: up to 3, documents had the state of the complaint.
  view: { name: 'sent-messages', version: 4, fields: {}, indexes: [] },
  document: sentMessages,
  initial: { messages: [] },
  on: {
    NotificationAttempted: outcome('attempted'),
    NotificationSent: outcome('sent'),
    NotificationFailed: outcome('failed'),
  },
});
