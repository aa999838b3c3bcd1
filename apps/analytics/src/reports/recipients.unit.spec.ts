import { describe, expect, it } from '@jest/globals';
import type { StaffDirectory } from '@redress/platform';
import { addressOf } from './recipients.js';

const staff: StaffDirectory = {
  person: new Map([['anna', { email: 'anna@bank.example', language: 'fa' }]]),
  team: new Map(),
  role: new Map([['compliance', { email: 'compliance@bank.example', language: 'en' }]]),
};
const rules = { staff, reportDomains: ['regulator.example'] };

describe('A report may go', () => {
  it.each([
    ['a person of the staff', { kind: 'person', name: 'anna' }, 'anna@bank.example'],
    ['a role of the staff', { kind: 'role', name: 'compliance' }, 'compliance@bank.example'],
    ['an address of an allowed domain', { kind: 'address', name: 'desk@Regulator.example' }, 'desk@Regulator.example'],
  ] as const)('to %s', (_who, recipient, address) => {
    expect(addressOf(recipient, rules)).toEqual({ address });
  });

  it.each([
    ['somebody whom the directory does not have', { kind: 'person', name: 'anton' }, 'recipient-unknown'],
    ['another domain', { kind: 'address', name: 'desk@elsewhere.example' }, 'recipient-not-allowed'],
    [
      'a domain below an allowed one',
      { kind: 'address', name: 'desk@evil.regulator.example' },
      'recipient-not-allowed',
    ],
    ['one that ends like an allowed one', { kind: 'address', name: 'd@notregulator.example' }, 'recipient-not-allowed'],
    ['two addresses in one', { kind: 'address', name: 'a@evil.example,b@regulator.example' }, 'recipient-not-allowed'],
    ['the address of a member of staff', { kind: 'address', name: 'anna@bank.example' }, 'recipient-not-allowed'],
  ] as const)('not to %s', (_who, recipient, fault) => {
    expect(addressOf(recipient, rules)).toEqual({ fault });
  });

  it('to no address where nothing is set', () => {
    expect(addressOf({ kind: 'address', name: 'a@bank.example' }, {})).toEqual({ fault: 'recipient-not-allowed' });
    expect(addressOf({ kind: 'person', name: 'anna' }, {})).toEqual({ fault: 'recipient-unknown' });
  });
});
