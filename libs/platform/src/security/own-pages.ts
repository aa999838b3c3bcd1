import type { FastifyRequest } from 'fastify';
import type { RedressConfig } from '../service/configuration/redress-config.js';

type Headers = Pick<FastifyRequest, 'headers' | 'protocol' | 'host'>;

/**
 * Where a browser says that a request comes from: our own pages, those of others, or nothing. `Sec-Fetch-Site` (W3C Fetch Metadata) is
 * believed where it is sent, because no page can change it; older browsers send `Origin` alone (RFC 6454).
 */
function sideOf(request: Headers, publicUrl: string | undefined): 'own' | 'other' | 'unsaid' {
  const { 'sec-fetch-site': site, origin } = request.headers;
  if (site !== undefined) return site === 'same-origin' ? 'own' : 'other';
  if (origin === undefined) return 'unsaid';
  return origin === ownOrigin(request, publicUrl) ? 'own' : 'other';
}

/** The origin of our pages: of the public address where there is one, otherwise of the address that the request names. */
function ownOrigin({ protocol, host }: Headers, publicUrl: string | undefined): string {
  return publicUrl === undefined ? `${protocol}://${host}` : new URL(publicUrl).origin;
}

/** Whether a browser vouches that a request was made by one of our own pages: what a cookie alone does not show. */
export function isFromOwnPage(request: Headers, { publicUrl }: Pick<RedressConfig, 'publicUrl'>): boolean {
  return sideOf(request, publicUrl) === 'own';
}

/** Whether a browser says that a page of somebody else made the request. Programs that are no browsers say nothing. */
export function isFromElsewhere(request: Headers, { publicUrl }: Pick<RedressConfig, 'publicUrl'>): boolean {
  return sideOf(request, publicUrl) === 'other';
}
