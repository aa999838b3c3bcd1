import { describe, expect, it } from '@jest/globals';
import { toActorId } from '@redress/testing';
import { acme } from '../policies/policy.mother.spec.js';
import { availableCommands } from './commands.js';
import { command, given, happened, historyTo, stateAfter } from './complaint.mother.spec.js';
import { obstacleToErasure, retainedUntil } from './erasure.js';

const cyrus = { id: toActorId('compliance-1'), role: 'compliance' };
const celia = { id: toActorId('compliance-2'), role: 'compliance' };
const reason = 'They asked for it.';
const HOLD = { basis: 'legal-claim', reviewOn: '2027-05-01' } as const;
const ASKED = { request: 'dsr-2026-014', ground: 'no-longer-needed' } as const;
const UNLAWFUL = { ...ASKED, ground: 'unlawful-processing' } as const;
const held = happened('LegalHoldPlaced', HOLD, { actor: cyrus });
const lifted = happened('LegalHoldLifted', { basis: HOLD.basis }, { actor: cyrus });
const requested = happened('ErasureRequested', ASKED, { actor: cyrus });
const unlawful = happened('ErasureRequested', UNLAWFUL, { actor: cyrus });
const erases = (context = {}) => command('carry-out-erasure', {}, { actor: celia, reason, ...context });
const places = (hold: object) => command('place-legal-hold', { ...HOLD, ...hold }, { actor: cyrus, reason });
/** Six years after the day on which complaints of the specs end. */
const kept = { now: '2032-11-03T09:00:00.000Z', occurredAt: '2032-11-03T09:00:00.000Z' } as const;
const stillKept = { now: '2032-11-03T08:59:59.999Z', occurredAt: '2032-11-03T08:59:59.999Z' } as const;

describe('A legal hold', () => {
  it.each(['received', 'closed'] as const)('is placed on a complaint that is %s', (status) => {
    given(historyTo[status])
      .when(places({}))
      .then([{ type: 'LegalHoldPlaced', data: HOLD }]);
  });

  it('stands once for each basis, and takes another day of review', () => {
    given([...historyTo.closed, held])
      .when(places({}))
      .then([]);
    given([...historyTo.closed, held])
      .when(places({ reviewOn: '2027-06-01' }))
      .then([{ type: 'LegalHoldPlaced', data: { ...HOLD, reviewOn: '2027-06-01' } }]);
    const moved = happened('LegalHoldPlaced', { ...HOLD, reviewOn: '2027-06-01' });
    expect(stateAfter([...historyTo.closed, held, moved])).toMatchObject({
      holds: [{ basis: 'legal-claim', reviewOn: '2027-06-01' }],
    });
  });

  it('can be reviewed on the day that is today anywhere', () => {
    given(historyTo.closed)
      .when(places({ reviewOn: '2026-11-10' }))
      .then([{ type: 'LegalHoldPlaced', data: { ...HOLD, reviewOn: '2026-11-10' } }]);
  });

  it('needs a reason, and so does lifting it', () => {
    given(historyTo.closed)
      .when(command('place-legal-hold', HOLD, { actor: cyrus }))
      .thenRefused('reason-missing');
    given([...historyTo.closed, held])
      .when(command('lift-legal-hold', { basis: HOLD.basis }, { actor: cyrus, reason: ' ' }))
      .thenRefused('reason-missing');
  });

  it('is lifted by its basis, and a repeat of that changes nothing', () => {
    const lifts = command('lift-legal-hold', { basis: HOLD.basis }, { actor: cyrus, reason });
    given([...historyTo.closed, held])
      .when(lifts)
      .then([{ type: 'LegalHoldLifted', data: { basis: HOLD.basis } }]);
    given([...historyTo.closed, held, lifted])
      .when(lifts)
      .then([]);
  });

  it('keeps the complainant from being erased until it is lifted', () => {
    given([...historyTo.closed, unlawful, held])
      .when(erases())
      .thenRefused('legal-hold');
    given([...historyTo.closed, unlawful, held, lifted])
      .when(erases())
      .then([{ type: 'ComplainantErased', data: UNLAWFUL }]);
  });
});

