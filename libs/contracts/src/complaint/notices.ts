import Type from 'typebox';
import { closed, event, personal } from '../definition.js';
import {
  instant,
  Language,
  MessageChannel,
  MessagePurpose,
  name,
  ResendChannel,
  StaffKind,
  text,
  version,
  word,
} from '../vocabulary.js';
import { runNumber } from './clocks.js';

/** The complainant receives a progress report (ISO 10002:2018, 7.3): on request, or automatically at a time that the policy sets. */
export const ProgressReported = event('ProgressReported', {
  meaning: 'The complainant was told how things stand.',
  data: {
    text: Type.Optional(personal(text())),
    /** The clock and the run that caused it; absent if a person reported. */
    clock: Type.Optional(word()),
    run: Type.Optional(runNumber()),
    calendar: Type.Optional(version()),
    /** When the next report is due. */
    next: Type.Optional(instant()),
  },
});

/** The fields of every event about one message in version 1, when only acknowledgements by e-mail were sent. */
const acknowledgementFields = {
  purpose: Type.Enum(['acknowledgement']),
  channel: Type.Enum(['email']),
  /** One message, one id, through all its events. */
  messageId: name(),
  /** Name and version of the template: `acknowledgement@1`. */
  template: name(),
  language: Language,
};

/** The fields in version 2, when every message was for the complainant. */
const complainantFields = {
  ...acknowledgementFields,
  purpose: Type.Enum(['acknowledgement', 'progress-report', 'decision', 'information-request', 'task']),
  channel: MessageChannel,
  /** The end of the quiet hours that delayed it. */
  heldUntil: Type.Optional(instant()),
};

/**
 * The fields of every event about one message. Contains no address: a complainant's is in the complaint, sealed, and that of staff in the
 * installation's directory.
 */
const notificationFields = {
  ...complainantFields,
  purpose: MessagePurpose,
  /** The recipient among staff; absent for a message to the complainant. */
  staff: Type.Optional(closed({ kind: StaffKind, name: name() })),
};

/** A message is about to be handed to its transport. Recorded before sending, so that a message with an unknown outcome is not sent twice. */
export const NotificationAttempted = event(
  'NotificationAttempted',
  { meaning: 'The sending of a message was begun.', staff: [['staff']], data: notificationFields },
  { data: acknowledgementFields },
  { data: complainantFields },
);

/** The transport accepted the message. It may not have been read. */
export const NotificationSent = event(
  'NotificationSent',
  { meaning: 'A message was sent.', staff: [['staff']], data: notificationFields },
  { data: acknowledgementFields },
  { data: complainantFields },
);

const failureFields = {
  /** A stable code, never the mail server's text, which may name the recipient. */
  failure: name(),
  /** The message may have been sent anyway. */
  uncertain: Type.Boolean(),
};

/** The message was sent, and bounced. */
const bounced = Type.Optional(Type.Boolean());

/** The message was not sent, has an unknown outcome, or bounced. */
export const NotificationFailed = event(
  'NotificationFailed',
  {
    meaning: 'A message could not be sent, or came back undelivered.',
    staff: [['staff']],
    data: { ...notificationFields, ...failureFields, bounced },
  },
  // Version 1: without bounces.
  { meaning: 'A message could not be sent.', data: { ...acknowledgementFields, ...failureFields } },
  { data: { ...complainantFields, ...failureFields, bounced } },
);

/** The steps that a message to the complainant completes. */
export const carriedSteps = ['acknowledgement', 'decision'] as const;

/**
 * A step that counted as done is open again: its message did not arrive, so its clock is as if it had never been stopped. A later message
 * that goes out completes it, with `ComplaintAcknowledged` or `DecisionDelivered`.
 */
export const StepTakenBack = event('StepTakenBack', {
  meaning: 'A step no longer counts as done, because its message did not arrive.',
  data: { step: Type.Enum(carriedSteps), messageId: name() },
});

/** A decision whose first message did not arrive reached the complainant after all: by another message, or as their answer shows. */
export const DecisionDelivered = event('DecisionDelivered', {
  meaning: 'A decision that did not arrive at first reached the complainant.',
  data: {
    /** The message that went out; absent when the complainant's answer shows that they know the decision. */
    messageId: Type.Optional(name()),
  },
});

/** A message that did not arrive is sent again, by the same way or another. */
export const MessageResent = event('MessageResent', {
  meaning: 'A message that did not arrive was given out to be sent again.',
  data: {
    /** The message that did not arrive. */
    messageId: name(),
    /** The only way to use; absent where the usual choice applies. */
    channel: Type.Optional(ResendChannel),
  },
});
