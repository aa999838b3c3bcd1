import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linesOf } from './text-lines.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lines-'));
});
afterEach(() => rm(folder, { recursive: true }));

const read = async (content: string | Buffer, bytesMax = 1_000) => {
  await writeFile(join(folder, 'file'), content);
  return Array.fromAsync(linesOf(join(folder, 'file'), bytesMax));
};

describe('the lines of a file', () => {
  it('are numbered from 1 and say up to where they reach', async () => {
    expect(await read('a\n\nbc')).toEqual([
      { number: 1, text: 'a', endsAtByte: 2 },
      { number: 2, text: '', endsAtByte: 3 },
      { number: 3, text: 'bc', endsAtByte: 5 },
    ]);
  });

  it('begin after a byte order mark', async () => {
    expect((await read('\ufeffa\n'))[0]?.text).toBe('a');
  });

  it('hold characters that lie across two chunks of the file', async () => {
    const text = `${'x'.repeat(65_535)}é`;
    expect((await read(`${text}\nb`, 100_000)).map((line) => line.text)).toEqual([text, 'b']);
  });

  it('say when they are too long, and are cut there', async () => {
    expect(await read('abcdef\nb', 3)).toMatchObject([{ text: 'abc', fault: 'too long' }, { text: 'b' }]);
  });

  it('say when they are not UTF-8', async () => {
    const lines = await read(Buffer.from([0x61, 0xff, 0x0a, 0x62]));
    expect(lines).toMatchObject([
      { number: 1, fault: 'not UTF-8' },
      { number: 2, text: 'b' },
    ]);
  });
});