describe('The erasure of a complainant', () => {
  it('is recorded as asked for, whatever stands against it', () => {
    given([...historyTo.assessed, held])
      .when(command('request-erasure', ASKED, { actor: cyrus, reason }))
      .then([{ type: 'ErasureRequested', data: ASKED }]);
  });

  it('is carried out by another person than asked for it', () => {
    given([...historyTo.closed, unlawful])
      .when(erases({ actor: cyrus }))
      .thenRefused('eraser-is-requester');
    const supervisor = { id: toActorId('supervisor-1'), role: 'supervisor' };
    given([...historyTo.closed, unlawful])
      .when(erases({ actor: supervisor }))
      .then([{ type: 'ComplainantErased', data: UNLAWFUL }]);
  });

  it.each(['consent-withdrawn', 'no-longer-needed', 'objection'] as const)(
    'on the ground %s waits until the policy has the complaint kept no longer',
    (ground) => {
      const history = [...historyTo.closed, happened('ErasureRequested', { ...ASKED, ground }, { actor: cyrus })];
      given(history).when(erases(stillKept)).thenRefused('retention-period');
      given(history)
        .when(erases(kept))
        .then([{ type: 'ComplainantErased', data: { ...ASKED, ground } }]);
    },
  );

  it.each(['unlawful-processing', 'legal-obligation'] as const)('on the ground %s does not wait', (ground) => {
    given([...historyTo.closed, happened('ErasureRequested', { ...ASKED, ground }, { actor: cyrus })])
      .when(erases())
      .then([{ type: 'ComplainantErased', data: { ...ASKED, ground } }]);
  });

  it('is done once', () => {
    const erased = happened('ComplainantErased', UNLAWFUL, { actor: celia });
    given([...historyTo.closed, unlawful, erased])
      .when(erases())
      .then([]);
  });

  it('is declined with a reason, and can be asked for again', () => {
    const declines = command('decline-erasure', {}, { actor: celia, reason });
    const declined = happened('ErasureDeclined', { request: ASKED.request }, { actor: celia });
    given([...historyTo.closed, requested])
      .when(declines)
      .then([{ type: 'ErasureDeclined', data: { request: ASKED.request } }]);
    given([...historyTo.closed, requested, declined])
      .when(erases(kept))
      .thenRefused('erasure-not-requested');
    given([...historyTo.closed, requested, declined])
      .when(command('request-erasure', ASKED, { actor: cyrus, reason }))
      .then([{ type: 'ErasureRequested', data: ASKED }]);
  });

  it('is listed as available only to whom nothing keeps from it', () => {
    const listed = (history: typeof historyTo.closed, id: string) =>
      availableCommands(stateAfter(history), { id, roles: ['compliance'] }, acme, kept.now).includes(
        'carry-out-erasure',
      );
    const ready = [...historyTo.closed, requested];
    expect(listed(ready, celia.id)).toBe(true);
    expect(listed(ready, cyrus.id)).toBe(false);
    expect(listed([...ready, held], celia.id)).toBe(false);
    expect(listed([...historyTo.accepted, requested], celia.id)).toBe(false);
    const early = availableCommands(stateAfter(ready), { ...celia, roles: ['compliance'] }, acme, stillKept.now);
    expect(early).not.toContain('carry-out-erasure');
  });
});

describe('What stands against an erasure', () => {
  const obstacle = (history: typeof historyTo.closed, now: '2026-11-10T12:00:00.000Z' | typeof kept.now) => {
    const state = stateAfter(history);
    if (state.status === 'unknown') throw new Error('A history begins with its receipt.');
    return obstacleToErasure(state, { policy: acme, ground: 'objection', now })?.refused;
  };

  it('is a hold before an open complaint, and that before the time that the policy has it kept', () => {
    expect(obstacle([...historyTo.assessed, held], kept.now)).toBe('legal-hold');
    expect(obstacle(historyTo.assessed, kept.now)).toBe('erasure-while-open');
    expect(obstacle(historyTo.closed, '2026-11-10T12:00:00.000Z')).toBe('retention-period');
    expect(obstacle(historyTo.closed, kept.now)).toBeUndefined();
  });

  it('counts the time from the last end', () => {
    const again = [
      ...historyTo.closed,
      happened('ComplaintReopened', {}, { occurredAt: '2027-01-01T00:00:00.000Z' }),
      happened('ComplaintWithdrawn', {}, { occurredAt: '2028-02-29T10:00:00.000Z' }),
    ];
    const state = stateAfter(again);
    expect(state.status === 'unknown' ? undefined : retainedUntil(acme, state.timeline)).toBe(
      '2034-02-28T10:00:00.000Z',
    );
    const open = stateAfter(historyTo.assessed);
    expect(open.status === 'unknown' ? 'unknown' : retainedUntil(acme, open.timeline)).toBeUndefined();
  });
});
