import type { components } from './schema.js';

/** Who is signed in at a browser, and until when. */
export interface Session {
  /** Id by which the log names the person. */
  readonly person: string;
  readonly name: string;
  readonly roles: string[];
  readonly teams?: string[];
  readonly language?: 'en' | 'fa';
  /** An instant; from then on the API answers 401. */
  readonly expiresAt: string;
}

interface Answer<Content> {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly content: { readonly 'application/json': Content };
}

interface Refused {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly content: { readonly 'application/problem+json': components['schemas']['Problem'] };
}

interface Body<Content> {
  readonly content: { readonly 'application/json': Content };
}

/** Routes of browser sessions. The session itself travels in a cookie that no script can read. */
export interface SessionPaths {
  '/api/session': {
    get: { responses: { 200: Answer<Session>; default: Refused } };
    post: {
      requestBody: Body<{ readonly username: string; readonly password: string }>;
      responses: { 201: Answer<Session>; default: Refused };
    };
    delete: { responses: { 204: { headers: Readonly<Record<string, unknown>>; content?: never }; default: Refused } };
  };
  '/api/session/link': {
    post: {
      /** The secret of a link that works once, the password chosen, and for a new account its names. */
      requestBody: Body<{
        readonly link: string;
        readonly password: string;
        readonly name?: string;
        readonly username?: string;
      }>;
      responses: { 201: Answer<Session>; default: Refused };
    };
  };
}
