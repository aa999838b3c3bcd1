import {
  complaintProcess,
  correctedReceipt,
  isImportedHistory,
  isOf,
  referenceOf,
  type Complaints,
  type ProjectedComplaintEvent,
} from '@redress/complaints';
import { formatReference, FORMER_CONTACT, sameContact } from '@redress/domain';
import type { ProcessManager } from '@redress/eventing';
import type { Channels } from '../channels/channels.js';
import { contactOf } from '../messages/message-composer.js';
import { formerMessageIdOf } from '../messages/message-id.js';
import { type MessageRecorder, sendOnce } from '../messages/message-recorder.js';
import { CONTACT_WAYS, contactReplaced } from './contact-changed.js';

/** Name under which the process stores its position. */
export const FORMER_CONTACT_PROCESS = 'former-contact';

/**
 * Tells a complainant's former e-mail address and telephone number that they were replaced.
 *
 * Starts at a correction of either; ends with `NotificationSent` or `NotificationFailed`, of which nobody has work: an address is often
 * corrected because nothing arrives there. It throws when an engine or channel fails, and the event is redelivered.
 */
export function formerContact(complaints: Complaints, recorder: MessageRecorder, channels: Channels): ProcessManager {
  return complaintProcess(FORMER_CONTACT_PROCESS, {
    DetailsCorrected: async (event) => {
      if (await isImportedHistory(complaints, event)) return;
      for (const part of ['email', 'phone'] as const)
        if (event.data.complainant?.[part] !== undefined) await tellFormer(part, event, complaints, recorder, channels);
    },
  });
}

async function tellFormer(
  part: keyof typeof CONTACT_WAYS,
  { id, stream, revision }: ProjectedComplaintEvent<'DetailsCorrected'>,
  complaints: Complaints,
  recorder: MessageRecorder,
  channels: Channels,
): Promise<void> {
  const channel = channels.of(CONTACT_WAYS[part]);
  const reference = referenceOf(stream);
  const history = await complaints.history(reference, { to: revision });
  const before = correctedReceipt(history.slice(0, revision));
  const correction = history[revision];
  if (
    channel === undefined ||
    before === undefined ||
    correction === undefined ||
    !isOf('DetailsCorrected')(correction)
  )
    return;
  const former = contactOf(before.data.complainant ?? {})[part];
  const now = contactOf(correction.data.complainant ?? {})[part];
  if (former === undefined || now === undefined || sameContact({ [part]: former }, { [part]: now }) === true) return;
  const { state } = await complaints.load(reference);
  const messageId = formerMessageIdOf({ stream, revision }, part);
  const occasion = { reference, causationId: id };
  const words = contactReplaced(before.data.language, formatReference(reference));
  const { template, language, subject, text, brief = text } = words;
  const facts = { purpose: 'progress-report', channel: channel.name, messageId, template, language } as const;
  const earlier = state.status === 'unknown' ? 'sent' : state.messages[messageId];
  if (earlier === 'attempted') return recorder.failed(occasion, facts, { failure: FORMER_CONTACT, uncertain: true });
  if (earlier !== undefined) return;
  const said = part === 'phone' ? brief : text;
  const message = { messageId, to: { address: former }, subject, text: said, language };
  await sendOnce(recorder, { channel: withSettledFailures(channel), occasion, facts, message });
}

/** A channel whose every failure is one that leaves nothing to do. */
function withSettledFailures(channel: NonNullable<ReturnType<Channels['of']>>): typeof channel {
  return {
    name: channel.name,
    repeatable: channel.repeatable,
    description: channel.description,
    ready: () => channel.ready(),
    send: async (message) => {
      const outcome = await channel.send(message);
      return outcome.sent ? outcome : { sent: false, failure: FORMER_CONTACT, uncertain: outcome.uncertain };
    },
    close: () => channel.close(),
  };
}
