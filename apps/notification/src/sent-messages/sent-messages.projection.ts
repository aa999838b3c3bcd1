import { complaintProjection, type ComplaintChange } from '@redress/complaints';
import { complaintEventTypes } from '@redress/contracts';
import type { JsonObject } from '@redress/eventing';

/** The latest known outcome of each message, in the order in which the messages were first tried. */
const outcome =
  (name: 'attempted' | 'sent' | 'failed'): ComplaintChange =>
  (document, { data, occurredAt, causationId }) => {
    const messages = (document['messages'] ?? []) as readonly JsonObject[];
    const known = messages.find(({ messageId }) => messageId === data['messageId']);
    // What comes later may have come of something else: of a task, or of a message that came back.
    const message = { ...data, outcome: name, at: occurredAt, occasion: known?.['occasion'] ?? causationId };
    return {
      ...document,
      messages:
        known !== undefined
          ? messages.map((earlier) => (earlier['messageId'] === data['messageId'] ? message : earlier))
          : [...messages, message],
    };
  };

/** One document per complaint: what was sent about it, and for which event. Holds no address and no text. */
export const sentMessagesProjection = complaintProjection({
  view: { name: 'sent-messages', fields: {}, indexes: [] },
  types: complaintEventTypes,
  on: {
    NotificationAttempted: outcome('attempted'),
    NotificationSent: outcome('sent'),
    NotificationFailed: outcome('failed'),
  },
  derive: () => ({}),
});
