import { describe, expect, it } from '@jest/globals';
import { instantOf } from '../instant.js';
import type { Policy } from './policy.js';
import { acme, contentHashOf } from './policy.mother.spec.js';
import { isAuthorOf, type PolicyApproval, type PolicyCommand, policyLine, versionIn } from './policy-line.js';

const changed: Policy = { ...acme, retentionYears: 7 };
const version = 'acme@1';
const draft = (policy: Policy = acme): PolicyCommand => ({ type: 'draft', data: { policy } });
const propose = (policy: Policy = acme): PolicyCommand => on('propose', policy);
const approve = (policy: Policy = acme): PolicyCommand => on('approve', policy);
const reject = (policy: Policy = acme): PolicyCommand => on('reject', policy);
const publish: PolicyCommand = { type: 'publish', data: { version } };
const withdraw: PolicyCommand = { type: 'withdraw-proposal', data: { version } };

function on(type: 'propose' | 'approve' | 'reject', policy: Policy): PolicyCommand {
  return { type, data: { version, contentHash: contentHashOf(policy) } };
}

type Step = readonly [person: string, command: PolicyCommand];

/** `given` what people did, `when` one of them sends a command, `then` these events are recorded, or it is refused. */
function given(...steps: readonly Step[]) {
  const decide = ([actorId, command]: Step, line = policyLine.initialState, approval: PolicyApproval = 'two') =>
    policyLine.decide(command, line, { actorId, approval, contentHashOf });
  const line = steps.reduce((before, [person, command]) => {
    const decided = decide([person, command], before);
    if ('refused' in decided) throw new Error(`${person} may not ${command.type}: ${decided.refused}`);
    const recorded = { occurredAt: instantOf(Date.UTC(2026, 10, 2)), actor: { id: person } };
    return decided.reduce((state, event) => policyLine.evolve(state, { ...event, ...recorded }), before);
  }, policyLine.initialState);
  return {
    line,
    when: (person: string, command: PolicyCommand, approval?: PolicyApproval) => {
      const decided = decide([person, command], line, approval);
      return {
        then: (...types: readonly string[]) =>
          expect('refused' in decided ? decided : decided.map(({ type }) => type)).toEqual(types),
        thenRefused: (refused: string) => expect(decided).toEqual({ refused }),
      };
    },
  };
}

const drafted: readonly Step[] = [['adam', draft()]];
const proposed: readonly Step[] = [...drafted, ['adam', propose()]];

