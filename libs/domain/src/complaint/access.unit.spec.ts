import { describe, expect, it } from '@jest/globals';
import { toActorId } from '@redress/testing';
import type { Instant } from '../instant.js';
import { staffListOf } from '../permissions/person.js';
import { acme } from '../policies/policy.mother.spec.js';
import {
  assessment,
  command,
  complainant,
  given,
  handler,
  happened,
  historyTo,
  received,
  supervisor,
} from './complaint.mother.spec.js';
import { complaint, hiddenFrom } from './commands.js';
import { CONFIDENTIALITY_TASK } from './receipt.js';

const compliance = { id: toActorId('compliance-1'), role: 'compliance' };
const people = ['handler-1', 'supervisor-1'];
const restricted = happened('AccessRestricted', { people });
const stranger = { id: toActorId('handler-2'), role: 'handler' };
const because = { actor: supervisor, reason: 'It is about a manager.' };
const restricts = (named: readonly string[], as: object = because) => command('restrict-access', { people: named }, as);

describe('Restricting access', () => {
  it('names who may know of the complaint from then on, each person once', () => {
    given(historyTo.received)
      .when(restricts([...people, 'Handler-1']))
      .then([{ type: 'AccessRestricted', data: { people } }]);
    given([received, restricted])
      .when(restricts(['supervisor-1']))
      .then([{ type: 'AccessRestricted', data: { people: ['supervisor-1'] } }]);
  });

  it('to the same people changes nothing, in whatever order and spelling', () => {
    given([received, restricted])
      .when(restricts(['Supervisor-1', 'handler-1']))
      .thenNothing();
  });

  it('needs a reason, and a person without an interest of their own', () => {
    given(historyTo.received)
      .when(restricts(people, { actor: supervisor }))
      .thenRefused('reason-missing');
    const cousin = happened('ConflictOfInterestDeclared', { person: 'handler-1', nature: 'A cousin.' });
    given([received, cousin]).when(restricts(people)).thenRefused('conflict-of-interest');
  });

  it('gives the complaint of somebody who is not named back to the queue', () => {
    const assigned = (assignee: string) => happened('ComplaintAssigned', { assignee });
    given([received, assigned('handler-2')])
      .when(restricts(people))
      .then([
        { type: 'AccessRestricted', data: { people } },
        { type: 'ComplaintAssigned', data: {} },
      ]);
    given([received, assigned('handler-1')])
      .when(restricts(people))
      .then([{ type: 'AccessRestricted', data: { people } }]);
  });

  it('names people as the staff list spells them, and nobody whom it does not know', () => {
    const staff = staffListOf(['hana', 'sara']);
    given(historyTo.received)
      .when(restricts(['HANA', 'Sara'], { ...because, staff }))
      .then([{ type: 'AccessRestricted', data: { people: ['hana', 'sara'] } }]);
    given(historyTo.received)
      .when(restricts(['sara', 'hanna'], { ...because, staff }))
      .thenRefused('person-misspelt');
  });
});

describe('A confidential complaint', () => {
  const state = [received, restricted].reduce(complaint.evolve, complaint.initialState);

  it('does not exist for whoever is not named, in any role, not even to be heard', () => {
    const interview = { with: 'A teller', role: 'staff', heldOn: '2026-11-01', summary: 'Remembers it.' } as const;
    for (const actor of [stranger, compliance, { id: toActorId('supervisor-2'), role: 'supervisor' }]) {
      expect(hiddenFrom(command('record-interview', interview, { actor }), state)).toEqual({
        refused: 'complaint-unknown',
      });
      expect(hiddenFrom(restricts([actor.id], { ...because, actor }), state)?.refused).toBe('complaint-unknown');
    }
    expect(hiddenFrom(command('record-interview', interview, { actor: handler }), state)).toBeUndefined();
  });

  it('is assigned by a rule of the policy to a team, when the rule names somebody else', () => {
    const routes = [{ name: 'all', when: {}, team: 'Cards', person: 'handler-2' }];
    given([...historyTo.acknowledged, restricted])
      .when(command('assess', assessment, { policy: { ...acme, routes } }))
      .then([
        { type: 'ComplaintAssessed', data: { ...assessment, priority: 'normal' } },
        { type: 'ComplaintRouted', data: { team: 'Cards', rule: 'all' } },
      ]);
  });

  it('is open to everybody again when the restriction is lifted, with a reason', () => {
    given([received, restricted])
      .when(command('lift-restriction', {}, { actor: supervisor }))
      .thenRefused('reason-missing');
    given([received, restricted])
      .when(command('lift-restriction', {}, because))
      .then([{ type: 'AccessRestrictionLifted', data: {} }]);
    const lifted = happened('AccessRestrictionLifted', {});
    const open = [received, restricted, lifted].reduce(complaint.evolve, complaint.initialState);
    expect(hiddenFrom(command('acknowledge', {}, { actor: stranger }), open)).toBeUndefined();
    given([received, restricted, lifted])
      .when(command('lift-restriction', {}, because))
      .thenNothing();
  });

  it('can be confidential from its receipt on', () => {
    const said = { description: 'Bribes are taken.', channel: 'phone', language: 'en' } as const;
    given([])
      .when(command('receive', { ...said, confidentialTo: people }, { actor: stranger }))
      .then([{ type: 'ComplaintReceived', data: { ...said, restriction: { people, basis: 'by-hand' } } }]);
    const first = happened('ComplaintReceived', { ...said, restriction: { people, basis: 'by-hand' } });
    const known = complaint.evolve(complaint.initialState, first);
    expect(hiddenFrom(command('acknowledge', {}, { actor: stranger }), known)?.refused).toBe('complaint-unknown');
  });

  it('is confidential by the policy, to its people as the staff list spells them, unless staff name others', () => {
    const said = { description: 'Bribes are taken.', channel: 'web', language: 'en' } as const;
    const policy = { ...acme, confidentiality: { asked: ['Sara', 'gone'] } };
    const context = { actor: complainant, policy, staff: staffListOf(['sara', 'henry']) };
    const confidential = { otherwise: 'Decide who may know.' };
    const restriction = { people: ['sara', 'gone'], basis: 'asked' as const };
    given([])
      .when(command('receive', { ...said, confidential }, context))
      .then([{ type: 'ComplaintReceived', data: { ...said, restriction } }]);
    given([])
      .when(command('receive', said, context))
      .then([{ type: 'ComplaintReceived', data: said }]);
    given([])
      .when(command('receive', { ...said, confidential, confidentialTo: ['henry'] }, context))
      .then([{ type: 'ComplaintReceived', data: { ...said, restriction: { people: ['henry'], basis: 'by-hand' } } }]);
  });

  it('is a task where its complainant asks for it and the policy names nobody', () => {
    const said = { description: 'Bribes are taken.', channel: 'web', language: 'en' } as const;
    const confidential = { otherwise: 'Decide who may know.' };
    const task = { task: CONFIDENTIALITY_TASK, kind: 'other', title: confidential.otherwise } as const;
    given([])
      .when(command('receive', { ...said, confidential }, { actor: complainant }))
      .then([
        { type: 'ComplaintReceived', data: said },
        { type: 'TaskAssigned', data: task },
      ]);
  });
});

