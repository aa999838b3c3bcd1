import type { components } from '@redress/api-client';
import type { Language } from '@redress/contracts';
import { useLanguage } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { answerOf, useApi } from './api.js';
import { useSay } from './say.js';
import { isWordOf, ROLE, type StoryEvent } from './words.js';

type Colleague = components['schemas']['Colleague'];

/** People who came or changed their names are known after so long. */
const STALE_MS = 600_000;
const PAGE = 200;

/** The members of staff, for showing whom an id means and for finding the id of whom somebody means. */
export interface Colleagues {
  /** What people call a member of staff: a name that two share with the id, and the id of whom nobody knows by name. */
  readonly nameOf: (person: string) => string;
  /** The id of whom somebody typed the name of, whatever the case of its letters; otherwise what was typed, as an id. */
  readonly personOf: (typed: string) => string;
  /** Those who can be given work, by their names. */
  readonly working: readonly { readonly person: string; readonly name: string }[];
}

/** The members of staff as a list of theirs tells, whose names sort as the language does. */
export function colleaguesIn(list: readonly Colleague[], language: Language): Colleagues {
  const shared = new Map<string, number>();
  for (const { name } of list) if (name !== undefined) shared.set(folded(name), (shared.get(folded(name)) ?? 0) + 1);
  const labelOf = ({ person, name }: Colleague): string => {
    if (name === undefined) return person;
    return shared.get(folded(name)) === 1 ? name : `${name} (${person})`;
  };
  const byPerson = new Map(list.map((colleague) => [colleague.person, labelOf(colleague)]));
  const byName = new Map(list.map((colleague) => [folded(labelOf(colleague)), colleague.person]));
  return {
    nameOf: (person) => byPerson.get(person) ?? person,
    personOf: (typed) => byName.get(folded(typed)) ?? typed.trim(),
    working: list
      .filter(({ standing }) => standing !== 'disabled')
      .map((colleague) => ({ person: colleague.person, name: labelOf(colleague) }))
      .sort((one, other) => one.name.localeCompare(other.name, language)),
  };
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

const NOBODY_KNOWN: Readonly<Record<Language, Colleagues>> = { en: colleaguesIn([], 'en'), fa: colleaguesIn([], 'fa') };

/** The members of staff; by their ids alone while they are asked for, and where an issuer of tokens keeps their names to itself. */
export function useColleagues(): Colleagues {
  const api = useApi();
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['colleagues', language],
    queryFn: async () => {
      const all: Colleague[] = [];
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const query = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
        const { items, next } = await answerOf(api.GET('/api/accounts/names', { params: { query } }));
        all.push(...items);
        cursor = next;
      }
      // Once for all of a page: each line of a list asks who somebody is.
      return colleaguesIn(all, language);
    },
    structuralSharing: false,
    staleTime: STALE_MS,
  });
  return data ?? NOBODY_KNOWN[language];
}

/** A member of staff by name. */
export function Person({ id }: { readonly id: string }) {
  const { nameOf } = useColleagues();
  return <bdi>{nameOf(id)}</bdi>;
}

/** Who has some work, or that nobody does. */
export function Assignee({ id }: { readonly id: string | null }) {
  const say = useSay();
  return id === null ? <span className="text-muted">{say('desk.nobody')}</span> : <Person id={id} />;
}

/** Who did something: a member of staff by name, with their role where that matters, and whoever needs no name by what they are. */
export function Actor({
  actor: { id, role },
  withRole = false,
}: {
  readonly actor: StoryEvent['actor'];
  readonly withRole?: boolean;
}) {
  const say = useSay();
  if (role === 'system' || role === 'complainant') return <bdi>{say(ROLE[role])}</bdi>;
  return (
    <>
      <Person id={id} />
      {withRole && isWordOf(ROLE, role) && <> ({say(ROLE[role])})</>}
    </>
  );
}
