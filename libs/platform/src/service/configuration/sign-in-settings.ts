import { staffRoles, type StaffRole } from '@redress/contracts';
import { readFileSync } from 'node:fs';
import type { OidcSettings, RedressConfig } from './redress-config.js';
import { isWebAddress, type Settings } from './settings.js';

const ISSUER = 'REDRESS_OIDC_ISSUER';
const SECRET_LENGTH_MAX = 1_000;
const SCOPES = 'openid profile';
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether members of staff have accounts here, whose sessions are accepted: otherwise only tokens of another issuer are. */
export function keepsAccounts({ localSignIn, oidc }: Pick<RedressConfig, 'localSignIn' | 'oidc'>): boolean {
  return localSignIn || oidc !== undefined;
}

/** Reads where members of staff sign in. Keys of tokens at REDRESS_JWKS leave it to their issuer, unless a setting says otherwise. */
export function readSignIn(
  settings: Settings,
  { jwks, publicUrl }: { readonly jwks: string | undefined; readonly publicUrl: string | undefined },
): Pick<RedressConfig, 'localSignIn' | 'oidc'> {
  const oidc = readOidc(settings);
  if (oidc !== undefined && publicUrl === undefined) {
    const problem = `must be set with ${ISSUER}: the issuer sends browsers back to it.`;
    settings.faults.push({ variable: 'REDRESS_PUBLIC_URL', problem, example: 'https://complaints.example.org/track' });
  }
  const problem = `must be "on", or "off" where ${ISSUER} is set.`;
  const said = settings.read('REDRESS_LOCAL_SIGN_IN', { problem, example: 'off' }, (value) => {
    if (value === 'on') return true;
    return value === 'off' && oidc !== undefined ? false : undefined;
  });
  return { localSignIn: said ?? jwks === undefined, ...(oidc && { oidc }) };
}

function readOidc(settings: Settings): OidcSettings | undefined {
  const issuer = settings.read(
    ISSUER,
    { problem: 'must be the https: URL of an issuer, as it writes it itself.', example: 'https://id.example.org' },
    (value) => (isWebAddress(value, (host) => LOOPBACK.includes(host)) && !/[?#]/.test(value) ? value : undefined),
  );
  if (issuer === undefined) return undefined;
  const clientId = settings.text('REDRESS_OIDC_CLIENT_ID');
  if (clientId === undefined) {
    const problem = `must be set with ${ISSUER}: the name under which the issuer knows this installation.`;
    settings.faults.push({ variable: 'REDRESS_OIDC_CLIENT_ID', problem, example: 'redress' });
  }
  const clientSecret = readSecret(settings);
  const roles = readRoles(settings);
  return {
    issuer,
    clientId: clientId ?? '',
    ...(clientSecret !== undefined && { clientSecret }),
    scopes: readScopes(settings) ?? SCOPES,
    rolesClaim: settings.text('REDRESS_OIDC_ROLES_CLAIM') ?? 'roles',
    teamsClaim: settings.text('REDRESS_OIDC_TEAMS_CLAIM') ?? 'teams',
    ...(roles && { roles }),
  };
}

function readSecret(settings: Settings): string | undefined {
  const fault = {
    problem: `must be the path of a readable file with 1 to ${SECRET_LENGTH_MAX} characters.`,
    example: '/run/secrets/oidc-client-secret',
  };
  return settings.read('REDRESS_OIDC_CLIENT_SECRET_FILE', fault, (path) => {
    try {
      const secret = readFileSync(path, 'utf8').trim();
      return secret !== '' && secret.length <= SECRET_LENGTH_MAX ? secret : undefined;
    } catch {
      return undefined;
    }
  });
}

function readScopes(settings: Settings): string | undefined {
  const fault = {
    problem: 'must be scopes separated by blanks, "openid" among them.',
    example: '"openid profile groups"',
  };
  return settings.read('REDRESS_OIDC_SCOPES', fault, (value) => {
    const scopes = value.split(/\s+/);
    return scopes.includes('openid') ? scopes.join(' ') : undefined;
  });
}

function readRoles(settings: Settings): ReadonlyMap<string, StaffRole> | undefined {
  const problem = `must be pairs of a name at the issuer and a role (${staffRoles.join(', ')}), separated by commas.`;
  const example = 'complaint-team=handler,complaint-leads=supervisor';
  return settings.read('REDRESS_OIDC_ROLES', { problem, example }, (value) => {
    const pairs = value.split(',').map((pair) => {
      const [, theirs = '', ours = ''] = /^\s*(.+?)\s*=\s*([a-z-]+)\s*$/.exec(pair) ?? [];
      return [theirs, staffRoles.find((role) => role === ours)] as const;
    });
    const known = pairs.flatMap(([theirs, ours]) => (ours === undefined ? [] : [[theirs, ours] as const]));
    return known.length === pairs.length ? new Map(known) : undefined;
  });
}
