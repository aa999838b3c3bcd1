import type { Language } from '@redress/contracts';
import { LanguageProvider, Notice } from '@redress/ui';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiProvider, isSignedOut, mayPass } from './api.js';
import { Dialog } from './dialog.js';
import { Failure } from './failure.js';
import { startOf } from './places.js';
import { PreferencesProvider, usePreferences } from './preferences.js';
import { createDeskRouter } from './routes.js';
import { useSay } from './say.js';
import { SessionProvider, useSessionQuery } from './session.js';
import { PreferenceControls } from './shell.js';
import { SignInForm, SignInPage } from './sign-in.js';

const ATTEMPTS_MAX = 3;
const STALE_MS = 10_000;

/** Everything that is asked of the API and kept for a while. `onSignedOut` hears of each answer that nobody is signed in. */
function createQueries(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: STALE_MS, retry: (failures, error) => failures < ATTEMPTS_MAX && mayPass(error) },
    },
  });
}

function Localized({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences();
  return (
    <LanguageProvider language={language}>
      <ApiProvider language={language}>{children}</ApiProvider>
    </LanguageProvider>
  );
}

/** Asks anew what was answered in another language. */
function useAnswersInLanguage(): void {
  const { language } = usePreferences();
  const queries = useQueryClient();
  const shown = useRef(language);
  useEffect(() => {
    if (shown.current !== language) void queries.invalidateQueries();
    shown.current = language;
  }, [language, queries]);
}

/**
 * The pages for whoever is signed in. When a session ends meanwhile, they stay as they are below the question who is there, so that nothing
 * that was typed is lost.
 */
function Pages({
  isSignedOut: hasEnded,
  onSignedIn,
}: {
  readonly isSignedOut: boolean;
  readonly onSignedIn: () => void;
}) {
  const say = useSay();
  const session = useSessionQuery();
  const [router] = useState(createDeskRouter);
  useAnswersInLanguage();
  const { dataUpdatedAt } = session;
  useEffect(onSignedIn, [dataUpdatedAt, onSignedIn]);
  if (session.isPending) return null;
  if (session.isError) return <Failure error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === null) {
    return (
      <div className="min-h-dvh bg-ground text-m text-text">
        <header className="flex justify-end gap-1 px-4 py-1">
          <PreferenceControls />
        </header>
        <SignInPage />
      </div>
    );
  }
  if (window.location.pathname === '/sign-in') router.history.replace(startOf(session.data.roles));
  return (
    <SessionProvider key={session.data.person} value={session.data}>
      <RouterProvider router={router} />
      {hasEnded && (
        <Dialog title={say('desk.sign-in.again')}>
          <Notice>{say('desk.sign-in.again-hint')}</Notice>
          <SignInForm staysOpen />
        </Dialog>
      )}
    </SessionProvider>
  );
}

/** The staff application, in the language that its page was answered in. */
export function Desk({ language }: { readonly language: Language }) {
  const [isOver, setOver] = useState(false);
  const [queries] = useState(() => createQueries(() => setOver(true)));
  const [onSignedIn] = useState(() => () => setOver(false));
  return (
    <PreferencesProvider initialLanguage={language}>
      <QueryClientProvider client={queries}>
        <Localized>
          <Pages isSignedOut={isOver} onSignedIn={onSignedIn} />
        </Localized>
      </QueryClientProvider>
    </PreferencesProvider>
  );
}
