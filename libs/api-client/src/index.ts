import createClient, { type Client } from 'openapi-fetch';
import type { paths as described } from './schema.js';
import type { SessionPaths } from './session.js';

export type { components, operations } from './schema.js';
export type { Session, SessionPaths } from './session.js';

/** Every operation by its address: those of the API description (`docs/reference/openapi.json`), and those of browser sessions. */
export type paths = Omit<described, keyof SessionPaths> & SessionPaths;

/** A client for every operation. */
export type ApiClient = Client<paths>;

/** How a client reaches the API. */
export interface ApiClientOptions {
  /** Where the API is, without a slash at its end; by default where the page came from. */
  readonly baseUrl?: string;
  /** The language of the texts in its answers, problems above all. */
  readonly language: string;
}

/**
 * Creates a client. It rejects only when no answer comes (`TypeError`); a refusal is an answer, whose `error` is problem details (RFC 9457).
 * The session travels in its cookie, which no script can read.
 */
export function createApiClient({ baseUrl = '', language }: ApiClientOptions): ApiClient {
  return createClient<paths>({ baseUrl, credentials: 'same-origin', headers: { 'accept-language': language } });
}
