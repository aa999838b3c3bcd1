import { describe, expect, it } from '@jest/globals';
import { toActorId } from '@redress/testing';
import type { Instant } from '../instant.js';
import { acme, acmeWithReview } from '../policies/policy.mother.spec.js';
import type { Policy } from '../policies/policy.js';
import {
  accepted,
  acknowledged,
  answer,
  appealed,
  approved,
  attachmentOf,
  command,
  communicated,
  complainant,
  given,
  happened,
  historyTo,
  proposed,
  rejected,
  reopened,
  stateAfter,
  supervisor,
} from './complaint.mother.spec.js';
import { availableCommands, complaint } from './commands.js';
import type { Complaint, PastComplaintEvent, EventContext } from './complaint.js';

const GROUNDS = 'My receipt was not looked at.';
const lodged = { stage: 2, anotherDecider: true, automatic: false, grounds: GROUNDS } as const;
const reviewed = { policy: acmeWithReview };
const appeal = command('lodge-appeal', { grounds: GROUNDS }, { ...reviewed, actor: complainant });
const reviewer = { id: toActorId('reviewer-1'), role: 'handler' };
const head = { id: toActorId('head-1'), role: 'supervisor' };

const inReview = [...historyTo.rejected, appealed];
const secondDecision = [
  happened('ResponseProposed', answer, { actor: reviewer }),
  happened('ResponseApproved', {}, { actor: head }),
  communicated,
];
const assigned = happened('ComplaintAssigned', { assignee: 'handler-1' });

describe('An appeal', () => {
  it('begins the next stage, and rejects the decision where that was not said yet', () => {
    given(historyTo.rejected)
      .when(appeal)
      .then([{ type: 'AppealLodged', data: lodged }]);
    given(historyTo['decision-communicated'])
      .when(appeal)
      .then([
        { type: 'DecisionRejected', data: {} },
        { type: 'AppealLodged', data: lodged },
      ]);
    expect(stateAfter(inReview)).toMatchObject({ status: 'under-investigation', stage: { number: 2, appealed: true } });
  });

  it('stays possible while the same stage prepares another answer, which it does away with', () => {
    const offered = happened('ResponseProposed', { decision: 'upheld', explanation: 'A better offer.', remedies: [] });
    given([...historyTo.rejected, offered])
      .when(appeal)
      .then([{ type: 'AppealLodged', data: lodged }]);
    const after = stateAfter([...historyTo.rejected, offered, appealed]) as Complaint;
    expect(after.response).toBeUndefined();
  });

  it('decides nothing when it is sent again, and is not lost in silence with other grounds', () => {
    given(inReview).when(appeal).thenNothing();
    given(inReview)
      .when(command('lodge-appeal', { grounds: 'And the fee.' }, reviewed))
      .thenRefused('appeal-pending');
    given(inReview)
      .when(command('record-rejection', {}, reviewed))
      .thenNothing();
  });

  it('is refused after the last stage, naming the bodies outside in both languages', () => {
    const decision = complaint.decide({ ...appeal, policy: acme }, stateAfter(historyTo.rejected));
    expect(decision).toEqual({
      refused: 'no-further-stage',
      details: { bodies: { en: 'Ombudsman', fa: 'بازرس' } },
    });
    const bodiless = { ...acme, outsideBodies: [] };
    expect(complaint.decide({ ...appeal, policy: bodiless }, stateAfter(historyTo.rejected))).toMatchObject({
      details: { bodies: { en: '-' } },
    });
    given([...inReview, ...secondDecision, rejected])
      .when(appeal)
      .thenRefused('no-further-stage');
  });

  it('is offered while there is a stage to appeal to', () => {
    const offered = (policy: Policy) =>
      availableCommands(stateAfter(historyTo.rejected), { id: 'complainant', roles: ['complainant'] }, policy);
    expect(offered(acmeWithReview)).toContain('lodge-appeal');
    expect(offered(acme)).not.toContain('lodge-appeal');
  });

  it('follows from a rejection by itself where the policy says so', () => {
    const stages = acmeWithReview.stages.map((stage, index) => (index === 1 ? { ...stage, automatic: true } : stage));
    given(historyTo['decision-communicated'])
      .when(command('record-rejection', { comment: 'No.' }, { policy: { ...acmeWithReview, stages } }))
      .then([
        { type: 'DecisionRejected', data: { comment: 'No.' } },
        { type: 'AppealLodged', data: { stage: 2, anotherDecider: true, automatic: true } },
      ]);
  });

  it('is acknowledged for itself', () => {
    given(inReview)
      .when(command('acknowledge', { channel: 'email' }))
      .then([{ type: 'ComplaintAcknowledged', data: { channel: 'email' } }]);
    given([...inReview, acknowledged])
      .when(command('acknowledge', {}))
      .thenNothing();
  });
});

