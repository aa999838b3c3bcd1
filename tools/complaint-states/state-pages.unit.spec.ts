import { describe, expect, it } from '@jest/globals';
import { complaintStatuses } from '@redress/domain';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explored, statePages } from './state-pages.ts';

const root = join(import.meta.dirname, '../..');

const found = explored();

describe('The states of a complaint', () => {
  it('are on the committed pages as the domain decides them: npm run states', () => {
    for (const [path, text] of Object.entries(statePages(found))) {
      expect([path, readFileSync(join(root, path), 'utf8')]).toEqual([path, text]);
    }
  });

  it('can all be reached and, by one command or more, be left', () => {
    const { transitions } = found;
    expect(new Set(transitions.map(({ to }) => to))).toEqual(new Set(complaintStatuses));
    expect(new Set(transitions.map(({ from }) => from))).toEqual(new Set(['unknown', ...complaintStatuses]));
  });
});
