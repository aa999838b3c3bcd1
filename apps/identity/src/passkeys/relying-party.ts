import type { RedressConfig } from '@redress/platform';
import type { FastifyRequest } from 'fastify';
import { isIP } from 'node:net';

/** For whom a browser makes and uses passkeys. */
export interface RelyingParty {
  /** The host name, to which browsers tie a passkey. */
  readonly id: string;
  /** The only origin whose pages may use one. */
  readonly origin: string;
}

const LOCALHOST = 'localhost';

/**
 * The relying party (WebAuthn Level 3, 4) of the public address, or of `localhost` where a trial is opened at that. Undefined elsewhere: a
 * browser has no passkeys for an address without a name or without TLS, and the `Host` of a request alone is anybody's word.
 */
export function relyingPartyOf(
  { protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>,
  { publicUrl }: Pick<RedressConfig, 'publicUrl'>,
): RelyingParty | undefined {
  const said = publicUrl ?? `${protocol}://${host}`;
  if (!URL.canParse(said)) return undefined;
  const { hostname: id, origin, protocol: scheme } = new URL(said);
  if (id === LOCALHOST) return { id, origin };
  const isNamed = publicUrl !== undefined && scheme === 'https:' && isIP(id) === 0 && !id.startsWith('[');
  return isNamed ? { id, origin } : undefined;
}
