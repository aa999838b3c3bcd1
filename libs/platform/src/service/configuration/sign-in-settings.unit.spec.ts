import { afterAll, describe, expect, it } from '@jest/globals';
import { ScratchFolder } from '@redress/testing';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from './load-config.js';
import { ConfigError } from './settings.js';
import { keepsAccounts } from './sign-in-settings.js';

type Env = Readonly<Record<string, string>>;

const folder = new ScratchFolder();
const secretFile = join(folder.path, 'client-secret');
writeFileSync(secretFile, 'marked-secret\n');

const issuer: Env = {
  REDRESS_OIDC_ISSUER: 'https://id.example.org/realms/staff',
  REDRESS_OIDC_CLIENT_ID: 'redress',
  REDRESS_PUBLIC_URL: 'https://complaints.example.org/track',
};

/** The variables at fault. */
function faultsOf(env: Env): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).not.toContain('marked-secret');
    return error.faults.map(({ variable }) => variable);
  }
}

describe('Settings of signing in', () => {
  afterAll(() => folder.remove());

  it.each<[what: string, env: Env, local: boolean, keeps: boolean]>([
    ['nothing', {}, true, true],
    ['keys of another issuer', { REDRESS_JWKS: 'https://id.example.org/keys' }, false, false],
    ['an issuer', issuer, true, true],
    ['an issuer alone', { ...issuer, REDRESS_LOCAL_SIGN_IN: 'off' }, false, true],
    ['an issuer and its keys', { ...issuer, REDRESS_JWKS: 'https://id.example.org/keys' }, false, true],
    [
      'an issuer, its keys and passwords',
      { ...issuer, REDRESS_JWKS: 'https://id.example.org/keys', REDRESS_LOCAL_SIGN_IN: 'on' },
      true,
      true,
    ],
  ])('that name %s say whether there are passwords and accounts', (_what, env, local, keeps) => {
    const config = loadConfig(env);
    expect([config.localSignIn, keepsAccounts(config)]).toEqual([local, keeps]);
  });

  it('of an issuer have defaults for all but its address and the client', () => {
    expect(loadConfig(issuer).oidc).toEqual({
      issuer: 'https://id.example.org/realms/staff',
      clientId: 'redress',
      scopes: 'openid profile',
      rolesClaim: 'roles',
      teamsClaim: 'teams',
    });
    expect(loadConfig({}).oidc).toBeUndefined();
  });

  it('of an issuer are read from variables, and its secret from a file', () => {
    const { oidc } = loadConfig({
      ...issuer,
      REDRESS_OIDC_CLIENT_SECRET_FILE: secretFile,
      REDRESS_OIDC_SCOPES: 'profile  openid groups',
      REDRESS_OIDC_ROLES_CLAIM: 'groups',
      REDRESS_OIDC_TEAMS_CLAIM: 'units',
      REDRESS_OIDC_ROLES: 'Complaint team = handler, cn=leads=supervisor',
    });
    expect(oidc).toMatchObject({
      clientSecret: 'marked-secret',
      scopes: 'profile openid groups',
      rolesClaim: 'groups',
      teamsClaim: 'units',
    });
    expect([...(oidc?.roles ?? [])]).toEqual([
      ['Complaint team', 'handler'],
      ['cn=leads', 'supervisor'],
    ]);
  });

  it.each<[env: Env, variable: string]>([
    [{ REDRESS_OIDC_ISSUER: 'http://id.example.org' }, 'REDRESS_OIDC_ISSUER'],
    [{ REDRESS_OIDC_ISSUER: 'https://user:marked-secret@id.example.org' }, 'REDRESS_OIDC_ISSUER'],
    [{ REDRESS_OIDC_ISSUER: 'https://id.example.org/?realm=staff' }, 'REDRESS_OIDC_ISSUER'],
    [{ ...issuer, REDRESS_OIDC_CLIENT_ID: '' }, 'REDRESS_OIDC_CLIENT_ID'],
    [{ ...issuer, REDRESS_PUBLIC_URL: '' }, 'REDRESS_PUBLIC_URL'],
    [
      { ...issuer, REDRESS_OIDC_CLIENT_SECRET_FILE: join(folder.path, 'marked-secret') },
      'REDRESS_OIDC_CLIENT_SECRET_FILE',
    ],
    [{ ...issuer, REDRESS_OIDC_SCOPES: 'profile' }, 'REDRESS_OIDC_SCOPES'],
    [{ ...issuer, REDRESS_OIDC_ROLES: 'team=boss' }, 'REDRESS_OIDC_ROLES'],
    [{ ...issuer, REDRESS_OIDC_ROLES: 'team=handler,' }, 'REDRESS_OIDC_ROLES'],
    [{ ...issuer, REDRESS_LOCAL_SIGN_IN: 'no' }, 'REDRESS_LOCAL_SIGN_IN'],
    [{ REDRESS_LOCAL_SIGN_IN: 'off' }, 'REDRESS_LOCAL_SIGN_IN'],
  ])('are refused by their variable: %j', (env, variable) => {
    expect(faultsOf(env)).toEqual([variable]);
  });
});
