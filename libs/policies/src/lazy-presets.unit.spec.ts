import { describe, expect, it, jest } from '@jest/globals';
import * as fs from 'node:fs';
import { basename } from 'node:path';

const read: string[] = [];
jest.unstable_mockModule('node:fs', () => ({
  ...fs,
  readFileSync: (file: URL, encoding: 'utf8') => {
    read.push(basename(file.pathname));
    return fs.readFileSync(file, encoding);
  },
}));
const { findShippedPolicy, shippedPolicies, shippedPolicyOf } = await import('./shipped-policies.js');

describe('The policies that ship', () => {
  it('are read each at first need, and once', () => {
    expect(read).toEqual([]);
    expect(findShippedPolicy('acme@1')).toBeUndefined();
    expect(read).toEqual([]);
    const generic = shippedPolicyOf('generic@1');
    expect(shippedPolicyOf('generic@1')).toBe(generic);
    expect(read).toEqual(['generic.v1.yaml']);
    expect(shippedPolicies()).toContain(generic);
    expect(new Set(read).size).toBe(read.length);
    expect(read).toHaveLength(shippedPolicies().length);
  });
});
