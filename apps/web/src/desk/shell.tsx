import { directionOf, pageLanguages, webText } from '@redress/texts/web';
import type { DeskTextKey } from '@redress/texts/desk';
import { Button } from '@redress/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import {
  CalendarDays,
  ChartColumn,
  CircleHelp,
  CircleUserRound,
  History,
  Command,
  Inbox,
  ListTodo,
  LogOut,
  type LucideIcon,
  PhoneCall,
  ShieldCheck,
  Sun,
  Users,
} from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { ApiRefusal, VIEW_BEHIND } from './api.js';
import { Dialog } from './dialog.js';
import { useGuideProgress } from './first-hour/guide-store.js';
import { useKeys, usePaletteKey } from './keys.js';
import { OffersProvider } from './palette/offers.js';
import { guidedRoles, hasRole, lodgingRoles, type Place, places, startOf } from './places.js';
import { THEME_WORDS, themes, usePreferences } from './preferences.js';
import { useSay } from './say.js';
import { useSession, useSignIn } from './session.js';

/** For few people and few days, so apart from what everybody downloads. */
const FirstHour = lazy(async () => ({ default: (await import('./first-hour/first-hour.js')).FirstHour }));

const ICONS: Readonly<Record<Place['path'], LucideIcon>> = {
  '/work': Sun,
  '/cases': Inbox,
  '/tasks': ListTodo,
  '/activity': History,
  '/deadlines': CalendarDays,
  '/figures': ChartColumn,
  '/compliance': ShieldCheck,
  '/admin': Users,
};

const KEY_WORDS: readonly (readonly [string, DeskTextKey])[] = [
  ['Ctrl K', 'desk.palette'],
  ['?', 'desk.keys.help'],
  ['/', 'desk.keys.search'],
  ['j', 'desk.keys.next'],
  ['k', 'desk.keys.previous'],
  ['x', 'desk.keys.select'],
  ['Enter', 'desk.keys.open'],
  ['.', 'desk.keys.actions'],
  ['e', 'desk.keys.take'],
  ['n', 'desk.keys.note'],
  ['r', 'desk.keys.ask'],
  ['a', 'desk.keys.approve'],
];

/** Comes with its first use: nobody else downloads it. */
const Palette = lazy(async () => ({ default: (await import('./palette/palette.js')).Palette }));

const QUIET_BUTTON =
  'inline-flex min-h-8 cursor-pointer items-center gap-1 rounded-m border border-transparent px-2 hover:border-line pointer-coarse:min-h-11';

function Navigation() {
  const say = useSay();
  const { roles } = useSession();
  return (
    <nav aria-label={say('desk.navigation')} className="flex flex-wrap items-center gap-1">
      {places
        .filter((place) => hasRole(roles, place.roles))
        .map(({ path, name }) => {
          const Icon = ICONS[path];
          return (
            <Link
              key={path}
              to={path}
              className="inline-flex min-h-8 items-center gap-1 rounded-m px-2 text-text no-underline aria-[current=page]:bg-accent-quiet aria-[current=page]:font-bold aria-[current=page]:text-accent pointer-coarse:min-h-11"
              activeOptions={{ exact: false, includeSearch: false }}
            >
              <Icon aria-hidden size={16} />
              {say(name)}
            </Link>
          );
        })}
      {hasRole(roles, lodgingRoles) && (
        <Link to="/cases/new" className="inline-flex min-h-8 items-center gap-1 rounded-m px-2 pointer-coarse:min-h-11">
          <PhoneCall aria-hidden size={16} />
          {say('desk.place.new-case')}
        </Link>
      )}
    </nav>
  );
}

