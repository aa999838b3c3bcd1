import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvRecords, openCsv, RejectsFile } from './csv-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'));
});
afterEach(() => rm(folder, { recursive: true }));

const read = async (content: string | Buffer) => {
  await writeFile(join(folder, 'file.csv'), content);
  const records = await Array.fromAsync(
    csvRecords(join(folder, 'file.csv'), { encoding: 'utf-8', lineBreak: '\n', delimiter: ',' }),
  );
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

/** Titles and one row of an invented maker's file. */
const TABLE = 'Name,Town\nZoë,Málaga\n';
const utf16 = (text: string, mark = true) => Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
const tabbed = TABLE.replaceAll(',', '\t');

describe('the form of a file', () => {
  const opened = async (content: string | Buffer, options = {}) => {
    await writeFile(join(folder, 'file.csv'), content);
    const known = (titles: readonly string[]) => titles.filter((title) => ['Name', 'Town'].includes(title)).length;
    return openCsv(join(folder, 'file.csv'), options, known);
  };

  it.each<[string, string | Buffer, string, string]>([
    ['a spreadsheet of today', `\ufeff${TABLE.replaceAll('\n', '\r\n')}`, 'utf-8', ','],
    [
      'Excel in Germany',
      Buffer.from(TABLE.replaceAll(',', ';').replaceAll('\n', '\r\n'), 'latin1'),
      'windows-1252',
      ';',
    ],
    ['Excel, as Unicode text', utf16(tabbed.replaceAll('\n', '\r\n')), 'utf-16le', '\t'],
    ['a server that writes UTF-16 the other way round', utf16(tabbed).swap16(), 'utf-16be', '\t'],
    ['a program that leaves the mark out', utf16(TABLE, false), 'utf-16le', ','],
    ['Excel with a declared delimiter', `sep=|\n${TABLE.replaceAll(',', '|')}`, 'utf-8', '|'],
    ['an old Macintosh', TABLE.replaceAll('\n', '\r'), 'utf-8', ','],
    ['a database that quotes everything', '"Name","Town"\n"Zoë","Málaga"\n', 'utf-8', ','],
    ['a program that ends without a line break', TABLE.trimEnd(), 'utf-8', ','],
  ])('of %s is recognized', async (_maker, content, encoding, delimiter) => {
    const csv = await opened(content);
    expect(csv).toMatchObject({ form: { encoding, delimiter }, header: ['Name', 'Town'] });
    expect(await Array.fromAsync(csv.records())).toMatchObject([{ fields: ['Zoë', 'Málaga'] }]);
  });

  it.each<[string, string | Buffer, object, string]>([
    ['a workbook', 'PK\u0003\u0004', {}, 'an Excel workbook'],
    ['bytes', Buffer.from([1, 0, 0, 0, 5, 0, 0]), {}, 'contains zero bytes'],
    ['nothing', '', {}, 'there is no header'],
    ['another encoding of one byte', Buffer.from([0x41, 0x0a, 0x81, 0xe7]), {}, 'neither UTF-8 nor Windows-1252'],
    ['an encoding that nobody knows', TABLE, { encoding: 'utf-9' }, 'unknown encoding "utf-9"'],
    ['a mark that says otherwise', utf16(TABLE), { encoding: 'utf-8' }, 'byte order mark of UTF-16LE'],
    ['a delimiter of two characters', TABLE, { delimiter: '::' }, 'not a delimiter'],
  ])('is refused for %s', async (_what, content, options, message) => {
    await expect(opened(content, options)).rejects.toThrow(message);
  });

  it('can be given where it cannot be told', async () => {
    const csv = await opened(Buffer.from([0x41, 0x0a, 0x81, 0xe7]), { encoding: 'windows-1256' });
    expect(await Array.fromAsync(csv.records())).toMatchObject([{ fields: ['پç'] }]);
  });

  it('has one bad line, not another encoding, when other lines show UTF-8', async () => {
    const csv = await opened(Buffer.concat([Buffer.from('Name\né\né\n'), Buffer.from([0xe9, 0x0a])]));
    const records = await Array.fromAsync(csv.records());
    expect(records.at(-1)).toMatchObject({ line: 4, fault: 'the line is not UTF-8' });
  });

  it.each<[string, string | Buffer, string]>([
    ['UTF-8', '\ufeffName;Town\r\nZ  ;"oë"\r\nx', 'utf8'],
    ['Windows-1252', Buffer.from('Name;Town\r\nZ  ;"oë"\r\nx', 'latin1'), 'latin1'],
    ['UTF-16', utf16('Name;Town\r\nZ  ;"oë"\r\nx'), 'utf16le'],
  ])('is kept byte by byte in the rejects of %s', async (_encoding, content, encoding) => {
    const csv = await opened(content);
    const rejects = new RejectsFile(join(folder, 'rejects.csv'), csv);
    for await (const record of csv.records()) await rejects.add(record, 'no');
    await rejects.close();
    expect((await readFile(join(folder, 'rejects.csv'))).toString(encoding as BufferEncoding)).toBe(
      `${encoding === 'latin1' ? '' : '\ufeff'}Name;Town;"rejected because"\r\nZ  ;"oë";"line 2, no"\r\nx;"line 3, no"\n`,
    );
  });
});
