import type {
  Channel,
  ComplaintEvent,
  EventData,
  MessageChannel,
  NotificationFacts,
  ResendChannel,
  StaffKind,
} from '@redress/contracts';
import { evaluateClocks } from '../clocks/clocks.js';
import { hasPassed, pendingFirings, type ClockFiring } from '../clocks/firings.js';
import { type Instant, instantOf } from '../instant.js';
import { caseWork } from '../permissions/roles.js';
import { refuse } from '../refusal.js';
import {
  always,
  sameContent,
  saying,
  untilItEnds,
  type Command,
  type DecisionContext,
  type Standing,
} from './command.js';
import { isOngoing, named, type Case, type Complaint } from './complaint.js';
import { isCorrected } from './receipt.js';

// Messages to complainants and staff, and their delivery.

/**
 * Reports progress to the complainant (ISO 10002:2018, 7.3). A person may do so at any time; the system only at the due instant of a
 * clock whose policy asks for it. `due`, from the system only, names the clock and its run.
 */
export const reportProgress: Command<
  'report-progress',
  { readonly text?: string; readonly due?: { readonly clock: string; readonly run: number } },
  'ProgressReported'
> = {
  type: 'report-progress',
  by: [...caseWork, 'system'],
  standing: untilItEnds,
  decide: (sent, { timeline }) => {
    const { data, policy, now, occurredAt } = sent;
    const { text, due } = data;
    const next = nextReport(sent, timeline);
    const said = { ...(text !== undefined && { text }), ...(next !== undefined && { next }) };
    if (due === undefined) return [{ type: 'ProgressReported', data: said }];
    const firing = pendingFirings(policy, timeline).find(
      (one): one is ClockFiring =>
        one.kind === 'report-progress' &&
        one.clock === due.clock &&
        one.run === due.run &&
        one.at === occurredAt &&
        hasPassed(one, now),
    );
    if (firing === undefined) return [];
    const { clock, run, calendar } = firing;
    return [{ type: 'ProgressReported', data: { ...said, clock, run, calendar } }];
  },
  folds: {
    // The timeline holds it.
    ProgressReported: (complaint) => complaint,
  },
  wordsUnused: true,
  adds: () => true,
  examples: { text: [undefined, 'We are looking into it.', 'بله'], due: [undefined] },
};

// A message id has one attempt and one outcome, so a restarted service that repeats its commands adds nothing. Delivery is a fact: it can
// be recorded in every status.

const facts = {
  // Those that a step depends on more often than the rest.
  purpose: [
    'acknowledgement',
    'decision',
    'decision',
    'decision',
    'acknowledgement',
    'progress-report',
    'information-request',
    'task',
    'assignment',
    'escalation',
  ],
  channel: ['email', 'webhook', 'sms', 'letter'],
  messageId: ['message-1', 'message-2', 'message-3'],
  template: ['acknowledgement@1'],
  language: ['en', 'fa'],
  heldUntil: [undefined],
  staff: [undefined],
} as const;

export const recordNotificationAttempted: Command<
  'record-notification-attempted',
  EventData<'NotificationAttempted'>,
  'NotificationAttempted'
> = {
  type: 'record-notification-attempted',
  by: ['system'],
  standing: always,
  decide: ({ data }, { messages }) =>
    named(messages, data.messageId) === undefined ? [{ type: 'NotificationAttempted', data }] : [],
  folds: {
    NotificationAttempted: (complaint, { data }) => ({
      ...complaint,
      messages: { ...complaint.messages, [data.messageId]: 'attempted' },
      carriedBy: carryingDecision(data, complaint),
    }),
  },
  examples: facts,
};

/**
 * A sent acknowledgement acknowledges the complaint (ISO 10002:2018, 7.4), if that is still due; a decision that goes out after its first
 * message did not arrive counts as told from then on.
 */
export const recordNotificationSent: Command<
  'record-notification-sent',
  EventData<'NotificationSent'>,
  'NotificationSent' | 'DecisionDelivered'
> = {
  type: 'record-notification-sent',
  by: ['system'],
  standing: always,
  decide: ({ data }, complaint) => {
    const { messageId, channel } = data;
    const known = named(complaint.messages, messageId);
    if (known === 'sent') return [];
    if (known === 'failed') return refuse('notification-outcome-recorded');
    const sent = { type: 'NotificationSent', data } as const;
    if (acknowledges(data, complaint))
      return [sent, { type: 'ComplaintAcknowledged', data: { channel: reachedBy[channel] } }];
    const isLateDecision = data.purpose === 'decision' && data.staff === undefined;
    return isLateDecision && isUntold(complaint) ? [sent, { type: 'DecisionDelivered', data: { messageId } }] : [sent];
  },
  folds: {
    NotificationSent: (complaint, { data }) => {
      const { messageId } = data;
      const carried = carryingDecision(data, complaint);
      return {
        ...complaint,
        messages: { ...complaint.messages, [messageId]: 'sent' },
        carriedBy: acknowledges(data, complaint) ? { ...carried, acknowledgement: messageId } : carried,
      };
    },
    DecisionDelivered: (complaint, { data }) => {
      if (complaint.decision === undefined) return complaint;
      const { undelivered: _undelivered, ...decision } = complaint.decision;
      const carrier = data.messageId === undefined ? {} : { decision: data.messageId };
      return { ...complaint, decision, carriedBy: { ...complaint.carriedBy, ...carrier } };
    },
  },
  examples: facts,
};

