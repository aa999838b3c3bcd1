import { describe, expect, it } from '@jest/globals';
import type { Instant } from '../instant.js';
import {
  acknowledged,
  handler,
  happened,
  historyTo,
  received,
  reopened,
  stateAfter,
  supervisor,
  withdrawn,
} from './complaint.mother.spec.js';
import { acme } from '../policies/policy.mother.spec.js';
import { availableCommands, unavailableCommands } from './commands.js';
import { initialState } from './complaint.js';

const someone = { id: 'supervisor-1', roles: ['supervisor'] };

describe('What a supervisor can do', () => {
  it('when nothing was received is to receive it', () => {
    expect(availableCommands(initialState, someone)).toEqual(['receive']);
  });

  it('when the complaint was just reopened does not hold reopening it again', () => {
    expect(availableCommands(stateAfter([received, acknowledged, withdrawn, reopened]), someone)).not.toContain(
      'reopen',
    );
  });
});

describe('What others can do', () => {
  it('leaves approving to another person than the proposer', () => {
    const proposerToo = { id: handler.id, roles: ['handler', 'supervisor'] };
    const commands = availableCommands(stateAfter(historyTo['response-proposed']), proposerToo);
    expect(commands).toContain('propose-response');
    expect(commands).not.toContain('approve-response');
    expect(commands).not.toContain('return-response');
  });

  it('lets a handler take a complaint, and leaves reviewing and reopening to a supervisor', () => {
    const other = { id: 'handler-2', roles: ['handler'] };
    expect(availableCommands(stateAfter(historyTo.received), other)).toContain('assign');
    expect(availableCommands(stateAfter(historyTo['response-proposed']), other)).not.toContain('approve-response');
    expect(availableCommands(stateAfter(historyTo.closed), other)).not.toContain('reopen');
    expect(availableCommands(stateAfter(historyTo.closed), someone)).toContain('reopen');
  });

  it('gives the complainant the answers to a decision', () => {
    const complainant = { id: 'complainant', roles: ['complainant'] };
    expect(availableCommands(stateAfter(historyTo['decision-communicated']), complainant)).toEqual([
      'add-information',
      'add-attachment',
      'record-acceptance',
      'record-rejection',
      'lodge-appeal',
      'state-preferences',
      'withdraw',
    ]);
    const afterClosing = ['add-information', 'add-attachment', 'state-preferences', 'rate-satisfaction'];
    const closed = stateAfter(historyTo.closed);
    expect(availableCommands(closed, complainant, acme, '2026-11-10T12:00:00.000Z')).toEqual(afterClosing);
    expect(availableCommands(closed, complainant, acme, '2027-11-10T12:00:00.000Z')).toEqual(afterClosing.slice(2));
  });

  it('gives somebody who is not named the commands on a confidential complaint until their access in an emergency ends', () => {
    const until: Instant = '2026-11-03T08:00:00.000Z';
    const restricted = happened('AccessRestricted', { people: ['handler-1'] });
    const taken = happened('EmergencyAccessTaken', { until }, { actor: supervisor });
    const state = stateAfter([received, restricted, taken]);
    const given = (at?: Instant) => availableCommands(state, someone, undefined, at).includes('assign');
    expect([given('2026-11-03T07:59:59.999Z'), given(until), given()]).toEqual([true, false, false]);
  });

  it('gives those nothing who only read, but compliance the say who may know of it', () => {
    const readers = { id: supervisor.id, roles: ['compliance', 'analyst', 'admin'] };
    for (const history of Object.values(historyTo)) {
      expect(availableCommands(stateAfter(history), readers)).toEqual([
        'restrict-access',
        'place-legal-hold',
        'request-erasure',
        'record-disclosure',
      ]);
    }
  });
});

describe('What somebody cannot do', () => {
  const at: Instant = '2026-11-10T12:00:00.000Z';
  const staffOnly = { id: 'handler-2', roles: ['handler'] };

  it('is told with the refusal that sending it would meet', () => {
    const cannot = new Map(
      unavailableCommands(stateAfter(historyTo.received), staffOnly, acme, at).map(({ command, ...why }) => [
        command,
        why,
      ]),
    );
    expect(cannot.get('record-finding')).toEqual({ why: 'refused', refusal: { refused: 'not-assessed' } });
    expect(cannot.get('communicate-decision')).toEqual({
      why: 'refused',
      refusal: { refused: 'response-not-approved' },
    });
    expect(cannot.get('reopen')).toEqual({ why: 'roles', roles: ['supervisor'] });
    expect(cannot.has('assess')).toBe(false);
  });

  it('is told with what the policy asks for first', () => {
    const strict = { ...acme, requiredSteps: ['finding'] } as const;
    expect(unavailableCommands(stateAfter(historyTo.assessed), staffOnly, strict, at)).toContainEqual({
      command: 'propose-response',
      why: 'refused',
      refusal: { refused: 'required-step-missing', details: { step: 'finding' } },
    });
  });

  it('is told to be done already where a repeat would change nothing', () => {
    expect(unavailableCommands(stateAfter([received, acknowledged]), staffOnly, acme, at)).toContainEqual({
      command: 'acknowledge',
      why: 'done',
    });
  });

  it('is every command of staff that they cannot send, once, and nothing of services or the complainant', () => {
    const everything = { id: 'supervisor-9', roles: ['intake-agent', 'handler', 'supervisor', 'compliance', 'admin'] };
    for (const history of Object.values(historyTo)) {
      const state = stateAfter(history);
      const can = availableCommands(state, everything, acme, at);
      const cannot = unavailableCommands(state, everything, acme, at);
      expect(can.filter((type) => cannot.some(({ command }) => command === type))).toEqual([]);
      // Nobody with all roles of the staff lacks one.
      expect(cannot.filter(({ why }) => why === 'roles')).toEqual([]);
      const all = [...can, ...cannot.map(({ command }) => command)];
      expect(all).not.toContain('record-silence');
      expect(all).not.toContain('rate-satisfaction');
      expect(all).toContain('communicate-decision');
      expect(new Set(all).size).toBe(all.length);
    }
  });
});
