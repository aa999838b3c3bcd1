import { describe, expect, it } from '@jest/globals';
import { toActorId } from '@redress/testing';
import { availableCommands } from './commands.js';
import { command, given, happened, historyTo, received, stateAfter } from './complaint.mother.spec.js';

const cyrus = { id: toActorId('compliance-1'), role: 'compliance' };
const GIVEN = {
  recipientKind: 'court',
  recipient: 'The court',
  given: ['identity', 'complaint'],
  basis: 'legal-obligation',
  purpose: 'It ordered so.',
} as const;
const records = (data: object = {}) => command('record-disclosure', { ...GIVEN, ...data }, { actor: cyrus });
const given200 = Array.from({ length: 200 }, () => happened('DisclosureRecorded', GIVEN));

describe('A disclosure', () => {
  it.each(['received', 'closed', 'withdrawn'] as const)('is recorded on a complaint that is %s', (status) => {
    given(historyTo[status])
      .when(records())
      .then([{ type: 'DisclosureRecorded', data: GIVEN }]);
  });

  it('is another one each time, even of the same', () => {
    given([received, happened('DisclosureRecorded', GIVEN)])
      .when(records())
      .then([{ type: 'DisclosureRecorded', data: GIVEN }]);
  });

  it('needs a recipient, an organization or a person, unless it is to the complainant', () => {
    const { recipient: _unnamed, ...unnamed } = GIVEN;
    const toNobody = command('record-disclosure', unnamed, { actor: cyrus });
    given([received]).when(toNobody).thenRefused('recipient-missing');
    const toPerson = { ...unnamed, recipientPerson: 'The clerk' };
    given([received])
      .when(command('record-disclosure', toPerson, { actor: cyrus }))
      .then([{ type: 'DisclosureRecorded', data: toPerson }]);
    const toComplainant = { ...unnamed, recipientKind: 'complainant' } as const;
    given([received])
      .when(command('record-disclosure', toComplainant, { actor: cyrus }))
      .then([{ type: 'DisclosureRecorded', data: toComplainant }]);
  });

  it('is recorded 200 times at most', () => {
    given([received, ...given200.slice(1)])
      .when(records())
      .then([{ type: 'DisclosureRecorded', data: GIVEN }]);
    given([received, ...given200])
      .when(records())
      .thenRefused('too-many-entries');
    const compliance = { id: cyrus.id, roles: ['compliance'] };
    expect(availableCommands(stateAfter([received, ...given200]), compliance)).not.toContain('record-disclosure');
  });
});
