import type { components } from '@redress/api-client';
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { answerOf, isSignedOut, useApi } from './api.js';

type Session = components['schemas']['Session'];

const SESSION_KEY = ['session'] as const;

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

/** Ways to begin a session, and to end it. */
export function useSignIn() {
  const api = useApi();
  const queries = useQueryClient();
  const begin = async (session: Session): Promise<void> => {
    const before = queries.getQueryData<Session | null>(SESSION_KEY);
    // What one person read is not shown to the next at this browser.
    if (before?.person !== session.person)
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
    queries.setQueryData(SESSION_KEY, session);
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
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
  const signOut = useMutation({
    mutationFn: () => answerOf<undefined>(api.DELETE('/api/session')),
    onSuccess: () => {
      // Nothing of what this person read stays for the next one at this browser.
      queries.clear();
      queries.setQueryData(SESSION_KEY, null);
    },
  });
  return { withPassword, withLink, signOut };
}

const SessionContext = createContext<Session | undefined>(undefined);

export const SessionProvider = SessionContext.Provider;

/** Who is signed in. Throws on a page for strangers. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('This page is for people who are signed in.');
  return session;
}
