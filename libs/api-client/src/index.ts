import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema.js';

export type { components, operations, paths } from './schema.js';

/** Every operation of the API by its address, typed by the API description (`docs/reference/openapi.json`). */
export type ApiClient = Client<paths>;

/** How a client reaches the API. */
export interface ApiClientOptions {
  /** Where the API is, without a slash at its end; by default where the page came from. */
  readonly baseUrl?: string;
  /** The language of the texts in its answers, problems above all. */
  readonly language: string;
  /** As whom it asks: as the member of staff who is signed in at this browser, or as a stranger, whoever is. */
  readonly as: 'staff' | 'stranger';
}

/**
 * Creates a client. It rejects only when no answer comes (`TypeError`); a refusal is an answer, whose `error` is problem details (RFC 9457).
 * The session of staff travels in its cookie, which no script can read.
 */
export function createApiClient({ baseUrl = '', language, as }: ApiClientOptions): ApiClient {
  const credentials = as === 'staff' ? 'same-origin' : 'omit';
  return createClient<paths>({ baseUrl, credentials, headers: { 'accept-language': language } });
}
