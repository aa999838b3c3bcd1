import { complaintProjection, type ComplaintChange } from '@redress/complaints';
import { complaintEventTypes } from '@redress/contracts';
import type { JsonObject } from '@redress/eventing';

/** The latest known outcome of each message, in the order in which the messages were first tried. */
const outcome =
  (name: 'attempted' | 'sent' | 'failed'): ComplaintChange =>
  (document, { data, occurredAt }) => {
    const messages = (document['messages'] ?? []) as readonly JsonObject[];
    const message = { ...data, outcome: name, at: occurredAt };
    const known = messages.some(({ messageId }) => messageId === data['messageId']);
    return {
      ...document,
      messages: known
        ? messages.map((earlier) => (earlier['messageId'] === data['messageId'] ? message : earlier))
        : [...messages, message],
    };
  };

/** One document per complaint: what was sent about it. Holds no address and no text. */
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
