import { givenFor, toActorId } from '@redress/testing';
import { acme } from '../policies/policy.mother.spec.js';
import { toReference } from '../references/reference.js';
import type { DecisionContext } from './command.js';
import { type CommandOf, type ComplaintCommandData, type ComplaintCommandType, complaint } from './commands.js';
import type { ComplaintEventType, OpenedEventData } from '@redress/contracts';
import type { EventContext, PastComplaintEvent, ComplaintState, ComplaintStatus } from './complaint.js';

/** Builders for the histories of complaints in specs. */

export const given = givenFor(complaint);

/** The complaint under test, and one received a day earlier. */
export const OWN = toReference('7K3M9QXD41PD');
export const EARLIER = toReference('2B8TRW5XN6C2');
export const earlier = { status: 'assessed', receivedAt: '2026-11-01T10:00:00.000Z' } as const;

export const handler = { id: toActorId('handler-1'), role: 'handler' };
export const supervisor = { id: toActorId('supervisor-1'), role: 'supervisor' };
export const complainant = { id: toActorId('complainant'), role: 'complainant' };

/** A recorded event: by default by the handler, on the day after receipt. */
export function happened<Type extends ComplaintEventType>(
  type: Type,
  data: OpenedEventData<Type>,
  context: Partial<EventContext> = {},
): PastComplaintEvent {
  const event = {
    type,
    data,
    actor: handler,
    occurredAt: '2026-11-03T09:00:00.000Z',
    commandId: 'earlier',
    ...context,
  };
  return event as PastComplaintEvent;
}

/** An incoming command: by default new, by the handler, now. */
export function command<Type extends ComplaintCommandType>(
  type: Type,
  data: ComplaintCommandData[Type],
  context: Partial<DecisionContext> = {},
): CommandOf<Type> {
  const now = '2026-11-10T12:00:00.000Z';
  const usual = { id: 'new', reference: OWN, actor: handler, now, occurredAt: now, policy: acme };
  return { type, data, ...usual, ...context } as CommandOf<Type>;
}

export function stateAfter(history: readonly PastComplaintEvent[]): ComplaintState {
  return history.reduce(complaint.evolve, complaint.initialState);
}

export const assessment = {
  severity: 'medium',
  safetyImplication: false,
  complexity: 'standard',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'A fee was charged twice.',
} as const;

export const answer = {
  decision: 'upheld',
  explanation: 'The fee was charged twice by mistake.',
  remedies: [{ kind: 'refund', amount: { value: '12.50', currency: 'EUR' } }, { kind: 'apology' }],
} as const;

export const message = {
  purpose: 'acknowledgement',
  channel: 'email',
  messageId: 'message-1',
  template: 'acknowledgement@1',
  language: 'fa',
} as const;

/** A file whose hash consists of this digit. */
export const attachmentOf = (digit: string) =>
  ({
    attachment: digit.repeat(32),
    mediaType: 'image/jpeg',
    bytes: 48_213,
    sha256: digit.repeat(64),
    name: 'رسید.jpg',
  }) as const;

export const lodged = { description: 'کارمزد دو بار برداشت شده است.', channel: 'web', language: 'fa' } as const;

export const received = happened('ComplaintReceived', lodged, {
  actor: complainant,
  occurredAt: '2026-11-02T10:00:00.000Z',
  commandId: 'lodging',
});
export const acknowledged = happened('ComplaintAcknowledged', { channel: 'email' });
export const assessed = happened('ComplaintAssessed', { ...assessment, priority: 'normal' });
export const investigated = happened('FindingRecorded', { summary: 'The ledger shows it twice.', upheld: 'upheld' });
export const proposed = happened('ResponseProposed', answer);
export const approved = happened('ResponseApproved', {}, { actor: supervisor });
export const returned = happened('ResponseReturned', { comment: 'Say when the money arrives.' }, { actor: supervisor });
export const communicated = happened('DecisionCommunicated', { channel: 'email' });
export const accepted = happened('DecisionAccepted', { basis: 'stated' }, { actor: complainant });
export const rejected = happened('DecisionRejected', {}, { actor: complainant });
export const appealed = happened(
  'AppealLodged',
  { stage: 2, anotherDecider: true, automatic: false, grounds: 'My receipt was not looked at.' },
  { actor: complainant },
);
export const withdrawn = happened('ComplaintWithdrawn', {}, { actor: complainant });
export const referred = happened('ComplaintReferred', { to: 'The labour court' });
export const merged = happened('ComplaintMerged', { into: EARLIER, turn: 1 });
export const unmerged = happened('ComplaintUnmerged', { from: EARLIER, turn: 2 }, { actor: supervisor });
export const reopened = happened('ComplaintReopened', {}, { actor: supervisor });

export const task = {
  task: 'ledger',
  kind: 'investigate',
  title: 'Look up the ledger.',
  department: 'Accounts',
} as const;
export const tasked = happened('TaskAssigned', task);
export const question = { request: 'receipt', text: 'Do you still have the receipt?', dueOn: '2026-11-20' } as const;
export const asked = happened('InformationRequested', question);

const upToDecision = [received, acknowledged, assessed, investigated, proposed, approved, communicated];

/** A history that ends in each status. */
export const historyTo: { readonly [status in ComplaintStatus]: readonly PastComplaintEvent[] } = {
  received: [received],
  acknowledged: [received, acknowledged],
  assessed: [received, acknowledged, assessed],
  'under-investigation': [received, acknowledged, assessed, investigated],
  'response-proposed': [received, acknowledged, assessed, investigated, proposed],
  'response-approved': [received, acknowledged, assessed, investigated, proposed, approved],
  'decision-communicated': upToDecision,
  accepted: [...upToDecision, accepted],
  rejected: [...upToDecision, rejected],
  closed: [...upToDecision, accepted, happened('ComplaintClosed', { outcome: 'resolved' })],
  withdrawn: [received, acknowledged, withdrawn],
  referred: [received, acknowledged, referred],
  merged: [received, acknowledged, merged],
};
