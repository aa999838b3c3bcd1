import { describe, expect, it } from '@jest/globals';
import { permissions, roles } from '@redress/domain';
import {
  accessLogRoles,
  disclosureRoles,
  exportRoles,
  hasRole,
  lodgingRoles,
  places,
  policyApprovers,
  problemDeciders,
  problemReaders,
  replyingRoles,
  sharingRoles,
  startOf,
} from './places.js';

/** Roles of people who sign in. */
const staff = roles.filter((role) => role !== 'complainant' && role !== 'system');

describe('The places of the desk', () => {
  it.each(places)(
    'open $path to those whom the table of permissions lets $undertaking',
    ({ undertaking, roles: own }) => {
      expect([...own].sort()).toEqual([...permissions[undertaking]].sort());
    },
  );

  it('let those take down a complaint who may lodge one for others', () => {
    expect([...lodgingRoles].sort()).toEqual(
      staff.filter((role) => permissions['lodge-complaint'].some((grant) => grant === role)).sort(),
    );
  });

  it('show policies that wait to those who may publish them', () => {
    expect(policyApprovers).toEqual(permissions['manage-policies']);
  });

  it('let those share a view with everybody whom the table of permissions lets', () => {
    expect([...sharingRoles].sort()).toEqual([...permissions['share-queue-views']].sort());
  });

  it('let those fill in templates of replies whom the table of permissions lets', () => {
    expect([...replyingRoles].sort()).toEqual([...permissions['use-reply-templates']].sort());
  });

  it('let those take the fact table away whom the table of permissions lets', () => {
    expect([...exportRoles].sort()).toEqual([...permissions['export-facts']].sort());
  });

  it('let those see who read what whom the table of permissions lets', () => {
    expect(accessLogRoles).toEqual(permissions['view-access-log']);
  });

  it('let those see to whom data was given whom the table of permissions lets', () => {
    expect([...disclosureRoles].sort()).toEqual([...permissions['view-disclosures']].sort());
  });

  it('let those read the register of systemic problems, and decide, whom the table of permissions lets', () => {
    expect([...problemReaders].sort()).toEqual([...permissions['view-systemic-problems']].sort());
    expect([...problemDeciders].sort()).toEqual([...permissions['manage-systemic-problems']].sort());
  });

  it.each(staff)('give a %s somewhere to begin', (role) => {
    const start = startOf([role]);
    const open = places.find(({ path }) => path === start)?.roles ?? lodgingRoles;
    expect(hasRole([role], open)).toBe(true);
  });
});
