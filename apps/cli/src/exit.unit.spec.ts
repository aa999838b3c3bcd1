import { describe, expect, it } from '@jest/globals';
import { StoreUnavailableError } from '@redress/eventing';
import { ConfigError } from '@redress/platform';
import { EXIT, explain, wrongUsage } from './exit.js';

describe('the end of a command', () => {
  it('is 2 for a wrong command line, with the sentence that says what is wrong', () => {
    expect(explain(wrongUsage('There is no view x.'))).toEqual({
      exitCode: EXIT.usage,
      message: 'There is no view x.',
    });
  });

  it('is 2 for a wrong setting and names the variable', () => {
    const { exitCode, message } = explain(new ConfigError([{ variable: 'PORT', problem: 'is no.', example: '1' }]));
    expect(exitCode).toBe(EXIT.usage);
    expect(message).toContain('PORT is no.');
  });

  it('is 3 when the store is away', () => {
    expect(explain(new StoreUnavailableError('Locked.'))).toEqual({ exitCode: EXIT.unusable, message: 'Locked.' });
  });

  it('names the file that does not exist', () => {
    const error = Object.assign(new Error('ENOENT'), { code: 'ENOENT', path: 'a.csv' });
    expect(explain(error).message).toBe('a.csv does not exist. Check the path.');
  });
});
