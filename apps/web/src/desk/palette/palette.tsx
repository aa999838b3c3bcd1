import { directionOf, pageLanguages, webText } from '@redress/texts/web';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Dialog } from '../dialog.js';
import { hasRole, lodgingRoles, places } from '../places.js';
import { THEME_WORDS, themes, usePreferences } from '../preferences.js';
import { useCaseSearch } from '../queue/case-search.js';
import { queueViews } from '../queue/queue-search.js';
import { useSay } from '../say.js';
import { useSession, useSignIn } from '../session.js';
import { STATUS } from '../words.js';
import { type Offer, useOffers } from './offers.js';
import { hasTyped } from './typed-words.js';

interface Group {
  readonly title: string;
  readonly offers: readonly Offer[];
}

/** Places of the application, and views of the queue. */
function useWays(): Group {
  const say = useSay();
  const navigate = useNavigate();
  const { roles } = useSession();
  const readsCases = places.some(({ path, roles: readers }) => path === '/cases' && hasRole(roles, readers));
  return {
    title: say('desk.palette.go'),
    offers: [
      ...places
        .filter((place) => hasRole(roles, place.roles))
        .map(({ path, name }) => ({ id: path, words: say(name), run: () => void navigate({ to: path }) })),
      ...(hasRole(roles, lodgingRoles)
        ? [{ id: '/cases/new', words: say('desk.new.title'), run: () => void navigate({ to: '/cases/new' }) }]
        : []),
      ...(readsCases
        ? queueViews.map(({ name, search }) => ({
            id: name,
            words: say('desk.palette.view', { name: say(name) }),
            run: () => void navigate({ to: '/cases', search }),
          }))
        : []),
    ],
  };
}

/** Language, colours, and leaving. */
function useSettings(): Group {
  const say = useSay();
  const { language, setLanguage, theme, setTheme } = usePreferences();
  const { signOut } = useSignIn();
  return {
    title: say('desk.palette.settings'),
    offers: [
      ...pageLanguages
        .filter((one) => one !== language)
        // In its own language, for whoever cannot read this one.
        .map((one) => ({ id: one, words: webText(one, 'language.name'), run: () => setLanguage(one) })),
      ...themes
        .filter((one) => one !== theme)
        .map((one) => ({
          id: `theme-${one}`,
          words: say('desk.palette.theme', { theme: say(THEME_WORDS[one]) }),
          run: () => setTheme(one),
        })),
      { id: 'sign-out', words: say('desk.sign-out'), run: () => signOut.mutate() },
    ],
  };
}

/** Cases that fit what was typed. */
function useFoundCases(typed: string): { readonly group: Group; readonly isAsking: boolean } {
  const say = useSay();
  const navigate = useNavigate();
  const { roles } = useSession();
  const reads = places.some(({ path, roles: readers }) => path === '/cases' && hasRole(roles, readers));
  const found = useCaseSearch(reads ? typed : '');
  return {
    isAsking: found.isFetching,
    group: {
      title: say('desk.place.cases'),
      offers: (found.data?.items ?? []).map(({ reference, status, product }) => ({
        id: reference,
        words: [reference, say(STATUS[status]), product].filter((part) => part != null).join(' · '),
        run: () => void navigate({ to: '/cases/$reference', params: { reference } }),
      })),
    },
  };
}

/** What fits what was typed: first what the open page offers, then places, cases and settings. What cannot be done now only when asked for. */
function useGroups(typed: string): { readonly groups: readonly Group[]; readonly isAsking: boolean } {
  const say = useSay();
  const offers = useOffers();
  const ways = useWays();
  const settings = useSettings();
  const { group: cases, isAsking } = useFoundCases(typed);
  const isTyped = typed.trim() !== '';
  const fitting = ({ title, offers: all }: Group): Group => ({
    title,
    offers: all.filter(({ words, reason }) => hasTyped(words, typed) && (reason === undefined || isTyped)),
  });
  const here = { title: say('desk.palette.here'), offers: offers.all() };
  const groups = [fitting(here), fitting(ways), cases, fitting(settings)];
  return { groups: groups.filter(({ offers: some }) => some.length > 0), isAsking };
}

/**
 * Everything that can be done, found by typing: a combobox whose list is always open (WAI-ARIA Authoring Practices, combobox). The focus stays
 * in the box; the arrows move the choice, Enter makes it, Escape closes.
 */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { groups, isAsking } = useGroups(typed);
  const all = groups.flatMap(({ offers }) => offers);
  const chosen = all[Math.min(at, all.length - 1)];
  const option = useRef<HTMLLIElement>(null);
  useEffect(() => {
    option.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.id]);
  const choose = (offer: Offer | undefined): void => {
    if (offer === undefined || offer.reason !== undefined) return;
    onClose();
    offer.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = Math.max(0, all.length - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: last,
      PageUp: 0,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setAt(to);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(chosen);
    }
  };
  return (
    <Dialog title={say('desk.palette')} onClose={onClose} closeLabel={say('desk.close')}>
      <input
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={chosen && `${list}-${chosen.id}`}
        aria-label={say('desk.palette.box')}
        placeholder={say('desk.palette.box')}
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="min-h-(--target) w-full rounded-m border border-line bg-surface px-3"
      />
      <p role="status" className="my-2 text-s text-muted">
        {isAsking ? say('desk.search.asking') : say('desk.palette.found', { count: all.length })}
      </p>
      <div id={list} role="listbox" aria-label={say('desk.palette')} className="h-80 overflow-y-auto">
        {groups.map(({ title, offers }, index) => (
          <ul key={title} role="group" aria-labelledby={`${list}-group-${index}`}>
            <li id={`${list}-group-${index}`} role="presentation" className="px-2 pt-2 text-s text-muted">
              {title}
            </li>
            {offers.map((offer) => (
              <Option
                key={offer.id}
                id={`${list}-${offer.id}`}
                offer={offer}
                isChosen={offer === chosen}
                onChoose={() => choose(offer)}
                {...(offer === chosen && { element: option })}
              />
            ))}
          </ul>
        ))}
      </div>
    </Dialog>
  );
}

function Option({
  id,
  offer: { words, reason, id: name },
  isChosen,
  onChoose,
  element,
}: {
  readonly id: string;
  readonly offer: Offer;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly element?: React.RefObject<HTMLLIElement | null>;
}) {
  const language = pageLanguages.find((one) => one === name);
  return (
    <li
      ref={element}
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={reason !== undefined}
      {...(language !== undefined && { lang: language, dir: directionOf(language) })}
      onClick={onChoose}
      className="min-h-8 cursor-pointer rounded-m px-2 py-1 aria-disabled:cursor-not-allowed aria-disabled:text-muted aria-selected:bg-accent-quiet aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-accent pointer-coarse:min-h-11"
    >
      {words}
      {reason !== undefined && <span className="block text-s">{reason}</span>}
    </li>
  );
}
