import type { Command } from 'commander';
import type { CommandContext } from '../context.js';
import { importCfpbCommand } from './import-cfpb.command.js';
import { importRedressCommand } from './import-redress.command.js';

/** `redress import` */
export function importCommand(parent: Command, context: CommandContext): void {
  const command = parent.command('import').description('Brings complaints in from a file.');
  importCfpbCommand(command, context);
  importRedressCommand(command, context);
}
