import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvRecords } from './bureau-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'));
});
afterEach(() => rm(folder, { recursive: true }));

const read = async (content: string | Buffer) => {
  await writeFile(join(folder, 'file.csv'), content);
  const records = await Array.fromAsync(csvRecords(join(folder, 'file.csv')));
  return records.map((record) => [record.line, 'fields' in record ? record.fields : record.fault]);
};

describe('the records of a CSV file', () => {
  it('have quoted commas, quotes and line breaks in their fields', async () => {
    expect(await read('a,"b, ""c""",d\n"e\r\n\nf",g,h\r\n')).toEqual([
      [1, ['a', 'b, "c"', 'd']],
      [2, ['e\r\n\nf', 'g', 'h']],
    ]);
  });

  it('may end without a line break, and may have blank lines between them', async () => {
    expect(await read('\ufeffa,b\n\n  \nc,d')).toEqual([
      [1, ['a', 'b']],
      [4, ['c', 'd']],
    ]);
  });

  it('go on behind a quote that is never closed', async () => {
    expect(await read('a,b\nc,"d\ne,f\ng,"h, i"\n')).toEqual([
      [1, ['a', 'b']],
      [2, 'a quote is opened and not closed'],
      [3, ['e', 'f']],
      [4, ['g', 'h, i']],
    ]);
  });

  it('go on behind a quote in the wrong place', async () => {
    expect(await read('"a"b,c\nd"e,f\ng,h\n')).toEqual([
      [1, 'a quote is in the wrong place'],
      [2, 'a quote is opened and not closed'],
      [3, ['g', 'h']],
    ]);
  });

  it('go on behind a line that is not UTF-8, and one that is too long', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.alloc(1_100_000, 'x'), Buffer.from('\na,b\n')]);
    expect(await read(bytes)).toEqual([
      [1, 'the line is not UTF-8'],
      [2, 'the line is too long'],
      [3, ['a', 'b']],
    ]);
  });

  it('with another number of columns come as they are', async () => {
    expect(await read('a\nb,c,d\n')).toEqual([
      [1, ['a']],
      [2, ['b', 'c', 'd']],
    ]);
  });
});