/** Language and look, which every page offers, also before a sign-in. */
export function PreferenceControls() {
  const say = useSay();
  const { language, setLanguage, theme, setTheme } = usePreferences();
  return (
    <>
      {pageLanguages
        .filter((one) => one !== language)
        .map((one) => (
          <button
            key={one}
            type="button"
            lang={one}
            dir={directionOf(one)}
            className={QUIET_BUTTON}
            onClick={() => setLanguage(one)}
          >
            {webText(one, 'language.name')}
          </button>
        ))}
      <label className="inline-flex items-center gap-1">
        <span className="sr-only">{say('desk.theme')}</span>
        <select
          value={theme}
          onChange={(event) => setTheme(themes.find((one) => one === event.target.value) ?? 'system')}
          className="min-h-8 rounded-m border border-line bg-surface px-1 pointer-coarse:min-h-11"
        >
          {themes.map((one) => (
            <option key={one} value={one}>
              {say(THEME_WORDS[one])}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function Header({ onHelp, onPalette }: { readonly onHelp: () => void; readonly onPalette: () => void }) {
  const say = useSay();
  const { name } = useSession();
  const { signOut } = useSignIn();
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-hairline bg-surface px-4 py-1 print:hidden">
      <Navigation />
      <div className="flex flex-wrap items-center gap-1">
        <PreferenceControls />
        <button type="button" className={QUIET_BUTTON} aria-keyshortcuts="Control+K Meta+K" onClick={onPalette}>
          <Command aria-hidden size={16} />
          {say('desk.palette.open')}
        </button>
        <button type="button" className={QUIET_BUTTON} onClick={onHelp}>
          <CircleHelp aria-hidden size={16} />
          {say('desk.keys')}
        </button>
        <Link
          to="/account"
          aria-label={say('desk.account.of', { name })}
          className="inline-flex min-h-8 items-center gap-1 rounded-m px-2 text-muted no-underline aria-[current=page]:bg-accent-quiet aria-[current=page]:text-accent pointer-coarse:min-h-11"
        >
          <CircleUserRound aria-hidden size={16} />
          <bdi className="max-w-40 truncate">{name}</bdi>
        </Link>
        <button type="button" className={QUIET_BUTTON} onClick={() => signOut.mutate()}>
          <LogOut aria-hidden size={16} className="rtl:-scale-x-100" />
          {say('desk.sign-out')}
        </button>
      </div>
    </header>
  );
}

function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const guide = useGuideProgress();
  const navigate = useNavigate();
  const { letterKeys, setLetterKeys } = usePreferences();
  const { roles } = useSession();
  const showGuide = (): void => {
    guide.show();
    onClose();
    void navigate({ to: startOf(roles) });
  };
  const rows = [
    ...KEY_WORDS.map(([key, word]) => [key, say(word)] as const),
    ...places.filter((place) => hasRole(roles, place.roles)).map(({ key, name }) => [`g ${key}`, say(name)] as const),
  ];
  return (
    <Dialog title={say('desk.keys')} onClose={onClose} closeLabel={say('desk.close')}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {rows.map(([key, words]) => (
          <div key={key} className="contents">
            <dt>
              <kbd dir="ltr" className="rounded-m border border-line px-2 font-mono">
                {key}
              </kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-4 flex min-h-11 items-center gap-2">
        <input
          type="checkbox"
          checked={letterKeys}
          onChange={(event) => setLetterKeys(event.target.checked)}
          className="size-5 accent-accent"
        />
        {say('desk.keys.on')}
      </label>
      {guide.isHidden && hasRole(roles, guidedRoles) && (
        <Button type="button" kind="secondary" onClick={showGuide}>
          {say('desk.guide.show')}
        </Button>
      )}
    </Dialog>
  );
}

/** Whether the browser has a network. */
function useIsOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = (): void => setOnline(navigator.onLine);
    window.addEventListener('online', update);
    window.addEventListener('offline', update);
    return () => {
      window.removeEventListener('online', update);
      window.removeEventListener('offline', update);
    };
  }, []);
  return isOnline;
}

/** Whether something shown waits for its view to reach what the log already holds. */
function useIsBehind(): boolean {
  const cache = useQueryClient().getQueryCache();
  const [isBehind, setBehind] = useState(false);
  useEffect(
    () =>
      cache.subscribe(() => {
        const behind = cache.getAll().some(({ state }) => {
          const error = state.fetchFailureReason ?? state.error;
          return error instanceof ApiRefusal && error.problem.code === VIEW_BEHIND;
        });
        // The cache also tells while a component renders, which must not set the state of another.
        queueMicrotask(() => setBehind(behind));
      }),
    [cache],
  );
  return isBehind;
}

function Banners() {
  const say = useSay();
  const isOnline = useIsOnline();
  const isBehind = useIsBehind();
  return (
    <div role="status">
      {!isOnline && (
        <p className="border-b border-late bg-late-quiet px-4 py-1 font-semibold">{say('desk.banner.offline')}</p>
      )}
      {isOnline && isBehind && (
        <p className="border-b border-due bg-due-quiet px-4 py-1 font-semibold">{say('desk.banner.behind')}</p>
      )}
    </div>
  );
}

/** What every page has around its content. */
export function Shell() {
  const say = useSay();
  const navigate = useNavigate();
  const { roles } = useSession();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  usePaletteKey(() => setPaletteOpen(true));
  const ways = places.filter((place) => hasRole(roles, place.roles));
  useKeys({
    '?': () => setHelpOpen(true),
    ...Object.fromEntries(ways.map(({ key, path }) => [`g ${key}`, () => void navigate({ to: path })])),
  });
  return (
    <OffersProvider>
      <div className="dense flex min-h-dvh flex-col bg-ground text-m text-text">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:z-10 focus:bg-surface focus:p-2"
        >
          {say('desk.skip')}
        </a>
        <Header onHelp={() => setHelpOpen(true)} onPalette={() => setPaletteOpen(true)} />
        <Banners />
        <main id="content" tabIndex={-1} className="flex grow flex-col px-4 py-4 outline-none">
          <Suspense>
            <FirstHour />
          </Suspense>
          <Outlet />
        </main>
        {isHelpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
        {isPaletteOpen && (
          <Suspense>
            <Palette onClose={() => setPaletteOpen(false)} />
          </Suspense>
        )}
      </div>
    </OffersProvider>
  );
}
