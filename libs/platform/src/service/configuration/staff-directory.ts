import { type Language, type StaffKind, staffKinds } from '@redress/contracts';
import { isPersonName, secondSpellingIn, staffListOf, type StaffList } from '@redress/domain';
import { isEmailAddress } from '../../http/validation/field-rules.js';
import { isObject, type Settings } from './settings.js';

/** The address of a staff member and the language of messages to them. */
export interface StaffContact {
  readonly email: string;
  readonly language: Language;
}

/** Addresses of people by `sub`, and of teams, departments and roles by name. */
export type StaffDirectory = { readonly [kind in StaffKind]: ReadonlyMap<string, StaffContact> };

/** Each kind has its own list in the file. */
const LISTS: { readonly [kind in StaffKind]: string } = { person: 'people', team: 'teams', role: 'roles' };
const ENTRIES_MAX = 10_000;
const NAME_LENGTH_MAX = 200;
const FIELDS: readonly string[] = ['email', 'language'];

/**
 * Reads the directory in the YAML file that `REDRESS_STAFF` names: `people: { sub: { email, language } }`, and likewise `teams` and
 * `roles`; `language` defaults to `en`.
 */
export function readStaffDirectory(settings: Settings): StaffDirectory | undefined {
  return settings.yamlFile('REDRESS_STAFF', './staff.yaml', directoryIn);
}

/** The people whom commands may name; undefined where the directory lists none, so that anybody may be named. */
export function staffListIn({ staff }: { readonly staff?: StaffDirectory }): StaffList | undefined {
  return staff === undefined || staff.person.size === 0 ? undefined : staffListOf([...staff.person.keys()]);
}

function directoryIn(file: unknown): StaffDirectory | string {
  const known = Object.values(LISTS);
  if (!isObject(file) || Object.keys(file).some((list) => !known.includes(list))) {
    return `must hold nothing but ${known.join(', ')}.`;
  }
  const problem = staffKinds.flatMap((kind) => problemOf(LISTS[kind], file[LISTS[kind]]) ?? [])[0];
  if (problem !== undefined) return `is wrong: ${problem}`;
  const people = Object.keys((file['people'] as Written) ?? {});
  const second = secondSpellingIn(people);
  if (second !== undefined) {
    return `is wrong: people, entry ${people.indexOf(second) + 1}: its name differs from an earlier one by case or form alone.`;
  }
  const contacts = (kind: StaffKind): ReadonlyMap<string, StaffContact> => contactsIn(file[LISTS[kind]] as Written);
  return { person: contacts('person'), team: contacts('team'), role: contacts('role') };
}

/** A list as written in the file; checked by {@link problemOf}. */
type Written = { readonly [name: string]: { readonly email: string; readonly language?: Language } } | undefined;

function contactsIn(list: Written = {}): ReadonlyMap<string, StaffContact> {
  return new Map(Object.entries(list).map(([name, { email, language = 'en' }]) => [name, { email, language }]));
}

function problemOf(list: string, entries: unknown): string | undefined {
  if (entries === undefined) return undefined;
  if (!isObject(entries)) return `${list} must give each name an e-mail address.`;
  const all = Object.entries(entries);
  if (all.length > ENTRIES_MAX) return `${list} may hold at most ${ENTRIES_MAX} entries.`;
  for (const [index, [name, entry]] of all.entries()) {
    const place = `${list}, entry ${index + 1}:`;
    if (name === '' || name.length > NAME_LENGTH_MAX)
      return `${place} its name must have 1 to ${NAME_LENGTH_MAX} characters.`;
    // A person whom no command could name, because nobody can see the whole of the name.
    if (!isPersonName(name)) return `${place} its name must consist of letters that can be seen, all of one script.`;
    if (!isObject(entry) || Object.keys(entry).some((field) => !FIELDS.includes(field)))
      return `${place} it must hold nothing but ${FIELDS.join(' and ')}.`;
    if (!isEmailAddress(entry['email'])) return `${place} email must be an e-mail address.`;
    const { language } = entry;
    if (language !== undefined && language !== 'en' && language !== 'fa') return `${place} language must be en or fa.`;
  }
  return undefined;
}
