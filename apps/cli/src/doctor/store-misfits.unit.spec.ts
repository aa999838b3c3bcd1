import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { STORE_MISFITS } from './store-misfits.js';

const HOW_TO = new URL('../../../../docs/how-to/back-up-and-restore.md', import.meta.url);

describe('The table of stores that do not fit', () => {
  it('has each store older, newer and of another system, once', () => {
    const stores = [...new Set(STORE_MISFITS.map(({ store }) => store))];
    const all = stores.flatMap((store) => ['older', 'newer', 'foreign'].map((standing) => `${store} ${standing}`));
    expect(STORE_MISFITS.map(({ store, standing }) => `${store} ${standing}`)).toEqual(all);
  });

  it('is the one in the documentation', () => {
    const [, section = ''] = readFileSync(HOW_TO, 'utf8').split('## What doctor --stores compares');
    const rows = section.split('\n').filter((line) => line.startsWith('|'));
    const shown = rows.slice(2).map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    const table = STORE_MISFITS.map(({ store, standing, shows, remedy = 'nothing' }) => [
      store,
      standing,
      shows,
      remedy,
    ]);
    expect(shown).toEqual(table);
  });
});
