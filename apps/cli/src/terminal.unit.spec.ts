import { describe, expect, it } from '@jest/globals';
import { nameOf, onOneLine, tableOf } from './terminal.js';

describe('a table', () => {
  it('aligns its columns and lets the last one run on', () => {
    expect(
      tableOf(
        ['name', 'what'],
        [
          ['a', 'short'],
          ['longer', 'a longer text'],
        ],
      ),
    ).toBe('name    what\na       short\nlonger  a longer text');
  });

  it('shows no control characters, which could rewrite what a terminal shows', () => {
    expect(onOneLine('a\u001b[2Kb\r\nc')).toBe('a [2Kb c');
  });
});

describe('a stream', () => {
  it("is called by its complaint's reference, and by its own name where it has none", () => {
    const names = ['complaint-7K3M9QXD41PD', 'complaint-7k3m', 'policy-acme'] as const;
    expect(names.map(nameOf)).toEqual(['7K3M-9QXD-41PD', 'complaint-7k3m', 'policy-acme']);
  });
});
