import { describe, expect, it } from '@jest/globals';
import { senderIn } from './mail-options.js';

describe('The sender of a message', () => {
  it.each([
    ['Complaints <complaints@localhost>', 'en', 'Complaints', 'complaints@localhost'],
    ['Complaints <complaints@localhost>', 'fa', 'واحد رسیدگی به شکایات', 'complaints@localhost'],
    ['"Example Bank" <help@bank.example>', 'fa', 'Example Bank', 'help@bank.example'],
    ['redress@example.org', 'fa', '', 'redress@example.org'],
  ] as const)('%s, told in %s', (mailFrom, language, name, address) => {
    expect(senderIn(mailFrom, language)).toEqual({ name, address });
  });
});
