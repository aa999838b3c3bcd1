import { refuseUnusableEngines } from '@redress/platform';
import type { Command } from 'commander';
import { stat } from 'node:fs/promises';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit/exit-codes.js';
import { exportedEvents } from '../export-file/exported-events.js';
import { progressOn, type Progress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { placeOf, requireEvents } from '../session/engine-files.js';
import { openEvents } from '../session/reading.js';
import { ChainWalk, type FoundFault, type MetOnWalk } from './chain-walk.js';
import { storedEvents } from './stored-events.js';

const EXAMPLES = `
Reads the store beside a running server, or an export, without keys. Finds events that were changed, are missing, were
reordered or inserted, or cannot be read. What a log alone cannot show is that its newest events are missing.

Examples:
  redress verify
  redress verify --json
  redress verify --file export.jsonl`;

/** In JSON, where all of them would have to be held in memory; the text lists every one. */
const JSON_FAULTS_MAX = 1_000;

/** `redress verify` */
export function verifyCommand(parent: Command, context: CommandContext): void {
  parent
    .command('verify')
    .option('--file <export>', 'verify an export instead of the store')
    .option('--json', 'print the result as JSON')
    .description('Walks the hash chains and tells whether anything was altered. Exit code 1 when something was.')
    .addHelpText('after', EXAMPLES)
    .action(async (options: { file?: string; json?: true }) => {
      const progress = progressOn(context.terminal, 'verifying');
      try {
        const log =
          options.file === undefined ? await openLog(context, progress) : await openExport(options.file, progress);
        await verify(context, log, options.json === true, progress).finally(() => log.close());
      } finally {
        progress.stop();
      }
    });
}

interface Log {
  readonly name: string;
  readonly densePositions: boolean;
  readonly events: AsyncIterable<MetOnWalk>;
  close(): Promise<void>;
}

async function openLog(context: CommandContext, progress: Progress): Promise<Log> {
  const config = context.config();
  await refuseUnusableEngines(config);
  requireEvents(config);
  const store = await openEvents(config);
  return {
    name: placeOf(config.eventStore),
    densePositions: store.densePositions,
    events: storedEvents(store, (done, of) => progress.update(Number(done), Number(of))),
    close: () => store.close(),
  };
}

async function openExport(file: string, progress: Progress): Promise<Log> {
  const { size } = await stat(file);
  const events = exportedEvents(file, (bytes) => progress.update(bytes, size));
  // A whole export has the positions 1, 2, 3 and so on, whatever engine it came from.
  return { name: file, densePositions: true, events, close: () => Promise.resolve() };
}

async function verify(context: CommandContext, log: Log, json: boolean, progress: Progress): Promise<void> {
  const { terminal } = context;
  const walk = new ChainWalk(log);
  const listed: FoundFault[] = [];
  let faultCount = 0;
  for await (const fault of walk.faults(log.events)) {
    faultCount += 1;
    if (!json) await terminal.print(inWords(fault));
    else if (listed.length < JSON_FAULTS_MAX) listed.push(fault);
  }
  progress.stop();
  await report(terminal, log.name, walk, faultCount, json ? listed : undefined);
  if (faultCount > 0) context.exitCode = EXIT.found;
}

async function report(
  terminal: Terminal,
  name: string,
  { events, streams }: ChainWalk,
  faultCount: number,
  listed: readonly FoundFault[] | undefined,
): Promise<void> {
  if (listed !== undefined) {
    const faults = listed.map((fault) => ({ ...fault, position: fault.position?.toString() }));
    await terminal.printJson({ verified: name, passed: faultCount === 0, events, streams, faultCount, faults });
    return;
  }
  const verdict = faultCount === 0 ? 'every chain holds' : `${faultCount} faults`;
  await terminal.print(`${name}: ${events} events in ${streams} streams, ${verdict}.`);
}

function inWords({ stream, revision, position, line, fault, detail }: FoundFault): string {
  const place = [
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(position === undefined ? [] : [`position ${position}`]),
    ...(stream === '$all' ? [] : [`stream ${stream}`, `revision ${revision}`]),
  ];
  return `${fault.toUpperCase()}  ${place.join(', ')}: ${detail}`;
}
