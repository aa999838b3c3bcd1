import { Command } from 'commander';
import { adoptLogCommand } from './adopt-log/adopt-log.command.js';
import { attachmentsCommand } from './attachments/attachments.command.js';
import { backupCommand } from './backup/backup.command.js';
import { restoreCommand } from './backup/restore.command.js';
import { calendarCommand } from './commands/calendar.command.js';
import { CliContext, type CommandSurroundings, type GlobalOptions } from './context.js';
import { deadLettersCommand } from './commands/dead-letters.command.js';
import { doctorCommand } from './doctor/doctor.command.js';
import { EXIT_CODES_HELP, type ExitCode, explain } from './exit.js';
import { eventStoreDbCommand } from './commands/eventstoredb.command.js';
import { exportCommand } from './export/export.command.js';
import { generateCommand, sampleDataCommand } from './generate/generate.command.js';
import { historyCommand, replayCommand } from './commands/past.commands.js';
import { importCommand } from './import/import.command.js';
import { ownVersion } from './own-version.js';
import { parkedCommand } from './commands/parked.command.js';
import { policyCommand } from './commands/policy.command.js';
import { rebuildCommand } from './commands/rebuild.command.js';
import { serveCommand } from './commands/serve.command.js';
import { staffLinkCommand } from './commands/staff-link.command.js';
import { tokenCommand } from './commands/token.command.js';
import { checkCommand, viewsCommand } from './commands/views.commands.js';
import { verifyCommand } from './verify/verify.command.js';

const EXAMPLES = `
Examples:
  redress serve
  redress token --role handler --name "Sara Ahmadi"
  redress import cfpb complaints.csv
  redress sample-data --data ./trial
  redress history 7K3M-9QXD-41PD
  redress verify
  redress <command> --help
${EXIT_CODES_HELP}`;

const COMMANDS = [
  serveCommand,
  tokenCommand,
  staffLinkCommand,
  importCommand,
  sampleDataCommand,
  generateCommand,
  exportCommand,
  historyCommand,
  replayCommand,
  viewsCommand,
  checkCommand,
  rebuildCommand,
  adoptLogCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  parkedCommand,
  deadLettersCommand,
  attachmentsCommand,
  policyCommand,
  calendarCommand,
  eventStoreDbCommand,
  doctorCommand,
];

/** Runs one command line (without the program's name) and returns the exit code. Never rejects. */
export async function runRedress(args: readonly string[], surroundings: CommandSurroundings): Promise<ExitCode> {
  const context = new CliContext(surroundings);
  try {
    const root = program(context);
    // A command may have its own `--version`, as in `calendar apply --version generic@2`.
    if (!root.commands.some((command) => args.includes(command.name()))) root.version(ownVersion());
    await root.parseAsync(args, { from: 'user' });
    return context.exitCode;
  } catch (error) {
    const { exitCode, message } = explain(error);
    if (message !== undefined) context.terminal.remark(`redress: ${message}`);
    if (context.options.debug && error instanceof Error) context.terminal.remark(error.stack ?? '');
    return exitCode;
  }
}

function program(context: CliContext): Command {
  const { terminal } = context;
  const root = new Command('redress')
    .description('Event-sourced complaint handling, designed to support ISO 10002.')
    .option('--data <folder>', 'the data folder; overrides REDRESS_DATA')
    .option('--debug', 'show the stack trace of an error')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.remark(text.trimEnd().replace(/^error: /, 'redress: ')),
    })
    .hook('preAction', (_, action) => {
      context.options = action.optsWithGlobals<GlobalOptions>();
    });
  for (const command of COMMANDS) command(root, context);
  return root;
}
