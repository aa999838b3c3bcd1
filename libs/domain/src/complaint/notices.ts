import type { Channel, EventData, MessageChannel, StaffKind } from '@redress/contracts';
import { evaluateClocks } from '../clocks/clocks.js';
import { hasPassed, pendingFirings, type ClockFiring } from '../clocks/firings.js';
import { type Instant, instantOf } from '../instant.js';
import { caseWork } from '../permissions/roles.js';
import { refuse } from '../refusal.js';
import { always, sameContent, saying, untilItEnds, type Command, type DecisionContext } from './command.js';
import { endedStatuses, named, type Complaint } from './complaint.js';

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
  adds: () => true,
  examples: { text: [undefined, 'We are looking into it.', 'بله'], due: [undefined] },
};

// A message id has one attempt and one outcome, so a restarted service that repeats its commands adds nothing. Delivery is a fact: it can
// be recorded in every status.

const facts = {
  purpose: [
    'acknowledgement',
    'progress-report',
    'decision',
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
    }),
  },
  examples: facts,
};

/** A sent acknowledgement acknowledges the complaint (ISO 10002:2018, 7.4), if that is still due. */
export const recordNotificationSent: Command<
  'record-notification-sent',
  EventData<'NotificationSent'>,
  'NotificationSent'
> = {
  type: 'record-notification-sent',
  by: ['system'],
  standing: always,
  decide: ({ data }, { messages, acknowledged, status }) => {
    const known = named(messages, data.messageId);
    if (known === 'sent') return [];
    if (known === 'failed') return refuse('notification-outcome-recorded');
    const sent = { type: 'NotificationSent', data } as const;
    const isOver = acknowledged || endedStatuses.includes(status);
    if (data.purpose !== 'acknowledgement' || isOver) return [sent];
    return [sent, { type: 'ComplaintAcknowledged', data: { channel: reachedBy[data.channel] } }];
  },
  folds: {
    NotificationSent: (complaint, { data }) => ({
      ...complaint,
      messages: { ...complaint.messages, [data.messageId]: 'sent' },
    }),
  },
  examples: facts,
};

/** A sent message may still bounce. Any other later outcome contradicts the record. */
export const recordNotificationFailed: Command<
  'record-notification-failed',
  EventData<'NotificationFailed'>,
  'NotificationFailed'
> = {
  type: 'record-notification-failed',
  by: ['system'],
  standing: always,
  decide: ({ data }, { messages, said }) => {
    const known = named(messages, data.messageId);
    // A different report, such as another reason for a bounce, is another fact.
    if (known === 'failed')
      return sameContent(data, said[failureOf(data)]) ? [] : [{ type: 'NotificationFailed', data }];
    const isTold = known === 'sent' && data.bounced !== true;
    return isTold ? refuse('notification-outcome-recorded') : [{ type: 'NotificationFailed', data }];
  },
  folds: {
    NotificationFailed: (complaint, { data }) => ({
      ...complaint,
      ...saying(failureOf(data), data, complaint),
      messages: { ...complaint.messages, [data.messageId]: 'failed' },
    }),
  },
  examples: { ...facts, failure: ['mailbox-full', 'refused'], uncertain: [false, true], bounced: [true, undefined] },
};

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
