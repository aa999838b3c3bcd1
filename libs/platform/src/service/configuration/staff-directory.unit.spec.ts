import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from './settings.js';
import { readStaffDirectory, staffListIn, type StaffDirectory } from './staff-directory.js';

const folder = mkdtempSync(join(tmpdir(), 'redress-staff-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(content: string) {
  const file = join(folder, 'staff.yaml');
  writeFileSync(file, content);
  const settings = new Settings({ REDRESS_STAFF: file });
  return { directory: readStaffDirectory(settings), faults: settings.faults };
}

const WEEK = 'from: 2026-11-09T00:00:00Z, until: 2026-11-16T00:00:00Z';
const NOBODY: StaffDirectory = { person: new Map(), team: new Map(), role: new Map() };

/** The entry of a person. */
function away(absence?: string): string {
  return `{ email: a@example.org${absence === undefined ? '' : `, absence: ${absence}`} }`;
}

describe('The directory of the staff', () => {
  it('gives people, teams and roles an address each, in English unless another language is said', () => {
    const { directory, faults } = read(
      'people:\n  noor: { email: noor@example.org, language: fa }\nroles:\n  supervisor: { email: lead@example.org }\n',
    );
    expect(faults).toEqual([]);
    expect(directory?.person.get('noor')).toEqual({ email: 'noor@example.org', language: 'fa' });
    expect(directory?.role.get('supervisor')).toEqual({ email: 'lead@example.org', language: 'en' });
    expect(directory?.team.size).toBe(0);
  });

  it('knows nobody by a name that every object has', () => {
    expect(read('people: {}').directory?.person.get('constructor')).toBeUndefined();
  });

  it.each<[string, string, RegExp]>([
    ['is no YAML', 'people: [', /readable YAML/],
    ['has another list', 'persons: {}', /nothing but people, teams, roles/],
    ['has a list of names alone', 'people: [marked-noor]', /^is wrong: people must give/],
    ['has a text for an entry', 'teams: { marked-cards: marked@example.org }', /teams, entry 1: it must hold/],
    ['has a field that is not known', 'teams: { a: { email: a@b.org, mail: x } }', /teams, entry 1: it must hold/],
    ['has no address', 'people: { a: { email: a@b.org }, b: { language: fa } }', /people, entry 2: email must be/],
    ['has an address with a line end', 'people: { a: { email: "a@b.org\\nBcc: c@d.org" } }', /email must be/],
    ['has another language', 'roles: { a: { email: a@b.org, language: marked } }', /roles, entry 1: language must be/],
    ['has a team that is absent', 'teams: { a: { email: a@b.org, absence: {} } }', /teams, entry 1: it must hold/],
    ['has half an absence', `people: { a: ${away('{ deputy: marked }')} }`, /entry 1: absence must hold/],
    [
      'has an absence by the day',
      `people: { a: ${away(`{ ${WEEK.replaceAll('T00:00:00Z', '')}, deputy: b }`)} }`,
      /instants/,
    ],
    [
      'has an absence without an end',
      `people: { a: ${away(`{ ${WEEK.replace('16', '02')}, deputy: b }`)} }`,
      /end after/,
    ],
    ['has a deputy whom nobody knows', `people: { a: ${away(`{ ${WEEK}, deputy: marked }`)} }`, /entry 1: its deputy/],
    ['has an empty name', 'roles: { "": { email: a@b.org } }', /roles, entry 1: its name/],
  ])('that %s is refused by its place, and no value of it is told', (_what, content, problem) => {
    const { directory, faults } = read(content);
    expect(directory).toBeUndefined();
    expect(faults).toEqual([
      { variable: 'REDRESS_STAFF', problem: expect.stringMatching(problem), example: './staff.yaml' },
    ]);
    expect(JSON.stringify(faults)).not.toContain('marked');
  });

  it('gives the work of the absent to their deputies', () => {
    const { directory = NOBODY } = read(
      `people: { a: ${away(`{ from: "2026-11-09T00:00:00+03:30", until: "2026-11-16T00:00:00Z", deputy: B }`)}, b: ${away()} }`,
    );
    const staff = staffListIn({ staff: directory });
    expect(staff?.deputyOf('a', '2026-11-08T20:29:59.999Z')).toBeUndefined();
    expect(staff?.deputyOf('a', '2026-11-08T20:30:00.000Z')).toBe('b');
    expect(staff?.deputyOf('b', '2026-11-10T00:00:00.000Z')).toBeUndefined();
  });

  it('in which people stand in for each other is refused, and says who', () => {
    const { faults } = read(
      `people: { a: ${away(`{ ${WEEK}, deputy: b }`)}, b: ${away(`{ ${WEEK}, deputy: A }`)}, c: ${away()} }`,
    );
    expect(faults.map(({ problem }) => problem)).toEqual([expect.stringMatching(/without end: a, b\.$/)]);
  });

  it('that cannot be read is a fault, and without a file there is none', () => {
    const settings = new Settings({ REDRESS_STAFF: join(folder, 'nowhere.yaml') });
    expect(readStaffDirectory(settings)).toBeUndefined();
    expect(settings.faults).toHaveLength(1);
    expect(readStaffDirectory(new Settings({}))).toBeUndefined();
  });
});