/**
 * A sent message may still bounce. Any other later outcome contradicts the record. The step that it completed is taken back: a claim of
 * having told somebody holds no clock when nothing arrived.
 */
export const recordNotificationFailed: Command<
  'record-notification-failed',
  EventData<'NotificationFailed'>,
  'NotificationFailed' | 'StepTakenBack'
> = {
  type: 'record-notification-failed',
  by: ['system'],
  standing: always,
  decide: ({ data }, complaint) => {
    const { messages, said } = complaint;
    const known = named(messages, data.messageId);
    // A different report, such as another reason for a bounce, is another fact.
    if (known === 'failed')
      return sameContent(data, said[failureOf(data)]) ? [] : [{ type: 'NotificationFailed', data }];
    const isTold = known === 'sent' && data.bounced !== true;
    if (isTold) return refuse('notification-outcome-recorded');
    return [{ type: 'NotificationFailed', data }, ...takenBack(data, complaint)];
  },
  folds: {
    NotificationFailed: (complaint, { data }) => ({
      ...complaint,
      ...saying(failureOf(data), data, complaint),
      messages: { ...complaint.messages, [data.messageId]: 'failed' },
      carriedBy: carryingDecision(data, complaint),
      undelivered: undeliveredAfter(data, complaint),
    }),
    StepTakenBack: (complaint, { data: { step } }) => {
      if (step === 'decision') {
        const { decision } = complaint;
        return { ...complaint, ...(decision && { decision: { ...decision, undelivered: true } }) };
      }
      const status = complaint.status === 'acknowledged' ? 'received' : complaint.status;
      return { ...complaint, acknowledged: false, status };
    },
  },
  examples: { ...facts, failure: ['mailbox-full', 'refused'], uncertain: [false, true], bounced: [true, undefined] },
};

/** Where a message goes again: by one way only, or to an address that was wrong until now. */
export interface Resending {
  readonly messageId: string;
  readonly channel?: ResendChannel;
  readonly email?: string;
  readonly phone?: string;
  readonly postalAddress?: string;
}

/** Sends a message again that did not arrive. A corrected address holds for everything that comes later as well. */
export const resend: Command<'resend', Resending, 'MessageResent'> = {
  type: 'resend',
  by: ['intake-agent', ...caseWork, 'system'],
  standing: ({ undelivered }) => (undelivered.length > 0 ? 'open' : refuse('message-not-failed')),
  standingOf: ({ data }, complaint) => resending(data, complaint),
  decide: ({ data }, { corrected }) => {
    const { messageId, channel } = data;
    const complainant = addressesIn(data);
    const isNew = complainant !== undefined && !isCorrected({ complainant }, corrected);
    const resent = { messageId, ...(channel !== undefined && { channel }) };
    return [
      ...(isNew ? [{ type: 'DetailsCorrected', data: { complainant } } as const] : []),
      { type: 'MessageResent', data: resent },
    ];
  },
  folds: {
    MessageResent: (complaint, { data }) => ({
      ...complaint,
      ...saying(`resend ${data.messageId}`, data, complaint),
      undelivered: complaint.undelivered.filter((one) => one !== data.messageId),
    }),
  },
  examples: {
    messageId: facts.messageId,
    channel: [undefined, 'email', 'sms', 'letter'],
    email: [undefined, 'robin@example.net'],
    phone: [undefined, '+44 20 7946 0101'],
    postalAddress: [undefined, 'Elm Street 2'],
  },
};

function resending(data: Resending, complaint: Complaint): Standing {
  const { undelivered, said, corrected } = complaint;
  if (undelivered.includes(data.messageId)) return 'open';
  const before = named(said, `resend ${data.messageId}`) as EventData<'MessageResent'> | undefined;
  if (before === undefined) return refuse('message-not-failed');
  const complainant = addressesIn(data);
  const isSame =
    before.channel === data.channel && (complainant === undefined || isCorrected({ complainant }, corrected));
  return isSame ? 'done' : refuse('message-already-resent');
}

function addressesIn({ messageId: _id, channel: _channel, ...addresses }: Resending) {
  return Object.keys(addresses).length === 0 ? undefined : addresses;
}

/** The failure of a message to an address that was replaced: nobody needs to be reached there. */
export const FORMER_CONTACT = 'former-contact';

/** Failures after which there is nobody left to reach. */
const NOBODY_LEFT: readonly string[] = ['erased', FORMER_CONTACT];

function undeliveredAfter({ staff, failure, messageId }: EventData<'NotificationFailed'>, complaint: Complaint) {
  const { undelivered } = complaint;
  const isLost = staff === undefined && !NOBODY_LEFT.includes(failure) && !undelivered.includes(messageId);
  return isLost ? [...undelivered, messageId] : undelivered;
}