describe('A stage with another decider', () => {
  it('is closed to those who proposed and approved before, also as assignees', () => {
    given(inReview)
      .when(command('propose-response', answer, reviewed))
      .thenRefused('decider-of-earlier-stage');
    given(inReview)
      .when(command('assign', { assignee: 'handler-1' }, reviewed))
      .thenRefused('decider-of-earlier-stage');
    const pending = [...inReview, happened('ResponseProposed', answer, { actor: reviewer })];
    for (const type of ['approve-response', 'return-response'] as const)
      given(pending)
        .when(command(type, { comment: 'Mine before.' }, { ...reviewed, actor: supervisor }))
        .thenRefused('decider-of-earlier-stage');
    given(pending)
      .when(command('approve-response', {}, { ...reviewed, actor: head }))
      .then([{ type: 'ResponseApproved', data: {} }]);
  });

  it('takes the case from the desk of one who decided, and leaves it at any other', () => {
    expect((stateAfter([...historyTo.rejected, assigned, appealed]) as Complaint).assignee).toBeUndefined();
    const other = happened('ComplaintAssigned', { assignee: 'handler-2' });
    expect((stateAfter([...historyTo.rejected, other, appealed]) as Complaint).assignee).toBe('handler-2');
  });

  it('bars nobody where the same people may decide again', () => {
    const same = happened('AppealLodged', { stage: 2, anotherDecider: false, automatic: false });
    given([...historyTo.rejected, assigned, same])
      .when(command('propose-response', answer, reviewed))
      .then([{ type: 'ResponseProposed', data: answer }]);
  });

  it('stays what it is after a reopening, and the case goes back to its desk', () => {
    const desk = happened('ComplaintAssigned', { assignee: 'reviewer-1' });
    const closed = [
      ...inReview,
      desk,
      ...secondDecision,
      accepted,
      happened('ComplaintClosed', { outcome: 'resolved' }),
    ];
    expect(stateAfter([...closed, reopened])).toMatchObject({
      assignee: 'reviewer-1',
      stage: { number: 2, appealed: false, barred: ['handler-1', 'supervisor-1'] },
    });
  });
});

