import type { components } from '@redress/api-client';
import { Button, Skeleton } from '@redress/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, useApi } from '../api.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { type Say, useSay } from '../say.js';
import type { WordList } from '../words.js';

type OwnSession = components['schemas']['OwnSession'];

export const OWN_SESSIONS = ['own-sessions'] as const;

const WAY: WordList<NonNullable<OwnSession['by']>> = {
  password: 'desk.account.by-password',
  link: 'desk.account.by-link',
  passkey: 'desk.account.by-passkey',
  issuer: 'desk.account.by-issuer',
};

const BROWSER: WordList<NonNullable<OwnSession['browser']>> = {
  chrome: 'desk.account.browser.chrome',
  edge: 'desk.account.browser.edge',
  firefox: 'desk.account.browser.firefox',
  safari: 'desk.account.browser.safari',
  opera: 'desk.account.browser.opera',
  'samsung-internet': 'desk.account.browser.samsung-internet',
  vivaldi: 'desk.account.browser.vivaldi',
  brave: 'desk.account.browser.brave',
  chromium: 'desk.account.browser.chromium',
};

const SYSTEM: WordList<NonNullable<OwnSession['system']>> = {
  windows: 'desk.account.system.windows',
  macos: 'desk.account.system.macos',
  linux: 'desk.account.system.linux',
  chromeos: 'desk.account.system.chromeos',
  android: 'desk.account.system.android',
  ios: 'desk.account.system.ios',
};

/** With what somebody signed in, as far as their browser said so. */
function deviceWords({ browser, system }: Pick<OwnSession, 'browser' | 'system'>, say: Say): string {
  if (browser === undefined) return system === undefined ? say('desk.account.device-unknown') : say(SYSTEM[system]);
  if (system === undefined) return say(BROWSER[browser]);
  return say('desk.account.device', { browser: say(BROWSER[browser]), system: say(SYSTEM[system]) });
}

/** Where one is signed in, and the end of any of it. */
export function OwnSessions() {
  const say = useSay();
  const api = useApi();
  const queries = useQueryClient();
  const { full, relative } = useMoments();
  const sessions = useQuery({ queryKey: OWN_SESSIONS, queryFn: () => answerOf(api.GET('/api/session/all')) });
  const end = useMutation({
    mutationFn: (session: string) =>
      answerOf(api.DELETE('/api/session/all/{session}', { params: { path: { session } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: OWN_SESSIONS }),
  });
  return (
    <section aria-labelledby="own-sessions" className="rounded-m border border-hairline bg-surface p-3">
      <h2 id="own-sessions" className="text-l font-bold">
        {say('desk.account.sessions')}
      </h2>
      <p className="mb-2 text-muted">{say('desk.account.sessions-hint')}</p>
      {sessions.isPending && <Skeleton />}
      {sessions.isError && <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {end.isError && <Failure error={end.error} />}
      {sessions.data?.items.length === 0 && <p className="text-muted">{say('desk.account.no-sessions')}</p>}
      <ul className="flex flex-col">
        {sessions.data?.items.map(({ session, startedAt, usedAt, by, isThis, ...device }) => (
          <li
            key={session}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-hairline py-1 first:border-t-0"
          >
            <span className="min-w-40 grow">
              <span className="block font-semibold">{deviceWords(device, say)}</span>
              <time dateTime={startedAt} title={full(startedAt)}>
                {say('desk.account.since', { when: relative(startedAt), at: full(startedAt) })}
              </time>{' '}
              {by !== undefined && <span className="text-muted">{say(WAY[by])}</span>}
              {usedAt !== undefined && !isThis && (
                <time dateTime={usedAt} title={full(usedAt)} className="block">
                  {say('desk.account.used', { when: relative(usedAt) })}
                </time>
              )}
            </span>
            {isThis ? (
              <span className="font-semibold">{say('desk.account.this-session')}</span>
            ) : (
              <Button
                type="button"
                kind="secondary"
                disabled={end.isPending}
                onClick={() => end.mutate(session)}
                aria-label={say('desk.account.end-session-of', {
                  device: deviceWords(device, say),
                  at: full(startedAt),
                })}
              >
                {say('desk.account.end-session')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
