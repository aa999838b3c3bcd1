import { describe, expect, it } from '@jest/globals';
import type { Instant } from '../instant.js';
import { acme, acmeSettling, acmeWithReview } from '../policies/policy.mother.spec.js';
import type { Policy } from '../policies/policy.js';
import {
  accepted,
  answer,
  appealed,
  approved,
  command,
  communicated,
  complainant,
  given,
  happened,
  historyTo,
  proposed,
  reopened,
  stateAfter,
  supervisor,
} from './complaint.mother.spec.js';
import { availableCommands } from './commands.js';
import { wasResolvedEarly } from './decision.js';
import type { Complaint } from './complaint.js';

/** Received on Monday 2 November 2026: the third business day is Thursday 5. */
const lastInstant: Instant = '2026-11-05T23:59:59.999Z';
const afterIt: Instant = '2026-11-06T00:00:00.000Z';
const comment = 'The fee was paid back while he was on the telephone, and he was content.';

const accepting = (occurredAt: Instant, policy: Policy = acmeSettling) =>
  command('record-acceptance', { comment }, { policy, occurredAt });
const settled = happened('DecisionAccepted', { comment, basis: 'stated', exempted: ['decision'] });
const early = [{ type: 'DecisionAccepted', data: { comment, basis: 'stated', exempted: ['decision'] } }] as const;

describe('An early resolution', () => {
  it.each([
    'received',
    'acknowledged',
    'assessed',
    'under-investigation',
    'response-proposed',
    'response-approved',
  ] as const)('can be recorded of a complaint that is %s, up to the last instant that the policy gives', (status) => {
    given(historyTo[status]).when(accepting(lastInstant)).then(early);
    given(historyTo[status]).when(accepting(afterIt)).thenRefused('too-late-for-early-resolution');
  });

  it('may be typed in later than it happened', () => {
    given(historyTo.received)
      .when({ ...accepting(lastInstant), now: '2026-11-09T08:00:00.000Z' })
      .then(early);
  });

  it('needs a policy that exempts a clock by it', () => {
    given(historyTo.assessed).when(accepting(lastInstant, acme)).thenRefused('decision-not-communicated');
  });

  it('is for the staff to record: there is nothing yet that a complainant was told, and silence means nothing', () => {
    given(historyTo.assessed)
      .when({ ...accepting(lastInstant), actor: complainant })
      .thenRefused('decision-not-communicated');
    given(historyTo.assessed)
      .when(
        command('record-acceptance', { comment, basis: 'presumed' }, { policy: acmeSettling, occurredAt: lastInstant }),
      )
      .thenRefused('decision-not-communicated');
  });

  it('does not say again what was said, and is closed as resolved with nothing owed', () => {
    given([...historyTo.assessed, settled])
      .when(accepting(lastInstant))
      .thenNothing();
    given([...historyTo.assessed, settled])
      .when(command('close', { outcome: 'resolved' }, { policy: acmeSettling }))
      .then([{ type: 'ComplaintClosed', data: { outcome: 'resolved' } }]);
  });

  it('leaves nothing to be decided, rejected or referred away afterwards', () => {
    const then = (status: 'assessed' | 'response-proposed' | 'response-approved') =>
      given([...historyTo[status], settled]);
    const taken = 'decision-already-accepted';
    then('response-proposed').when(command('propose-response', answer)).thenRefused(taken);
    then('response-proposed')
      .when(command('approve-response', {}, { actor: supervisor }))
      .thenRefused(taken);
    then('response-proposed')
      .when(command('return-response', { comment: 'Late.' }, { actor: supervisor }))
      .thenRefused(taken);
    then('response-approved').when(command('communicate-decision', {})).thenRefused(taken);
    then('assessed').when(command('record-rejection', {})).thenRefused(taken);
    then('assessed')
      .when(command('lodge-appeal', { grounds: 'No.' }))
      .thenRefused(taken);
    then('assessed')
      .when(command('close', { outcome: 'out-of-scope' }))
      .thenRefused(taken);
  });

  it('must say what was settled', () => {
    for (const said of [{}, { comment: ' ' }]) {
      given(historyTo.assessed)
        .when(command('record-acceptance', said, { policy: acmeSettling, occurredAt: lastInstant }))
        .thenRefused('settlement-not-told');
    }
  });

  it('is not for somebody to record who has an interest of their own', () => {
    const cousin = happened('ConflictOfInterestDeclared', { person: 'handler-1', nature: 'A cousin.' });
    given([...historyTo.assessed, cousin])
      .when(accepting(lastInstant))
      .thenRefused('complaint-unknown');
  });

  it('is none where a decision is answered, however early', () => {
    given(historyTo['decision-communicated'])
      .when(command('record-acceptance', {}, { policy: acmeSettling, occurredAt: lastInstant }))
      .then([{ type: 'DecisionAccepted', data: { basis: 'stated' } }]);
  });

  it('can follow a reopening, whose clock begins anew', () => {
    const closed = [...historyTo.assessed, settled, happened('ComplaintClosed', { outcome: 'resolved' })];
    const again = { ...reopened, occurredAt: '2026-11-09T09:00:00.000Z' } as const;
    given([...closed, again])
      .when(accepting('2026-11-10T09:00:00.000Z'))
      .then(early);
  });

  it('also ends the wait for the decision of an appeal', () => {
    const inReview = [...historyTo.rejected, appealed, settled];
    expect(stateAfter(inReview)).toMatchObject({ status: 'accepted', stage: { number: 2, appealed: false } });
    given(inReview)
      .when(command('record-rejection', {}, { policy: acmeWithReview }))
      .thenRefused('decision-already-accepted');
  });

  it('is known by what was settled without a decision, also after closing', () => {
    const isEarly = (...history: Parameters<typeof stateAfter>[0]) =>
      wasResolvedEarly(stateAfter(history) as Complaint);
    expect(isEarly(...historyTo['response-proposed'], settled)).toBe(true);
    expect(isEarly(...historyTo.assessed, settled, happened('ComplaintClosed', { outcome: 'resolved' }))).toBe(true);
    expect(isEarly(...historyTo.closed)).toBe(false);
    expect(isEarly(...historyTo.accepted)).toBe(false);
    expect(isEarly(...historyTo.withdrawn)).toBe(false);
    const decidedAgain = [proposed, approved, communicated, accepted];
    expect(isEarly(...historyTo.assessed, settled, reopened, ...decidedAgain)).toBe(false);
  });
});

describe('What is offered before a decision', () => {
  const offered = (role: string, at: Instant, policy: Policy = acmeSettling) =>
    availableCommands(stateAfter(historyTo.assessed), { id: 'somebody', roles: [role] }, policy, at);

  it('holds recording an acceptance for the staff, while the policy gives time', () => {
    expect(offered('handler', lastInstant)).toContain('record-acceptance');
    expect(offered('handler', afterIt)).not.toContain('record-acceptance');
    expect(offered('handler', lastInstant, acme)).not.toContain('record-acceptance');
    expect(offered('complainant', lastInstant)).not.toContain('record-acceptance');
  });

  it('holds no response any more once it is resolved', () => {
    const state = stateAfter([...historyTo['response-proposed'], settled]);
    const commands = availableCommands(state, { id: 'supervisor-1', roles: ['supervisor'] }, acmeSettling, lastInstant);
    for (const type of ['propose-response', 'approve-response', 'communicate-decision'] as const) {
      expect(commands).not.toContain(type);
    }
    expect(commands).toContain('close');
  });
});
