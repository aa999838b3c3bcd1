import { type Language, type StaffKind, staffKinds } from '@redress/contracts';
import {
  endlessDeputies,
  isPersonName,
  secondSpellingIn,
  staffListOf,
  type Absence,
  type StaffList,
  parseInstant,
  isAfter,
} from '@redress/domain';
import { isEmailAddress } from '../../http/validation/field-rules.js';
import { isObject, type Settings } from './settings.js';

/** The address of a staff member and the language of messages to them. */
export interface StaffContact {
  readonly email: string;
  readonly language: Language;
  /** While it lasts, the deputy gets the work and the messages. For people only. */
  readonly absence?: Absence;
}

/** Addresses of people by `sub`, and of teams, departments and roles by name. */
export type StaffDirectory = { readonly [kind in StaffKind]: ReadonlyMap<string, StaffContact> };

/** Each kind has its own list in the file. */
const LISTS: { readonly [kind in StaffKind]: string } = { person: 'people', team: 'teams', role: 'roles' };
const ENTRIES_MAX = 10_000;
const NAME_LENGTH_MAX = 200;
const FIELDS: readonly string[] = ['email', 'language'];
const ABSENCE_FIELDS: readonly string[] = ['from', 'until', 'deputy'];

/**
 * Reads the directory in the YAML file that `REDRESS_STAFF` names: `people: { sub: { email, language, absence: { from, until, deputy } } }`, and
 * likewise, without absence, `teams` and `roles`; `language` defaults to `en`. `from` and `until` are instants with their offset, because a day
 * begins at another time in every zone.
 */
export function readStaffDirectory(settings: Settings): StaffDirectory | undefined {
  return settings.yamlFile('REDRESS_STAFF', './staff.yaml', directoryIn);
}

/** The people whom commands may name; undefined where the directory lists none, so that anybody may be named. */
export function staffListIn({ staff }: { readonly staff?: StaffDirectory }): StaffList | undefined {
  if (staff === undefined || staff.person.size === 0) return undefined;
  return staffListOf([...staff.person.keys()], absencesIn(staff.person));
}

function absencesIn(people: ReadonlyMap<string, StaffContact>): ReadonlyMap<string, Absence> {
  return new Map([...people].flatMap(([name, { absence }]) => (absence === undefined ? [] : [[name, absence]])));
}

/** The teams and departments that commands may name; undefined where the directory lists none, so that any may be named. */
export function teamListIn({ staff }: { readonly staff?: StaffDirectory }): StaffList | undefined {
  return staff === undefined || staff.team.size === 0 ? undefined : staffListOf([...staff.team.keys()]);
}

function directoryIn(file: unknown): StaffDirectory | string {
  const known = Object.values(LISTS);
  if (!isObject(file) || Object.keys(file).some((list) => !known.includes(list))) {
    return `must hold nothing but ${known.join(', ')}.`;
  }
  const problem = staffKinds.flatMap((kind) => problemOf(LISTS[kind], file[LISTS[kind]]) ?? [])[0];
  if (problem !== undefined) return `is wrong: ${problem}`;
  for (const list of [LISTS.person, LISTS.team]) {
    const names = Object.keys((file[list] as Written) ?? {});
    const second = secondSpellingIn(names);
    if (second !== undefined) {
      return `is wrong: ${list}, entry ${names.indexOf(second) + 1}: its name differs from an earlier one by case or form alone.`;
    }
  }
  return deputiesProblem(file[LISTS.person] as Written) ?? directoryOf(file);
}

function directoryOf(file: { readonly [list: string]: unknown }): StaffDirectory {
  const contacts = (kind: StaffKind): ReadonlyMap<string, StaffContact> => contactsIn(file[LISTS[kind]] as Written);
  return { person: contacts('person'), team: contacts('team'), role: contacts('role') };
}

/** A list as written in the file; checked by {@link problemOf}. */
type Written = { readonly [name: string]: WrittenContact } | undefined;
type WrittenContact = Partial<Omit<StaffContact, 'absence'>> & {
  readonly email: string;
  readonly absence?: WrittenAbsence;
};
/** An {@link Absence} whose instants have any offset. */
type WrittenAbsence = { readonly [field in keyof Absence]: string };

function contactsIn(list: Written = {}): ReadonlyMap<string, StaffContact> {
  return new Map(
    Object.entries(list).map(([name, { email, language = 'en', absence }]) => [
      name,
      { email, language, ...absenceOf(absence) },
    ]),
  );
}

function absenceOf(written: WrittenAbsence | undefined): Pick<StaffContact, 'absence'> {
  const [from, until] = [parseInstant(written?.from ?? ''), parseInstant(written?.until ?? '')];
  return written === undefined || from === undefined || until === undefined
    ? {}
    : { absence: { from, until, deputy: written.deputy } };
}

/** What is wrong with who stands in for whom. Names the people, because no single entry is wrong. */
function deputiesProblem(people: Written): string | undefined {
  const contacts = contactsIn(people);
  const list = staffListOf([...contacts.keys()]);
  const absences = absencesIn(contacts);
  const nobody = [...absences].find(([, { deputy }]) => list.find(deputy) === undefined);
  if (nobody !== undefined)
    return `is wrong: people, entry ${[...contacts.keys()].indexOf(nobody[0]) + 1}: its deputy is none of the people.`;
  const endless = endlessDeputies(absences);
  return endless && `is wrong: these people stand in for one another without end: ${endless.join(', ')}.`;
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
    const fields = list === LISTS.person ? [...FIELDS, 'absence'] : FIELDS;
    if (!isObject(entry) || Object.keys(entry).some((field) => !fields.includes(field)))
      return `${place} it must hold nothing but ${fields.join(', ')}.`;
    const fault = entry['absence'] === undefined ? undefined : absenceProblem(entry['absence']);
    if (fault !== undefined) return `${place} ${fault}`;
    if (!isEmailAddress(entry['email'])) return `${place} email must be an e-mail address.`;
    const { language } = entry;
    if (language !== undefined && language !== 'en' && language !== 'fa') return `${place} language must be en or fa.`;
  }
  return undefined;
}

function absenceProblem(absence: unknown): string | undefined {
  const isComplete =
    isObject(absence) &&
    Object.keys(absence).every((field) => ABSENCE_FIELDS.includes(field)) &&
    ABSENCE_FIELDS.every((field) => typeof absence[field] === 'string');
  if (!isComplete) return `absence must hold ${ABSENCE_FIELDS.join(', ')} and nothing else.`;
  const written = absence as unknown as WrittenAbsence;
  const [from, until] = [parseInstant(written.from), parseInstant(written.until)];
  if (from === undefined || until === undefined)
    return 'absence must begin and end at instants with their offset, such as 2026-11-02T08:00:00Z.';
  return isAfter(until, from) ? undefined : 'absence must end after it begins.';
}
