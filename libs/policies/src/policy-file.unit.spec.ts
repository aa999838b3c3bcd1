import { describe, expect, it } from '@jest/globals';
import { policyFileSchema } from '@redress/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describeFileFault, readPolicyFile } from './policy-file.js';
import { shippedPolicies } from './shipped-policies.js';

const text = readFileSync(new URL('../presets/generic.v2.yaml', import.meta.url), 'utf8');

/** The place and pointer of each fault after a change to the text. */
function faults(change: (text: string) => string): readonly string[] {
  const read = readPolicyFile(change(text));
  return 'faults' in read ? read.faults.map(({ line, column, pointer }) => `${line}:${column} ${pointer}`) : [];
}

function lineOf(part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}

describe('A policy file', () => {
  it('is read from YAML and from JSON alike', () => {
    const read = readPolicyFile(text);
    expect(read).toHaveProperty('policy.version', 'generic@2');
    expect(readPolicyFile(JSON.stringify('policy' in read && read.policy))).toEqual(read);
  });

  it('tells each fault by line, column and pointer', () => {
    expect(faults((whole) => whole.replace('calendar: generic@1', 'calendar: moon@1'))).toEqual([
      `${lineOf('calendar: generic@1')}:11 /calendar`,
    ]);
    expect(faults((whole) => whole.replace('end: end-of-day', 'end: never'))).toEqual([
      `${lineOf('end: end-of-day')}:12 /clocks/0/limit/end`,
    ]);
  });

  it('tells what is missing where it should be, and what is unknown by its value', () => {
    const names = lineOf('  fa: عمومی');
    expect(faults((whole) => whole.replace(/^ {2}fa: عمومی.*\n/m, ''))).toEqual([`${names - 2}:1 /names/fa`]);
    const calendar = lineOf('calendar: generic@1');
    expect(faults((whole) => whole.replace('calendar: generic@1', 'calender: x\ncalendar: generic@1'))).toEqual([
      `${calendar}:11 /calender`,
    ]);
  });

  it('that is no YAML is told by the line at which reading it ended', () => {
    const [first] = faults((whole) => whole.replace('calendar: generic@1', 'calendar: [generic@1'));
    expect(Number(first?.split(':')[0])).toBeGreaterThanOrEqual(lineOf('calendar: generic@1'));
    expect(faults((whole) => `${whole}calendar: generic@1\n`)[0]).toContain(`${text.split('\n').length}:1`);
  });

  it('may not grow by aliases, nor be endless', () => {
    const aliased = 'a: &a [x, x]\nb: [*a, *a]\n';
    expect(readPolicyFile(aliased)).toMatchObject({
      faults: [
        { line: 2, column: 5, problem: expect.stringContaining('aliases') },
        { line: 2, column: 9 },
      ],
    });
    expect(readPolicyFile('x'.repeat(300_000))).toHaveProperty('faults.0.line', 1);
  });

  it.each(['', 'null', '7', '- a', '---\n---\n', '\u0000', '{"version": 1e999}'])(
    'is never an exception: %j',
    (odd) => {
      expect(readPolicyFile(odd)).toHaveProperty('faults');
    },
  );

  it('is told of in one line with its name, its place and what to do', () => {
    const fault = { line: 3, column: 5, pointer: '/names/en', problem: 'Must be given.' };
    expect(describeFileFault('acme.yaml', fault)).toBe('acme.yaml:3:5: /names/en: Must be given.');
  });
});

describe('The schema of policy files', () => {
  const accepts = new Ajv2020({ strict: false }).compile(policyFileSchema);

  it.each(shippedPolicies().map((policy) => [policy.version, policy] as const))('accepts %s', (_, policy) => {
    expect(accepts(policy)).toBe(true);
  });

  it('asks for the same members of a calendar as the check', () => {
    const [generic] = shippedPolicies();
    const parts = { names: generic!.names, source: generic!.source, holidays: [], basedOn: 'england@1', worked: [] };
    const asks = (ownCalendar: object) => {
      const policy = { ...generic, calendar: 'acme@1', ownCalendar };
      return [accepts(policy), 'policy' in readPolicyFile(JSON.stringify(policy))];
    };
    expect(asks(parts)).toEqual([true, true]);
    expect(asks({ ...parts, namesx: 1 })).toEqual([false, false]);
    expect(asks({ ...parts, week: { monday: [{ from: '9:00', to: '17:00' }] } })).toEqual([false, false]);
    for (const name of ['names', 'source', 'holidays'])
      expect(asks({ ...parts, [name]: undefined })).toEqual([false, false]);
  });

  it('asks for the same members as the check', () => {
    for (const policy of shippedPolicies()) {
      for (const name of Object.keys(policy)) {
        const without = Object.fromEntries(Object.entries(policy).filter(([key]) => key !== name));
        expect([name, accepts(without)]).toEqual([name, 'policy' in readPolicyFile(JSON.stringify(without))]);
        expect(accepts({ ...policy, [`${name}x`]: 1 })).toBe(false);
      }
    }
  });
});
