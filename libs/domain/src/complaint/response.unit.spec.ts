import { describe, expect, it } from '@jest/globals';
import { acme } from '../policies/policy.mother.spec.js';
import type { ApprovalLimit, RequiredStep } from '../policies/policy.js';
import {
  accepted,
  answer,
  approved,
  command,
  communicated,
  complainant,
  given,
  happened,
  historyTo,
  investigated,
  proposed,
  returned,
  stateAfter,
  supervisor,
} from './complaint.mother.spec.js';
import { availableCommands, type ComplaintCommand, complaint } from './commands.js';

const bySupervisor = { actor: supervisor };
const limit = (value: string, by: ApprovalLimit['by']): ApprovalLimit => ({ above: { value, currency: 'EUR' }, by });

describe('Proposing a response', () => {
  it.each(['assessed', 'under-investigation', 'rejected'] as const)(
    'is possible when the complaint is %s',
    (status) => {
      given(historyTo[status])
        .when(command('propose-response', answer))
        .then([{ type: 'ResponseProposed', data: answer }]);
    },
  );

  it('replaces a pending proposal, but not with the same words of the same person', () => {
    const other = { ...answer, decision: 'partly-upheld' } as const;
    given(historyTo['response-proposed'])
      .when(command('propose-response', other))
      .then([{ type: 'ResponseProposed', data: other }]);
    given(historyTo['response-proposed']).when(command('propose-response', answer)).thenNothing();
    given(historyTo['response-proposed'])
      .when(command('propose-response', answer, bySupervisor))
      .then([{ type: 'ResponseProposed', data: answer }]);
  });

  it('replaces a pending proposal that says more', () => {
    const withKind = happened('ResponseProposed', { ...answer, responseKind: 'goodwill-case' });
    given([...historyTo['under-investigation'], withKind])
      .when(command('propose-response', answer))
      .then([{ type: 'ResponseProposed', data: answer }]);
  });

  it('may say the same again after it was returned', () => {
    given([...historyTo['response-proposed'], returned])
      .when(command('propose-response', answer))
      .then([{ type: 'ResponseProposed', data: answer }]);
  });
});

describe('What a policy asks of a response', () => {
  const after = (steps: readonly RequiredStep[], history = historyTo.assessed) =>
    given(history).when(command('propose-response', answer, { policy: { ...acme, requiredSteps: steps } }));

  it('is every step that it requires, and no other', () => {
    after(['assessment']).then([{ type: 'ResponseProposed', data: answer }]);
    after(['acknowledgement', 'assessment', 'finding']).thenRefused('required-step-missing');
    const investigatedToo = historyTo['under-investigation'];
    after(['acknowledgement', 'assessment', 'finding'], investigatedToo).then([
      { type: 'ResponseProposed', data: answer },
    ]);
  });

  it('names the step that is missing, the remedy that is not offered, and the role that may approve', () => {
    const state = stateAfter(historyTo['response-proposed']);
    const strict = { ...acme, requiredSteps: ['finding'], approvalLimits: [limit('12.49', 'compliance')] } as const;
    const refused = (asked: ComplaintCommand) => complaint.decide(asked, state);
    expect(refused(command('propose-response', answer, { policy: { ...acme, remedies: ['refund'] } }))).toEqual({
      refused: 'remedy-not-offered',
      details: { kind: 'apology' },
    });
    expect(refused(command('approve-response', {}, { ...bySupervisor, policy: strict }))).toEqual({
      refused: 'approver-lacks-authority',
      details: { role: 'compliance' },
    });
    const unexamined = stateAfter(historyTo.assessed);
    expect(complaint.decide(command('propose-response', answer, { policy: strict }), unexamined)).toEqual({
      refused: 'required-step-missing',
      details: { step: 'finding' },
    });
  });
});

describe('Approving above a limit', () => {
  const approving = (limits: readonly ApprovalLimit[], roles: readonly string[]) =>
    given(historyTo['response-proposed']).when(
      command('approve-response', {}, { actor: { ...supervisor, roles }, policy: { ...acme, approvalLimits: limits } }),
    );
  const isApproved = [{ type: 'ResponseApproved', data: {} }] as const;

  it('takes the role that the limit names', () => {
    approving([limit('10.00', 'compliance')], ['supervisor']).thenRefused('approver-lacks-authority');
    approving([limit('10.00', 'compliance')], ['supervisor', 'compliance']).then(isApproved);
  });

  it('takes every role when several limits are exceeded', () => {
    const limits = [limit('5.00', 'admin'), limit('10.00', 'compliance')];
    approving(limits, ['supervisor', 'compliance']).thenRefused('approver-lacks-authority');
    approving(limits, ['supervisor', 'compliance', 'admin']).then(isApproved);
  });

  it('takes no more than a second person up to the limit', () => {
    approving([limit('12.50', 'compliance')], ['supervisor']).then(isApproved);
  });

  it('is not offered to one who lacks the role', () => {
    const state = stateAfter(historyTo['response-proposed']);
    const strict = { ...acme, approvalLimits: [limit('10.00', 'compliance')] };
    const offered = (roles: readonly string[]) => availableCommands(state, { id: 'supervisor-1', roles }, strict);
    expect(offered(['supervisor'])).not.toContain('approve-response');
    expect(offered(['supervisor', 'compliance'])).toContain('approve-response');
    expect(offered(['compliance'])).not.toContain('approve-response');
  });
});

