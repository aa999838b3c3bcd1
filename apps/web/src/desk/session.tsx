import type { ApiClient, components } from '@redress/api-client';
import { type Query, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { shownPasskey } from './account/browser-passkeys.js';
import { answerOf, isSignedOut, useApi } from './api.js';

type Session = components['schemas']['Session'];
type SignInWays = components['schemas']['SignInWays'];

const SESSION_KEY = ['session'] as const;
/** An issuer that was away may be back. */
const WAYS_STALE_MS = 10_000;

/** Who is signed in; `null` for nobody. */
export function useSessionQuery(): UseQueryResult<Session | null> {
  const api = useApi();
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: async () => {
      try {
        return await answerOf<Session>(api.GET('/api/session'));
      } catch (error) {
        if (isSignedOut(error)) return null;
        throw error;
      }
    },
    staleTime: Infinity,
  });
}

/** The ways in which one can sign in at this address. */
export function useSignInWays(): UseQueryResult<SignInWays> {
  return useQuery(waysQuery(useApi()));
}

function waysQuery(api: ApiClient) {
  return {
    queryKey: [...SESSION_KEY, 'ways'],
    queryFn: () => answerOf<SignInWays>(api.GET('/api/session/ways')),
    staleTime: WAYS_STALE_MS,
  };
}

/** Whether an answer was for one person, and is not about who is signed in and how. */
function isOfPerson({ queryKey }: Pick<Query, 'queryKey'>): boolean {
  return queryKey[0] !== SESSION_KEY[0];
}

/** Ways to begin a session, and to end it. */
export function useSignIn() {
  const api = useApi();
  const queries = useQueryClient();
  const begin = async (session: Session): Promise<void> => {
    const before = queries.getQueryData<Session | null>(SESSION_KEY);
    // What one person read is not shown to the next at this browser.
    if (before?.person !== session.person) queries.removeQueries({ predicate: isOfPerson });
    queries.setQueryData(SESSION_KEY, session);
    await queries.invalidateQueries({ predicate: isOfPerson });
  };
  const withPassword = useMutation({
    mutationFn: (body: { username: string; password: string }) => answerOf<Session>(api.POST('/api/session', { body })),
    onSuccess: begin,
  });
  const withLink = useMutation({
    mutationFn: (body: { link: string; password: string; name?: string; username?: string }) =>
      answerOf<Session>(api.POST('/api/session/link', { body })),
    onSuccess: begin,
  });
  const withPasskey = useMutation({
    mutationFn: async () => {
      const shown = await shownPasskey(await answerOf(api.POST('/api/session/passkey/options')));
      return answerOf<Session>(api.POST('/api/session/passkey', { body: shown }));
    },
    onSuccess: begin,
  });
  const signOut = useMutation({
    mutationFn: async () => {
      const by = queries.getQueryData<Session | null>(SESSION_KEY)?.by;
      await answerOf<undefined>(api.DELETE('/api/session'));
      // Who stays signed in at the issuer would come back in without a question.
      return by === 'issuer' ? (await queries.fetchQuery(waysQuery(api))).issuer?.signOut : undefined;
    },
    onSuccess: (elsewhere) => {
      if (elsewhere !== undefined) window.location.assign(elsewhere);
      // Who is signed in stays in the cache, changed, since a page that shows it looks at no other entry.
      queries.setQueryData(SESSION_KEY, null);
      // Nothing of what this person read stays for the next one at this browser.
      queries.removeQueries({ predicate: isOfPerson });
      queries.getMutationCache().clear();
    },
  });
  return { withPassword, withLink, withPasskey, signOut };
}

const SessionContext = createContext<Session | undefined>(undefined);

export const SessionProvider = SessionContext.Provider;

/** Who is signed in. Throws on a page for strangers. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('This page is for people who are signed in.');
  return session;
}
