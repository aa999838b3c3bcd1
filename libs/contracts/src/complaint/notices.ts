import Type from 'typebox';
import { closed, event, personal } from '../definition.js';
import {
  instant,
  Language,
  MessageChannel,
  MessagePurpose,
  name,
  StaffKind,
  text,
  version,
  word,
} from '../vocabulary.js';
import { runNumber } from './clocks.js';

/** The complainant is told how things stand (ISO 10002:2018, 7.3): on request, or by itself at a time that the policy sets. */
export const ProgressReported = event('ProgressReported', {
  meaning: 'The complainant was told how things stand.',
  isMessage: true,
  data: {
    text: Type.Optional(personal(text())),
    /** The clock, and its run, that asked for it; absent when a person reported. */
    clock: Type.Optional(word()),
    run: Type.Optional(runNumber()),
    calendar: Type.Optional(version()),
    /** When the next report is due. */
    next: Type.Optional(instant()),
  },
});

/** What every event about one message said of it when acknowledgements by e-mail were all that was sent. */
const acknowledgementFields = {
  purpose: Type.Enum(['acknowledgement']),
  channel: Type.Enum(['email']),
  /** One message, one id, through all its events. */
  messageId: name(),
  /** Name and version of the words that were sent: `acknowledgement@1`. */
  template: name(),
  language: Language,
};

/** The same when every message was for the complainant. */
const complainantFields = {
  ...acknowledgementFields,
  purpose: Type.Enum(['acknowledgement', 'progress-report', 'decision', 'information-request', 'task']),
  channel: MessageChannel,
  /** The end of the quiet hours for whose sake it was kept back. */
  heldUntil: Type.Optional(instant()),
};

/**
 * What every event about one message says of it. The address is not among it: that of a complainant is in the complaint, sealed, and that
 * of staff in the directory of the installation.
 */
const notificationFields = {
  ...complainantFields,
  purpose: MessagePurpose,
  /** Whom of the staff it is for; absent from a message to the complainant. */
  staff: Type.Optional(closed({ kind: StaffKind, name: name() })),
};

/** A message is about to be handed to its transport. Written before sending, so that a message whose fate is unknown is not sent twice. */
export const NotificationAttempted = event(
  'NotificationAttempted',
  { meaning: 'The sending of a message was begun.', staff: [['staff']], data: notificationFields },
  { data: acknowledgementFields },
  { data: complainantFields },
);

/** The transport took the message over. Whether it was read, nobody knows. */
export const NotificationSent = event(
  'NotificationSent',
  { meaning: 'A message was sent.', staff: [['staff']], data: notificationFields },
  { data: acknowledgementFields },
  { data: complainantFields },
);

const failureFields = {
  /** A stable code. Never what the mail server said: that may name the recipient. */
  failure: name(),
  /** The message may have gone out all the same. */
  uncertain: Type.Boolean(),
};

/** It had been sent, and was returned undelivered. */
const bounced = Type.Optional(Type.Boolean());

/** The message was not sent, or it cannot be known whether it was, or it came back. */
export const NotificationFailed = event(
  'NotificationFailed',
  {
    meaning: 'A message could not be sent, or came back undelivered.',
    staff: [['staff']],
    data: { ...notificationFields, ...failureFields, bounced },
  },
  // When nothing came back.
  { meaning: 'A message could not be sent.', data: { ...acknowledgementFields, ...failureFields } },
  { data: { ...complainantFields, ...failureFields, bounced } },
);
