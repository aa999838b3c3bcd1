import { complaintProjection, type ComplaintChange, type DocumentOf } from '@redress/complaints';
import { closed, fieldsOf, vocabulary, type ComplaintEventType } from '@redress/contracts';
import Type from 'typebox';

const { failure, uncertain, bounced } = fieldsOf('NotificationFailed');

/** The latest known outcome of one message. Holds no address and no text. */
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

/** With the id of the event that it was sent for, by which the same message is recognized after the log was restored. */
const keptMessage = closed({ ...shown, occasion: Type.Optional(Type.String()) });
type KeptMessage = DocumentOf<typeof keptMessage>;

const sentMessages = closed({ messages: Type.Array(keptMessage) });

type Notification = Extract<ComplaintEventType, `Notification${string}`>;
type Change<Type extends Notification> = ComplaintChange<DocumentOf<typeof sentMessages>, Type>;

/** In the order in which the messages were first tried. */
const outcome =
  <Type extends Notification>(name: SentMessage['outcome']): Change<Type> =>
  ({ messages }, { data, occurredAt, causationId }) => {
    const isSame = ({ messageId }: KeptMessage): boolean => messageId === data.messageId;
    // What comes later may have come of something else: of a task, or of a message that came back.
    const occasion = messages.find(isSame)?.occasion ?? causationId;
    const message: KeptMessage = { ...data, outcome: name, at: occurredAt, occasion };
    return {
      messages: messages.some(isSame)
        ? messages.map((earlier) => (isSame(earlier) ? message : earlier))
        : [...messages, message],
    };
  };

/** One document per complaint: what was sent about it, and for which event. */
export const sentMessagesProjection = complaintProjection({
  view: { name: 'sent-messages', fields: {}, indexes: [] },
  document: sentMessages,
  initial: { messages: [] },
  on: {
    NotificationAttempted: outcome('attempted'),
    NotificationSent: outcome('sent'),
    NotificationFailed: outcome('failed'),
  },
  derive: () => ({}),
});
