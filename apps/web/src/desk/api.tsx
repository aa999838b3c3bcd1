import { type ApiClient, type components, createApiClient } from '@redress/api-client';
import type { Language } from '@redress/contracts';
import { createContext, type ReactNode, useContext, useMemo } from 'react';

export type Problem = components['schemas']['Problem'];

/** Why the API refused a request, in the language of the reader. */
export class ApiRefusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
    this.name = 'ApiRefusal';
  }
}

/** Codes of refusals that this program acts on. */
export const REVISION_MISMATCH = 'revision-mismatch';
export const VIEW_BEHIND = 'view-behind';

const UNAUTHORIZED = 401;
const UNAVAILABLE = 503;

/** Tells whether an error is the API's answer that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiRefusal && error.problem.status === UNAUTHORIZED;
}

/** Tells whether the same request may succeed a moment later: no answer came, or a part of the system is away. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof ApiRefusal) || error.problem.status === UNAVAILABLE;
}

/** The document that the API answered. Rejects with an `ApiRefusal` if it refused, and with a `TypeError` if no answer came. */
export async function answerOf<Content>(
  sent: Promise<{ readonly data?: Content; readonly error?: unknown; readonly response: Response }>,
): Promise<Content> {
  const { data, error, response } = await sent;
  if (!response.ok) throw new ApiRefusal(problemIn(error, response));
  // An answer without content has no document, and its caller expects none.
  return data as Content;
}

/** The problem details of an answer; what stands between browser and API may answer with something else. */
function problemIn(error: unknown, { status, statusText }: Response): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as Problem;
  return { type: 'about:blank', title: statusText, status, code: `http-${status}`, detail: '', instance: '' };
}

const ApiContext = createContext<ApiClient | undefined>(undefined);

/** Gives everything inside a client whose answers are in a language. */
export function ApiProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const client = useMemo(() => createApiClient({ baseUrl: window.location.origin, language, as: 'staff' }), [language]);
  return <ApiContext value={client}>{children}</ApiContext>;
}

/** The client of the API. Throws outside `ApiProvider`. */
export function useApi(): ApiClient {
  const client = useContext(ApiContext);
  if (client === undefined) throw new Error('There is no ApiProvider around this component.');
  return client;
}
