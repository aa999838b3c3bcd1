import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ScratchFolder } from '@redress/testing';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutgoingMessage } from '../message-transport.js';
import { OutboxTransport } from './outbox-transport.js';

const MESSAGE: OutgoingMessage = {
  messageId: 'acknowledgement.1@redress',
  to: { name: 'Parisa Example', address: 'parisa@example.org' },
  subject: 'We have received your complaint',
  text: 'Dear Parisa Example,\n',
  language: 'en',
};

describe('The outbox', () => {
  let scratch: ScratchFolder;
  let folder: string;
  let outbox: OutboxTransport;
  beforeEach(() => {
    scratch = new ScratchFolder();
    folder = scratch.file('outbox');
    outbox = new OutboxTransport(folder, 'Redress <redress@example.org>');
  });
  afterEach(async () => {
    await outbox.close();
    scratch.remove();
  });

  const files = (): readonly string[] => readdirSync(folder);
  const written = async (change: Partial<OutgoingMessage> = {}): Promise<string> => {
    await outbox.send({ ...MESSAGE, ...change });
    return readFileSync(join(folder, files()[0] ?? ''), 'utf8');
  };
  const headersOf = (message: string): readonly string[] =>
    (message.split('\n\n')[0] ?? '').replaceAll(/\n[ \t]+/g, ' ').split('\n');

  it('holds a message as one file that mail programs open', async () => {
    const message = await written();
    expect(files()).toHaveLength(1);
    expect(files()[0]).toMatch(/^[0-9a-f]{32}\.eml$/);
    expect(headersOf(message)).toEqual(
      expect.arrayContaining([
        'From: Redress <redress@example.org>',
        'To: Parisa Example <parisa@example.org>',
        'Message-ID: <acknowledgement.1@redress>',
        'Content-Language: en',
      ]),
    );
    expect(message).toContain('Dear Parisa Example,');
  });

  it('removes a message of a person who was erased, and no other', async () => {
    await written();
    await written({ messageId: 'acknowledgement.2@redress' });
    await outbox.remove(MESSAGE.messageId);
    await outbox.remove('never.written@redress');
    expect(files()).toHaveLength(1);
    expect(readFileSync(join(folder, files()[0] ?? ''), 'utf8')).toContain('acknowledgement.2@redress');
  });

  it('replaces a message that is written again, and keeps different ones apart', async () => {
    await written();
    expect(await written({ text: 'Once more.\n' })).toContain('Once more.');
    expect(files()).toHaveLength(1);
    await written({ messageId: 'acknowledgement.2@redress' });
    expect(files()).toHaveLength(2);
  });

  it('is repeatable, so that an attempt cut short may be made again over its remains', async () => {
    await written();
    const [name = ''] = files();
    writeFileSync(join(folder, `.${name}.part`), 'the beginning of a mess');
    expect(outbox.repeatable).toBe(true);
    expect(await written()).toContain('Dear Parisa Example,');
    expect(files()).toEqual([name]);
  });

  it('replaces a message in one step: whoever reads it meanwhile reads the whole of the earlier one', async () => {
    const before = await written();
    const opened = openSync(join(folder, files()[0] ?? ''), 'r');
    await written({ text: 'Once more.\n' });
    expect(readFileSync(opened, 'utf8')).toBe(before);
    closeSync(opened);
  });

  it('keeps the earlier message when a later attempt at it fails', async () => {
    const before = await written();
    const [name = ''] = files();
    mkdirSync(join(folder, `.${name}.part`));
    await expect(outbox.send({ ...MESSAGE, text: 'Once more.\n' })).rejects.toThrow();
    expect(readFileSync(join(folder, name), 'utf8')).toBe(before);
  });

  it('gives each of many messages at once its own outcome', async () => {
    await written({ messageId: 'acknowledgement.0@redress' });
    const [name = ''] = files();
    mkdirSync(join(folder, `.${name}.part`));
    const sent = Array.from({ length: 100 }, (_, index) =>
      outbox.send({ ...MESSAGE, messageId: `acknowledgement.${index}@redress` }),
    );
    const outcomes = await Promise.allSettled(sent);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', ...Array<string>(99).fill('fulfilled')]);
    expect(files().filter((file) => file.endsWith('.eml'))).toHaveLength(100);
  });

  it('makes its folder again once that was removed', async () => {
    await written();
    rmSync(folder, { recursive: true });
    await outbox.ready();
    rmSync(folder, { recursive: true });
    expect(await written()).toContain('Dear Parisa Example,');
  });

  it('is not ready where its folder cannot be', async () => {
    writeFileSync(folder, 'a file');
    await expect(outbox.ready()).rejects.toMatchObject({ code: 'EEXIST' });
    rmSync(folder);
    await expect(outbox.ready()).resolves.toBeUndefined();
  });

  it('can be read by its owner alone', async () => {
    await written();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, files()[0] ?? '')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a name with a line end', { name: 'Parisa\r\nBcc: victim@example.org', address: 'parisa@example.org' }],
    ['a name with half a line end', { name: 'Parisa\nBcc: victim@example.org', address: 'parisa@example.org' }],
    ['an address with a line end', { name: 'Parisa', address: 'parisa@example.org\r\nBcc: victim@example.org' }],
    ['a Persian name with a line end', { name: 'پریسا\r\nBcc: victim@example.org', address: 'parisa@example.org' }],
  ])('does not let %s make a header of its own', async (_what, to) => {
    const headers = headersOf(await written({ to }));
    expect(headers.filter((header) => /^(bcc|cc):/i.test(header))).toEqual([]);
    expect(headers.filter((header) => header.startsWith('To:'))).toHaveLength(1);
  });

  it('does not let a subject make a header of its own', async () => {
    const headers = headersOf(await written({ subject: 'Received\r\nBcc: victim@example.org' }));
    expect(headers.filter((header) => /^(bcc|cc):/i.test(header))).toEqual([]);
  });

  it('says where messages go instead of to a mail server', () => {
    expect(outbox.description).toContain(folder);
  });
});
