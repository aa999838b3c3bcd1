import type { Command } from 'commander';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit/exit-codes.js';
import { tableOf } from '../output/table.js';
import { examine } from './examine.js';

const EXAMPLES = `
Changes nothing. Works while the server runs. Exit code 1 when a check fails; warnings do not count.
With --attachments every file that an event names is read and compared with what the event says, which takes its time.
With --keys the whole log is read, and each personal value must have its key, or have lost it by erasure.

Examples:
  redress doctor
  redress doctor --attachments --keys
  redress doctor --data /srv/redress --json`;

/** `redress doctor` */
export function doctorCommand(parent: Command, context: CommandContext): void {
  parent
    .command('doctor')
    .option('--attachments', 'look at every attachment too')
    .option('--keys', 'look for the key to every personal value too')
    .option('--json', 'print the findings as JSON')
    .description('Checks everything Redress needs, and says what to do about what is wrong.')
    .addHelpText('after', EXAMPLES)
    .action(
      async ({ json, attachments = false, keys = false }: { json?: true; attachments?: boolean; keys?: boolean }) => {
        const findings = await examine(context, { attachments, keys });
        const failed = findings.some(({ state }) => state === 'fail');
        if (json) await context.terminal.printJson({ healthy: !failed, findings });
        else {
          const rows = findings.map(({ check, state, detail, remedy }) => [
            state,
            check,
            remedy === undefined ? detail : `${detail} -> ${remedy}`,
          ]);
          await context.terminal.print(tableOf(['state', 'check', 'found'], rows));
        }
        if (failed) context.exitCode = EXIT.found;
      },
    );
}
