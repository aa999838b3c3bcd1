import { describe, expect, it } from '@jest/globals';
import { complaintStatuses } from '@redress/domain';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statePages, transitions } from './state-pages.ts';

const root = join(import.meta.dirname, '../..');

describe('The states of a complaint', () => {
  it('are on the committed pages as the domain decides them: npm run states', () => {
    for (const [path, text] of Object.entries(statePages())) {
      expect([path, readFileSync(join(root, path), 'utf8')]).toEqual([path, text]);
    }
  });

  it('can all be reached and, by one command or more, be left', () => {
    const found = transitions();
    expect(new Set(found.map(({ to }) => to))).toEqual(new Set(complaintStatuses));
    expect(new Set(found.map(({ from }) => from))).toEqual(new Set(['unknown', ...complaintStatuses]));
  });
});