describe('The final position', () => {
  const atTheEnd = [...inReview, ...secondDecision, rejected];
  const position = command('state-final-position', { text: 'We stand by it.' }, reviewed);
  const exhausted = { outcome: 'options-exhausted', comment: 'Told of the ombudsman.' } as const;

  it('comes after the last stage, once', () => {
    given(historyTo.rejected).when(position).thenRefused('further-stage-open');
    given([...inReview, ...secondDecision])
      .when(position)
      .thenRefused('decision-not-rejected');
    given(atTheEnd)
      .when(position)
      .then([{ type: 'FinalPositionStated', data: { text: 'We stand by it.' } }]);
    given([...atTheEnd, happened('FinalPositionStated', { text: 'We stand by it.' })])
      .when(position)
      .thenNothing();
  });

  it('is what closing waits for when all stages are used', () => {
    given(atTheEnd)
      .when(command('close', exhausted, reviewed))
      .thenRefused('final-position-missing');
    given([...atTheEnd, happened('FinalPositionStated', { text: 'We stand by it.' })])
      .when(command('close', exhausted, reviewed))
      .then([{ type: 'ComplaintClosed', data: exhausted }]);
  });

  it('leaves closing to be offered once it is stated and no appeal is open', () => {
    const offered = (history: readonly PastComplaintEvent[], policy: Policy, at?: Instant) =>
      availableCommands(stateAfter(history), { id: supervisor.id, roles: ['supervisor'] }, policy, at).includes(
        'close',
      );
    const stated = [...atTheEnd, happened('FinalPositionStated', { text: 'We stand by it.' })];
    expect([offered(atTheEnd, acmeWithReview), offered(stated, acmeWithReview)]).toEqual([false, true]);
    expect(offered(historyTo.rejected, acmeWithReview, '2026-11-02T12:00:00.000Z')).toBe(false);
    expect(offered(historyTo.rejected, acmeWithReview, '2027-01-10T12:00:00.000Z')).toBe(true);
  });

  it('is not the last word when another decision follows', () => {
    const stated = happened('FinalPositionStated', { text: 'We stand by it.' });
    given([...atTheEnd, stated, proposed, approved, communicated, rejected])
      .when(command('close', exhausted, reviewed))
      .thenRefused('final-position-missing');
  });

  it('is not asked for where the complainant was told of a stage and did not use it', () => {
    const later = { ...reviewed, now: '2027-01-10T12:00:00.000Z', occurredAt: '2027-01-10T12:00:00.000Z' } as const;
    given(historyTo.rejected)
      .when(command('close', exhausted, later))
      .then([{ type: 'ComplaintClosed', data: exhausted }]);
  });
});

