import { describe, expect, it } from '@jest/globals';
import { onOneLine, tableOf } from './terminal.js';

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
