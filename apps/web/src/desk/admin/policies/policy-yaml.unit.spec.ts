import { describe, expect, it } from '@jest/globals';
import { lineOf, readYaml, valueAt, withValue, yamlOf } from './policy-yaml.js';

const TEXT = `# Ours
version: acme@1
names:
  en: Acme
clocks:
  - name: decision # by law
    limit: { length: 30, unit: calendar-days }
`;

describe('A policy as YAML', () => {
  it('is read as what it says, dates as they are written', () => {
    expect(readYaml('validFrom: 2026-01-01')).toEqual({ value: { validFrom: '2026-01-01' } });
    const value = { version: 'acme@1', names: { en: 'A: b' }, clocks: [] };
    expect(readYaml(yamlOf(value))).toEqual({ value });
  });

  it('is refused with the line of the fault, and without expanding aliases', () => {
    expect(readYaml('a: 1\nb: [')).toEqual({ fault: 'indentation', line: 2 });
    expect(readYaml('a: 1\nb: "c')).toEqual({ fault: 'incomplete', line: 2 });
    expect(readYaml('a: &x [1]\nb: [*x, *x]')).toEqual({ fault: 'alias', line: 1 });
    expect(readYaml('a: *y')).toEqual({ fault: 'alias', line: 1 });
    expect(readYaml('just words')).toEqual({ fault: 'no-fields', line: 1 });
    expect(readYaml('a:\n\tb: 1')).toEqual({ fault: 'tab', line: 2 });
    expect(readYaml('a: 1\na: 2')).toEqual({ fault: 'twice', line: 2 });
    expect(readYaml('a: 1\n  b: 2')).toEqual({ fault: 'unreadable', line: 1 });
  });

  it('keeps its comments when one value is changed, added or taken out', () => {
    const changed = withValue(TEXT, ['clocks', 0, 'limit', 'length'], 20);
    expect(changed).toContain('# Ours');
    expect(changed).toContain('# by law');
    expect(changed).toContain('length: 20');
    expect(withValue(TEXT, ['names', 'en'], undefined)).not.toContain('Acme');
    expect(withValue(TEXT, ['validTo'], '2027-01-01')).toContain('validTo: 2027-01-01');
  });

  it('has a line for every pointer, that of the closest parent for what is missing', () => {
    expect(lineOf(TEXT, '/version')).toBe(2);
    expect(lineOf(TEXT, '/clocks/0/limit/length')).toBe(7);
    expect(lineOf(TEXT, '/names/fa')).toBe(3);
    expect(lineOf(TEXT, '')).toBe(1);
  });

  it('gives the value at a place, and nothing where there is none', () => {
    const value = { clocks: [{ name: 'decision' }] };
    expect(valueAt(value, ['clocks', 0, 'name'])).toBe('decision');
    expect(valueAt(value, ['clocks', 1, 'name'])).toBeUndefined();
  });
});