describe('Silence', () => {
  // The decision was told on 3 November at 09:00, and two days of silence mean acceptance.
  const until: Instant = '2026-11-05T09:00:00.000Z';
  const silence = (now: Instant, occurredAt = until, policy: Policy = acmeWithReview) =>
    command('record-silence', {}, { actor: { id: toActorId('system'), role: 'system' }, now, occurredAt, policy });
  const presumedSince = (since: Instant) =>
    ({ type: 'DecisionAccepted', data: { basis: 'presumed', silence: { since, calendar: 'generic@1' } } }) as const;
  const presumed = presumedSince('2026-11-03T09:00:00.000Z');

  it('means acceptance once it has lasted as long as the policy says, and not a millisecond before', () => {
    given(historyTo['decision-communicated'])
      .when(silence('2026-11-05T09:00:00.000Z'))
      .thenRefused('silence-not-lasted');
    given(historyTo['decision-communicated']).when(silence('2026-11-05T09:00:00.001Z')).then([presumed]);
  });

  it('is read at the instant to which it had to last, however late somebody looks', () => {
    given(historyTo['decision-communicated']).when(silence('2027-03-01T09:00:00.000Z')).then([presumed]);
    given(historyTo['decision-communicated'])
      .when(silence('2027-03-01T09:00:00.000Z', '2026-11-05T09:00:00.001Z'))
      .thenRefused('silence-not-lasted');
  });

  it('is broken by what the complainant writes', () => {
    const heard = happened('InformationAdded', { text: 'Wait.' }, { occurredAt: '2026-11-04T09:00:00.000Z' });
    const later: Instant = '2026-11-06T09:00:00.000Z';
    const history = [...historyTo['decision-communicated'], heard];
    given(history).when(silence(later)).thenRefused('silence-not-lasted');
    given(history).when(silence(later, later)).thenRefused('silence-not-lasted');
    given(history)
      .when(silence('2026-11-06T09:00:00.001Z', later))
      .then([presumedSince('2026-11-04T09:00:00.000Z')]);
  });

  it('lasts no shorter for what was said before the decision and typed in after it', () => {
    const typedInLate = happened('InformationAdded', { text: 'Wait.' }, { occurredAt: '2026-11-02T12:00:00.000Z' });
    given([...historyTo['decision-communicated'], typedInLate])
      .when(silence('2026-11-05T09:00:00.001Z'))
      .then([presumed]);
  });

  it('is broken by a file that the complainant sends, and by none that the staff adds', () => {
    const added = (actor: EventContext['actor']) =>
      happened('AttachmentAdded', attachmentOf('a'), { actor, occurredAt: '2026-11-04T09:00:00.000Z' });
    const now: Instant = '2026-11-05T09:00:00.001Z';
    given([...historyTo['decision-communicated'], added(complainant)])
      .when(silence(now))
      .thenRefused('silence-not-lasted');
    given([...historyTo['decision-communicated'], added(supervisor)])
      .when(silence(now))
      .then([presumed]);
  });

  it('is counted by the calendar in force, in which a holiday was announced late', () => {
    const days = { length: 2, unit: 'business-days', end: 'end-of-day' } as const;
    const policy: Policy = { ...acmeWithReview, silence: { after: days, means: 'accepted' } };
    const names = { en: 'Announced late', fa: 'دیر اعلام‌شده' };
    const changed = happened('CalendarChanged', {
      calendar: 'generic@2',
      from: 'generic@1',
      added: [{ on: '2026-11-05', names }],
    });
    const now: Instant = '2026-11-10T09:00:00.000Z';
    given(historyTo['decision-communicated'])
      .when(silence(now, '2026-11-05T23:59:59.999Z', policy))
      .then([presumed]);
    const silent = { since: '2026-11-03T09:00:00.000Z', calendar: 'generic@2' } as const;
    given([...historyTo['decision-communicated'], changed])
      .when(silence(now, '2026-11-06T23:59:59.999Z', policy))
      .then([{ type: 'DecisionAccepted', data: { basis: 'presumed', silence: silent } }]);
  });

  it('means nothing without a policy that says so, and nothing more after an answer', () => {
    given(historyTo['decision-communicated'])
      .when(silence('2027-11-05T09:00:00.000Z', until, acme))
      .thenRefused('silence-not-lasted');
    given(historyTo.accepted).when(silence('2027-11-05T09:00:00.000Z')).thenNothing();
    given(historyTo.rejected).when(silence('2027-11-05T09:00:00.000Z')).thenNothing();
  });

  it('closes where the policy says so and nothing is owed', () => {
    const closing = { ...acmeWithReview, silence: { ...acmeWithReview.silence!, means: 'closed' } } as const;
    const now: Instant = '2026-11-09T09:00:00.000Z';
    given(historyTo['decision-communicated'])
      .when(silence(now, until, closing))
      .then([presumed]);
    const delivered = [0, 1].map((remedy) => happened('RemedyDelivered', { remedy }));
    given([...historyTo['decision-communicated'], ...delivered])
      .when(silence(now, until, closing))
      .then([presumed, { type: 'ComplaintClosed', data: { outcome: 'resolved' } }]);
  });
});

describe('The outcome of an outside body', () => {
  const outcome = { outcome: 'upheld', by: 'The ombudsman', summary: 'Pay it back.' } as const;

  it.each(['referred', 'rejected', 'closed'] as const)('is recorded once when the complaint is %s', (status) => {
    given(historyTo[status])
      .when(command('record-referral-outcome', outcome))
      .then([{ type: 'ReferralOutcomeRecorded', data: outcome }]);
    given([...historyTo[status], happened('ReferralOutcomeRecorded', outcome)])
      .when(command('record-referral-outcome', outcome))
      .thenNothing();
  });

  it('may be corrected by another one', () => {
    given([...historyTo.referred, happened('ReferralOutcomeRecorded', outcome)])
      .when(command('record-referral-outcome', { ...outcome, outcome: 'not-upheld' }))
      .then([{ type: 'ReferralOutcomeRecorded', data: { ...outcome, outcome: 'not-upheld' } }]);
  });
});