/** Whether a message that goes out acknowledges the complaint. */
function acknowledges({ purpose }: Pick<NotificationFacts, 'purpose'>, complaint: Complaint): boolean {
  return purpose === 'acknowledgement' && !complaint.acknowledged && isOngoing(complaint);
}

/** The first message about a decision carries it, from its first try. */
function carryingDecision({ purpose, staff, messageId }: NotificationFacts, complaint: Complaint): Case['carriedBy'] {
  const { carriedBy, decision } = complaint;
  const isFirst = purpose === 'decision' && staff === undefined && decision !== undefined;
  return isFirst && carriedBy.decision === undefined ? { ...carriedBy, decision: messageId } : carriedBy;
}

/** Takes back the step whose message failed. Not after an answer, which shows that the complainant knows, or after the end. */
function takenBack(data: EventData<'NotificationFailed'>, complaint: Complaint): readonly ComplaintEvent[] {
  const { messageId, staff, failure } = data;
  const { acknowledged, carriedBy, status, decision } = complaint;
  if (staff !== undefined || NOBODY_LEFT.includes(failure) || !isOngoing(complaint)) return [];
  const step = ((): EventData<'StepTakenBack'>['step'] | undefined => {
    if (acknowledged && carriedBy.acknowledgement === messageId) return 'acknowledgement';
    const isAwaited = status === 'decision-communicated' && decision?.undelivered !== true;
    return isAwaited && carryingDecision(data, complaint).decision === messageId ? 'decision' : undefined;
  })();
  return step === undefined ? [] : [{ type: 'StepTakenBack', data: { step, messageId } }];
}

/** Whether the last decision did not reach the complainant yet. */
function isUntold({ status, decision }: Complaint): boolean {
  return status === 'decision-communicated' && decision?.undelivered === true;
}

/** What an answer to a decision shows that did not seem to arrive: it did. */
export function shownByAnswer(complaint: Complaint): readonly ComplaintEvent[] {
  return isUntold(complaint) ? [{ type: 'DecisionDelivered', data: {} }] : [];
}

function failureOf({ messageId }: { readonly messageId: string }): string {
  return `record-notification-failed ${messageId}`;
}

/** The channel used, in the terms of receipt. */
const reachedBy: { readonly [channel in MessageChannel]: Channel } = {
  email: 'email',
  sms: 'phone',
  letter: 'letter',
  webhook: 'partner',
};

/** The next due instant of the clock that a report restarts. */
function nextReport({ policy, occurredAt }: DecisionContext, timeline: Complaint['timeline']): Instant | undefined {
  const clocks = policy.clocks.filter(({ restartsAt }) => restartsAt?.includes('progress-reported'));
  const after = [...timeline, { fact: 'progress-reported', at: occurredAt } as const];
  const dues = evaluateClocks({ ...policy, clocks }, after).flatMap(({ run, due }) =>
    run.stoppedAt === undefined && due?.at !== undefined ? [due.at] : [],
  );
  return dues.length === 0 ? undefined : instantOf(Math.min(...dues));
}

/**
 * A member or group of staff. `name` is the `sub` of a person, or the organization's name of a team, department or role; never an address.
 */
export type StaffRecipient = {
  readonly kind: StaffKind;
  readonly name: string;
};

/**
 * The staff concerned by a decision (ISO 10002:2018, 7.8): the assignee, the team, the proposer and the approver of the response, and the
 * assignees of tasks. Each once, in this order.
 */
export function staffConcerned({ assignee, route, response, tasks }: Complaint): readonly StaffRecipient[] {
  const work = Object.values(tasks)
    .filter(({ standing }) => standing !== 'cancelled')
    .map(({ content }) => content);
  const recipients = [
    ...peopleOf([assignee]),
    ...teamsOf([route?.team]),
    ...peopleOf([response?.proposedBy, response?.approvedBy]),
    ...work.flatMap((task) => staffOfTask(task)),
  ];
  const known = new Map(recipients.map((recipient) => [`${recipient.kind}:${recipient.name}`, recipient]));
  return [...known.values()];
}

/** The assignee of a task: the person, or else the department. */
export function staffOfTask({
  assignee,
  department,
}: {
  readonly assignee?: string;
  readonly department?: string;
}): readonly StaffRecipient[] {
  return assignee === undefined ? teamsOf([department]) : peopleOf([assignee]);
}

/** The current assignee: the person, or else the team. Empty while the complaint is in the common queue. */
export function staffInCharge({ assignee, route }: Complaint): readonly StaffRecipient[] {
  return assignee === undefined ? teamsOf([route?.team]) : peopleOf([assignee]);
}

const peopleOf = recipientsOf('person');
const teamsOf = recipientsOf('team');

function recipientsOf(kind: StaffKind): (names: readonly (string | undefined)[]) => readonly StaffRecipient[] {
  return (names) => names.flatMap((name) => (name === undefined ? [] : [{ kind, name }]));
}
