import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { importCfpbCommand } from './cfpb/import-cfpb.command.js';
import { importCsvCommand } from './other/import-csv.command.js';
import { importRedressCommand } from './redress/import-redress.command.js';

/** `redress import` */
export function importCommand(parent: Command, context: CliContext): void {
  const command = parent.command('import').description('Imports complaints from a file.');
  importCfpbCommand(command, context);
  importCsvCommand(command, context);
  importRedressCommand(command, context);
}