describe('Breaking the glass', () => {
  const breaks = (actor: object, more: object = {}) =>
    command('break-glass', {}, { actor, reason: 'Nobody named is reachable.', ...more } as object);
  const until: Instant = '2026-11-03T08:00:00.000Z';
  const now = { now: '2026-11-02T08:00:00.000Z', occurredAt: '2026-11-02T08:00:00.000Z' } as const;
  const begun = { ...received, occurredAt: '2026-11-01T08:00:00.000Z' } as const;

  it('gives access for a day to somebody who is not named, with a reason', () => {
    given([begun, restricted])
      .when(breaks(compliance, now))
      .then([{ type: 'EmergencyAccessTaken', data: { until } }]);
    given([begun, restricted])
      .when(breaks(compliance, { ...now, reason: ' ' }))
      .thenRefused('reason-missing');
  });

  it('is needed by nobody who is named, and only once at a time', () => {
    given([begun]).when(breaks(compliance, now)).thenNothing();
    given([begun, restricted]).when(breaks(supervisor, now)).thenNothing();
    const taken = { ...happened('EmergencyAccessTaken', { until }), actor: compliance };
    given([begun, restricted, taken]).when(breaks(compliance, now)).thenNothing();
    const later = { now: '2026-11-03T08:00:00.000Z', occurredAt: '2026-11-03T08:00:00.000Z' } as const;
    given([begun, restricted, taken])
      .when(breaks(compliance, later))
      .then([{ type: 'EmergencyAccessTaken', data: { until: '2026-11-04T08:00:00.000Z' } }]);
  });

  it('lets through whoever did it, until its time is over', () => {
    const taken = { ...happened('EmergencyAccessTaken', { until }), actor: compliance };
    const hidden = (
      history: readonly (typeof taken | typeof begun | typeof restricted)[],
      actor: object,
      at: Instant,
    ) =>
      hiddenFrom(breaks(actor, { now: at }), history.reduce(complaint.evolve, complaint.initialState)) ??
      hiddenFrom(
        command('add-note', { text: 'Read.', visibility: 'internal' }, { actor, now: at } as object),
        history.reduce(complaint.evolve, complaint.initialState),
      );
    const known = [begun, restricted, taken];
    expect(hidden(known, compliance, '2026-11-03T07:59:59.999Z')).toBeUndefined();
    expect(hidden(known, compliance, until)?.refused).toBe('complaint-unknown');
    expect(hidden(known, stranger, '2026-11-02T09:00:00.000Z')?.refused).toBe('complaint-unknown');
  });

  it('is for nobody with an interest of their own', () => {
    const cousin = happened('ConflictOfInterestDeclared', { person: compliance.id, nature: 'A cousin.' });
    const state = [begun, restricted, cousin].reduce(complaint.evolve, complaint.initialState);
    expect(hiddenFrom(breaks(compliance, now), state)?.refused).toBe('complaint-unknown');
    const taken = { ...happened('EmergencyAccessTaken', { until }), actor: compliance };
    const after = [begun, restricted, taken, cousin].reduce(complaint.evolve, complaint.initialState);
    const note = { text: 'Read.', visibility: 'internal' } as const;
    expect(hiddenFrom(command('add-note', note, { actor: compliance, ...now }), after)?.refused).toBe(
      'complaint-unknown',
    );
  });
});
