import { describe, expect, it } from '@jest/globals';
import type { OidcSettings } from '@redress/platform';
import { claimIn, type Claims, personIn } from './claims.js';

const settings: OidcSettings = {
  issuer: 'https://id.example.org',
  clientId: 'redress',
  scopes: 'openid',
  rolesClaim: 'roles',
  teamsClaim: 'teams',
};
const person = (claims: Claims, more: Partial<OidcSettings> = {}) =>
  personIn({ sub: 'hannah-1', roles: ['handler'], ...claims }, { ...settings, ...more });

describe('A claim', () => {
  const claims = { 'https://id.example.org/roles': ['a'], realm_access: { roles: ['b'] }, 'a.b': 1, a: { b: 2 } };

  it.each<[path: string, found: unknown]>([
    ['https://id.example.org/roles', ['a']],
    ['realm_access.roles', ['b']],
    ['a.b', 1],
    ['realm_access.teams', undefined],
    ['nothing.there', undefined],
    ['constructor', undefined],
    ['__proto__.constructor', undefined],
  ])('is found by its name, or by its path: %s', (path, found) => {
    expect(claimIn(claims, path)).toEqual(found);
  });
});

describe('A person at an issuer', () => {
  it.each<[what: string, claims: Claims, roles: readonly string[]]>([
    ['the roles that are known, in our order', { roles: ['admin', 'x', 'handler'] }, ['handler', 'admin']],
    ['a single role that is no list', { roles: 'analyst' }, ['analyst']],
    ['no role that only the system has', { roles: ['system', 'complainant'] }, []],
    ['none without the claim', { roles: undefined }, []],
    ['none of objects and numbers', { roles: [{ handler: 1 }, 7] }, []],
  ])('has %s', (_what, claims, roles) => {
    expect(person(claims)?.roles).toEqual(roles);
  });

  it('has the roles to which the settings map those of the issuer, and no others', () => {
    const roles = new Map([['Complaint team', 'handler']] as const);
    expect(person({ roles: ['Complaint team', 'admin'] }, { roles })?.roles).toEqual(['handler']);
  });

  it('has the teams of the claim, each once, and none of what is no name', () => {
    expect(person({ teams: ['Cards', 'Cards', ' ', 7, 'x'.repeat(201)] })?.teams).toEqual(['Cards']);
    expect(person({ teams: [] })).not.toHaveProperty('teams');
    expect(person({})).not.toHaveProperty('teams');
  });

  it.each<[claims: Claims, name: string]>([
    [{ name: 'Hannah', preferred_username: 'h' }, 'Hannah'],
    [{ name: ' ', preferred_username: 'h' }, 'h'],
    [{ name: 7 }, 'hannah-1'],
    [{ name: 'x'.repeat(300) }, 'x'.repeat(200)],
  ])('is called as the issuer calls them: %j', (claims, name) => {
    expect(person(claims)).toMatchObject({ username: 'hannah-1', name });
  });

  it.each([undefined, 7, '', ' ', 'x'.repeat(201), 'h\u0430nnah', 'hannah\u200b'])(
    'is nobody with the subject %j',
    (sub) => {
      expect(person({ sub })).toBeUndefined();
    },
  );
});
