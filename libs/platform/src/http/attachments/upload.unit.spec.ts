import { describe, expect, it } from '@jest/globals';
import { deflateRawSync } from 'node:zlib';
import { mediaTypeOf, runsWhenOpened } from './upload.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');

describe('The type of a file', () => {
  it.each([
    ['image/png', PNG],
    ['image/jpeg', Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')],
    ['application/pdf', Buffer.from('%PDF-1.7\n1 0 obj\n')],
    [
      'audio/mpeg',
      Buffer.concat([Buffer.from('ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000'), Buffer.from('fffb9000', 'hex')]),
    ],
    ['text/plain', Buffer.from('سلام.\r\n\tThe receipt is lost.\n')],
    ['text/plain', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ])('is %s as its content shows', async (type, content) => {
    expect(await mediaTypeOf(content)).toBe(type);
  });

  it.each([
    ['a program for Windows', Buffer.from('4d5a90000300000004000000ffff0000', 'hex')],
    ['a program for Linux', Buffer.from('7f454c4602010100000000000000000003003e00', 'hex')],
    ['an archive', zipOf('a.txt', Buffer.from('a'))],
    ['bytes without a meaning', Buffer.from('00010203fffefdfc', 'hex')],
    ['a text that is not UTF-8', Buffer.from('e9e8e7', 'hex')],
    ['a text with controls in it', Buffer.from('a\u0000b')],
    ['a shell script with an escape', Buffer.from('echo \u001b[2J')],
  ])('is none that is taken for %s', async (_, content) => {
    expect(await mediaTypeOf(content)).toBeUndefined();
  });
});

describe('The name of a file', () => {
  it.each(['invoice.pdf.exe', 'Letter.HTML', 'scan.js', 'scan.lnk ', 'scan.scr..', 'a.b.ps1', '.bat'])(
    'makes %j a program where it is opened',
    (name) => {
      expect(runsWhenOpened(name)).toBe(true);
    },
  );

  it.each(['invoice.pdf', 'exe', 'The exe.txt', 'نامه.docx', 'scan.2026-11-02.png', 'readme'])(
    'leaves %j what it is',
    (name) => {
      expect(runsWhenOpened(name)).toBe(false);
    },
  );
});

/** A zip archive with one entry, enough to recognize the format. */
function zipOf(name: string, content: Buffer): Buffer {
  const data = deflateRawSync(content);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(data.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name), data]);
}