describe('Reviewing a response', () => {
  it('approves what another person proposed', () => {
    given(historyTo['response-proposed'])
      .when(command('approve-response', { comment: 'Good.' }, bySupervisor))
      .then([{ type: 'ResponseApproved', data: { comment: 'Good.' } }]);
    given(historyTo['response-approved'])
      .when(command('approve-response', {}, bySupervisor))
      .thenNothing();
  });

  it('returns it to investigation', () => {
    given(historyTo['response-proposed'])
      .when(command('return-response', { comment: 'Say when.' }, bySupervisor))
      .then([{ type: 'ResponseReturned', data: { comment: 'Say when.' } }]);
    const history = [...historyTo['response-proposed'], returned];
    expect(stateAfter(history).status).toBe('under-investigation');
    given(history)
      .when(command('return-response', { comment: 'Say why.' }, bySupervisor))
      .thenRefused('no-response-proposed');
    given(history)
      .when(command('return-response', { comment: 'Say when the money arrives.' }, bySupervisor))
      .thenNothing();
  });

  it('does not approve what was returned, nor return what was approved', () => {
    given([...historyTo['response-proposed'], returned])
      .when(command('approve-response', {}, bySupervisor))
      .thenRefused('no-response-proposed');
    given(historyTo['response-approved'])
      .when(command('return-response', { comment: 'No.' }, bySupervisor))
      .thenRefused('no-response-proposed');
  });

  it('is closed to the proposer, also of a replacement, even once another person has approved', () => {
    const replaced = [...historyTo['response-proposed'], happened('ResponseProposed', answer, bySupervisor)];
    given(replaced)
      .when(command('approve-response', {}, bySupervisor))
      .thenRefused('approver-is-proposer');
    given(historyTo['response-proposed']).when(command('approve-response', {})).thenRefused('approver-is-proposer');
    given(historyTo['response-proposed'])
      .when(command('return-response', { comment: 'Mine.' }))
      .thenRefused('approver-is-proposer');
    given(historyTo['response-approved']).when(command('approve-response', {})).thenRefused('approver-is-proposer');
  });
});

describe('The decision', () => {
  it('is communicated once it was approved', () => {
    given(historyTo['response-approved'])
      .when(command('communicate-decision', { channel: 'letter' }))
      .then([{ type: 'DecisionCommunicated', data: { channel: 'letter' } }]);
    given(historyTo['decision-communicated'])
      .when(command('communicate-decision', { channel: 'email' }))
      .thenNothing();
    given(historyTo['decision-communicated'])
      .when(command('communicate-decision', { channel: 'letter' }))
      .thenRefused('decision-already-communicated');
  });

  it('may be accepted, by the complainant in so many words unless it is said to be presumed', () => {
    given(historyTo['decision-communicated'])
      .when(command('record-acceptance', {}, { actor: complainant }))
      .then([{ type: 'DecisionAccepted', data: { basis: 'stated' } }]);
    given(historyTo['decision-communicated'])
      .when(command('record-acceptance', { basis: 'presumed' }))
      .then([{ type: 'DecisionAccepted', data: { basis: 'presumed' } }]);
    given(historyTo.accepted).when(command('record-acceptance', {})).thenNothing();
  });

  it('may be rejected, and accepted on second thoughts', () => {
    given(historyTo['decision-communicated'])
      .when(command('record-rejection', { comment: 'Too little.' }, { actor: complainant }))
      .then([{ type: 'DecisionRejected', data: { comment: 'Too little.' } }]);
    given(historyTo.rejected).when(command('record-rejection', {})).thenNothing();
    given(historyTo.rejected)
      .when(command('record-acceptance', {}))
      .then([{ type: 'DecisionAccepted', data: { basis: 'stated' } }]);
  });

  it('is followed by another one when it was rejected', () => {
    const secondRound = [...historyTo.rejected, proposed, approved, communicated, accepted];
    expect(stateAfter(secondRound).status).toBe('accepted');
  });
});

describe('Delivering a remedy', () => {
  it('is recorded for each remedy once, also after closing', () => {
    given(historyTo.closed)
      .when(command('deliver-remedy', { remedy: 0, evidence: 'Transfer made.' }))
      .then([{ type: 'RemedyDelivered', data: { remedy: 0, evidence: 'Transfer made.' } }]);
    const first = [...historyTo.closed, happened('RemedyDelivered', { remedy: 0 })];
    given(first)
      .when(command('deliver-remedy', { remedy: 0 }))
      .thenNothing();
    given(first)
      .when(command('deliver-remedy', { remedy: 1 }))
      .then([{ type: 'RemedyDelivered', data: { remedy: 1 } }]);
  });

  it.each([2, -1, 0.5])('is refused for remedy %p of two', (remedy) => {
    given(historyTo.accepted).when(command('deliver-remedy', { remedy })).thenRefused('unknown-remedy');
  });

  it('is still owed from the communicated decision while another response is being prepared', () => {
    const other = happened('ResponseProposed', { ...answer, remedies: [] });
    given([...historyTo.rejected, investigated, other])
      .when(command('deliver-remedy', { remedy: 1 }))
      .then([{ type: 'RemedyDelivered', data: { remedy: 1 } }]);
  });

  it('starts anew with a new decision', () => {
    const delivered = happened('RemedyDelivered', { remedy: 0 });
    given([...historyTo.rejected, delivered, proposed, approved, communicated])
      .when(command('deliver-remedy', { remedy: 0 }))
      .then([{ type: 'RemedyDelivered', data: { remedy: 0 } }]);
  });
});
