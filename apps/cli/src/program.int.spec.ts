import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandLine } from './command-line.mother.spec.js';

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
});
afterEach(() => cli.close());

const COMMANDS = [
  'serve',
  'token',
  'staff-link',
  'import cfpb',
  'import redress',
  'export',
  'history',
  'replay',
  'views',
  'check views',
  'rebuild',
  'adopt-log',
  'verify',
  'parked',
  'attachments sweep',
  'policy',
  'calendar',
  'dead-letters list',
  'eventstoredb permissions',
  'doctor',
];

describe('the command line', () => {
  it('names every command and every exit code in its help', async () => {
    const { exitCode, out } = await cli.run(['--help']);
    expect(exitCode).toBe(0);
    for (const command of COMMANDS) expect(out).toContain(`  ${command.split(' ')[0]!} `);
    for (const code of ['  0 ', '  1 ', '  2 ', '  3 ', '  130 ']) expect(out).toContain(code);
  });

  it('tells its version', async () => {
    const { exitCode, out } = await cli.run(['--version']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(COMMANDS)('shows examples of %s in its help', async (command) => {
    const { exitCode, out } = await cli.run([...command.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(out).toContain(`Examples:\n  redress ${command}`);
  });

  it.each([[['sing']], [['verify', '--sing']], [['history']], [['serve', 'sing']]])(
    'refuses %j in one line, with exit code 2',
    async (args) => {
      const { exitCode, err } = await cli.run(args);
      expect(exitCode).toBe(2);
      expect(err.trimEnd()).toMatch(/^redress: .+$/);
    },
  );

  it('names a file that does not exist', async () => {
    const { exitCode, err } = await cli.run(['import', 'cfpb', cli.path('none.csv')]);
    expect(exitCode).toBe(3);
    expect(err).toBe(`redress: ${cli.path('none.csv')} does not exist. Check the path.\n`);
  });

  it('shows where an error came from only with --debug', async () => {
    expect((await cli.run(['verify'])).err).not.toContain('    at ');
    expect((await cli.run(['verify', '--debug'])).err).toContain('    at ');
  });
});