describe('Publication by two people', () => {
  it('takes one who proposes and another who approves, which publishes', () => {
    given(...drafted)
      .when('adam', propose())
      .then('PolicyProposed');
    given(...proposed)
      .when('zoe', approve())
      .then('PolicyApproved', 'PolicyPublished');
    const { line } = given(...proposed, ['zoe', approve()]);
    expect(versionIn(line, version)).toMatchObject({ standing: 'published' });
    expect(versionIn(line, version)).not.toHaveProperty('proposal');
  });

  it('refuses to publish alone, and does not where one person is enough', () => {
    given(...drafted)
      .when('adam', publish)
      .thenRefused('policy-approval-needed');
    given(...proposed)
      .when('zoe', publish)
      .thenRefused('policy-approval-needed');
    given(...drafted)
      .when('adam', publish, 'one')
      .then('PolicyPublished');
    given(...proposed)
      .when('adam', publish, 'one')
      .then('PolicyPublished');
  });

  it.each(['adam', 'Adam', 'ADAM '])('is never approved or rejected by who proposed it: %s', (person) => {
    given(...proposed)
      .when(person, approve())
      .thenRefused('policy-approver-is-author');
    given(...proposed)
      .when(person, reject())
      .thenRefused('policy-approver-is-author');
    given(...proposed)
      .when(person, approve(), 'one')
      .thenRefused('policy-approver-is-author');
  });

  it('is never approved by who changed it last, whoever proposed it', () => {
    const steps: readonly Step[] = [...drafted, ['zoe', draft(changed)], ['adam', propose(changed)]];
    given(...steps)
      .when('zoe', approve(changed))
      .thenRefused('policy-approver-is-author');
    given(...steps)
      .when('adam', approve(changed))
      .thenRefused('policy-approver-is-author');
    given(...steps)
      .when('sam', approve(changed))
      .then('PolicyApproved', 'PolicyPublished');
  });

  it('needs another proposal after a change', () => {
    const edited: readonly Step[] = [...proposed, ['adam', draft(changed)]];
    given(...edited)
      .when('zoe', approve())
      .thenRefused('policy-not-proposed');
    given(...edited)
      .when('zoe', approve(changed))
      .thenRefused('policy-not-proposed');
    given(...edited)
      .when('adam', propose())
      .thenRefused('policy-content-differs');
    given(...edited)
      .when('adam', propose(changed))
      .then('PolicyProposed');
    given(...edited, ['adam', propose(changed)])
      .when('zoe', approve())
      .thenRefused('policy-content-differs');
    given(...edited, ['adam', propose(changed)])
      .when('zoe', reject())
      .thenRefused('policy-content-differs');
  });

  it('lets another person reject it, after which it may be changed and proposed again', () => {
    const rejected: readonly Step[] = [...proposed, ['zoe', reject()]];
    given(...proposed)
      .when('zoe', reject())
      .then('PolicyRejected');
    given(...rejected)
      .when('sam', approve())
      .thenRefused('policy-not-proposed');
    given(...rejected)
      .when('adam', propose())
      .then('PolicyProposed');
    given(...rejected, ['adam', propose()])
      .when('zoe', reject())
      .then('PolicyRejected');
    given(...rejected, ['adam', draft(changed)], ['adam', propose(changed)])
      .when('zoe', approve(changed))
      .then('PolicyApproved', 'PolicyPublished');
  });

  it('lets its authors alone withdraw a proposal', () => {
    given(...proposed)
      .when('adam', withdraw)
      .then('PolicyProposalWithdrawn');
    given(...proposed)
      .when('zoe', withdraw)
      .thenRefused('policy-proposed-by-other');
    given(...drafted, ['zoe', propose()])
      .when('adam', withdraw)
      .then('PolicyProposalWithdrawn');
    given(...proposed, ['adam', withdraw])
      .when('zoe', approve())
      .thenRefused('policy-not-proposed');
  });

  it('is of nothing but a draft', () => {
    const published: readonly Step[] = [...proposed, ['zoe', approve()]];
    for (const command of [propose(), approve(), reject(), withdraw]) {
      given().when('zoe', command).thenRefused('policy-unknown');
      given(...published, ['zoe', { type: 'retire', data: { version } }])
        .when('zoe', command)
        .thenRefused('policy-version-retired');
    }
    for (const command of [propose(), approve(changed), reject(), withdraw])
      given(...published)
        .when('zoe', command)
        .thenRefused('policy-version-published');
    given(...published)
      .when('adam', draft(changed))
      .thenRefused('policy-version-published');
  });

  it.each([
    ['proposed', [...drafted, ['adam', propose()]], ['zoe', propose()]],
    ['approved', [...proposed, ['zoe', approve()]], ['zoe', approve()]],
    ['rejected', [...proposed, ['zoe', reject()]], ['zoe', reject()]],
    ['withdrawn', [...proposed, ['adam', withdraw]], ['adam', withdraw]],
  ] as readonly (readonly [string, readonly Step[], Step])[])(
    'records nothing when it is %s a second time',
    (_, steps, [person, command]) => {
      given(...steps)
        .when(person, command)
        .then();
    },
  );

  it('knows who wrote and who proposed a version', () => {
    const found = versionIn(given(...drafted, ['zoe', propose()]).line, version);
    const authors = ['adam', 'zoe', 'sam'].filter((person) => found !== undefined && isAuthorOf(found, person));
    expect(authors).toEqual(['adam', 'zoe']);
    expect(found?.proposal).toMatchObject({ by: 'zoe', contentHash: contentHashOf(acme) });
  });
});
