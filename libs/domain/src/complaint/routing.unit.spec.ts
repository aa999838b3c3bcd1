import { describe, expect, it } from '@jest/globals';
import type { Policy } from '../policies/policy.js';
import { acme } from '../policies/policy.mother.spec.js';
import {
  assessed,
  acknowledged,
  assessment,
  command,
  given,
  happened,
  historyTo,
  lodged,
  received,
  stateAfter,
  supervisor,
} from './complaint.mother.spec.js';

const policy: Policy = {
  ...acme,
  routes: [
    { name: 'grave', when: { severity: ['critical'] }, team: 'Senior', person: 'handler-7' },
    { name: 'cards', when: { product: ['credit-card'] }, team: 'Cards' },
  ],
};
const critical = { ...assessment, severity: 'critical' } as const;
const aboutCard = happened(
  'ComplaintReceived',
  { ...lodged, product: 'credit-card' },
  { occurredAt: received.occurredAt },
);
const toCards = happened('ComplaintRouted', { team: 'Cards', rule: 'cards' });
const toLoans = happened('ComplaintRouted', { team: 'Loans' }, { actor: supervisor });

describe('Assessing', () => {
  it('records the assessment with the priority that follows from it', () => {
    given([received, acknowledged])
      .when(command('assess', { ...assessment, severity: 'critical' }))
      .then([{ type: 'ComplaintAssessed', data: { ...assessment, severity: 'critical', priority: 'urgent' } }]);
  });

  it('may be done again with another result', () => {
    const worse = { ...assessment, impact: 'public' } as const;
    given(historyTo['under-investigation'])
      .when(command('assess', worse))
      .then([{ type: 'ComplaintAssessed', data: { ...worse, priority: 'high' } }]);
    expect(
      stateAfter([...historyTo['under-investigation'], happened('ComplaintAssessed', { ...worse, priority: 'high' })])
        .status,
    ).toBe('under-investigation');
  });

  it('decides nothing when it says what the current assessment says', () => {
    given([received, assessed]).when(command('assess', assessment)).thenNothing();
  });

  it('is taken as new when the earlier rationale was erased', () => {
    const erased = happened('ComplaintAssessed', { ...assessment, rationale: { erased: true }, priority: 'normal' });
    given([received, erased])
      .when(command('assess', assessment))
      .then([{ type: 'ComplaintAssessed', data: { ...assessment, priority: 'normal' } }]);
  });
});

describe('Routing by the rules of the policy', () => {
  it('follows from the assessment, in the same decision', () => {
    given([aboutCard])
      .when(command('assess', assessment, { policy }))
      .then([
        { type: 'ComplaintAssessed', data: { ...assessment, priority: 'normal' } },
        { type: 'ComplaintRouted', data: { team: 'Cards', rule: 'cards' } },
      ]);
  });

  it('assigns to the person whom the rule names', () => {
    given([received])
      .when(command('assess', critical, { policy }))
      .then([
        { type: 'ComplaintAssessed', data: { ...critical, priority: 'urgent' } },
        { type: 'ComplaintRouted', data: { team: 'Senior', person: 'handler-7', rule: 'grave' } },
        { type: 'ComplaintAssigned', data: { assignee: 'handler-7' } },
      ]);
  });

  it('leaves it to the team when that person has a conflict of interest', () => {
    given([received, happened('ConflictOfInterestDeclared', { person: 'handler-7', nature: 'A cousin.' })])
      .when(command('assess', critical, { policy }))
      .then([
        { type: 'ComplaintAssessed', data: { ...critical, priority: 'urgent' } },
        { type: 'ComplaintRouted', data: { team: 'Senior', rule: 'grave' } },
      ]);
  });

  it('says nothing when the rule that held still holds, also after a supervisor chose otherwise', () => {
    const worse = { ...assessment, impact: 'public' } as const;
    for (const later of [[toCards], [toCards, toLoans]])
      given([aboutCard, assessed, ...later])
        .when(command('assess', worse, { policy }))
        .then([{ type: 'ComplaintAssessed', data: { ...worse, priority: 'high' } }]);
  });

  it('follows a reassessment by which another rule holds', () => {
    given([aboutCard, assessed, toCards, toLoans])
      .when(command('assess', critical, { policy }))
      .then([
        { type: 'ComplaintAssessed', data: { ...critical, priority: 'urgent' } },
        { type: 'ComplaintRouted', data: { team: 'Senior', person: 'handler-7', rule: 'grave' } },
        { type: 'ComplaintAssigned', data: { assignee: 'handler-7' } },
      ]);
  });

  it('leaves alone what no rule holds for, and who works on it already', () => {
    given([received])
      .when(command('assess', assessment, { policy }))
      .then([{ type: 'ComplaintAssessed', data: { ...assessment, priority: 'normal' } }]);
    given([received, happened('ComplaintAssigned', { assignee: 'handler-7' })])
      .when(command('assess', critical, { policy }))
      .then([
        { type: 'ComplaintAssessed', data: { ...critical, priority: 'urgent' } },
        { type: 'ComplaintRouted', data: { team: 'Senior', person: 'handler-7', rule: 'grave' } },
      ]);
  });
});

describe('Routing by hand', () => {
  it('records the team, and assigns to the person if there is one', () => {
    given([received])
      .when(command('route', { team: 'Loans' }, { actor: supervisor }))
      .then([{ type: 'ComplaintRouted', data: { team: 'Loans' } }]);
    given([received])
      .when(command('route', { team: 'Loans', person: 'handler-3' }, { actor: supervisor }))
      .then([
        { type: 'ComplaintRouted', data: { team: 'Loans', person: 'handler-3' } },
        { type: 'ComplaintAssigned', data: { assignee: 'handler-3' } },
      ]);
  });

  it('decides nothing when it is there already', () => {
    given([received, toLoans])
      .when(command('route', { team: 'Loans' }, { actor: supervisor }))
      .thenNothing();
  });

  it('outlasts a reopening, so that the complaint reaches the same desk', () => {
    const ended = [...historyTo.assessed, toLoans, happened('ComplaintWithdrawn', {})];
    expect(stateAfter([...ended, happened('ComplaintReopened', {})])).toMatchObject({ route: { team: 'Loans' } });
  });
});
