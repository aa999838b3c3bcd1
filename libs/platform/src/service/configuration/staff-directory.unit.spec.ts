import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from './settings.js';
import { readStaffDirectory } from './staff-directory.js';

const folder = mkdtempSync(join(tmpdir(), 'redress-staff-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(content: string) {
  const file = join(folder, 'staff.yaml');
  writeFileSync(file, content);
  const settings = new Settings({ REDRESS_STAFF: file });
  return { directory: readStaffDirectory(settings), faults: settings.faults };
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
    ['has an empty name', 'roles: { "": { email: a@b.org } }', /roles, entry 1: its name/],
  ])('that %s is refused by its place, and no value of it is told', (_what, content, problem) => {
    const { directory, faults } = read(content);
    expect(directory).toBeUndefined();
    expect(faults).toEqual([
      { variable: 'REDRESS_STAFF', problem: expect.stringMatching(problem), example: './staff.yaml' },
    ]);
    expect(JSON.stringify(faults)).not.toContain('marked');
  });

  it('that cannot be read is a fault, and without a file there is none', () => {
    const settings = new Settings({ REDRESS_STAFF: join(folder, 'nowhere.yaml') });
    expect(readStaffDirectory(settings)).toBeUndefined();
    expect(settings.faults).toHaveLength(1);
    expect(readStaffDirectory(new Settings({}))).toBeUndefined();
  });
});
