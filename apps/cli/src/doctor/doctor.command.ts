import { ConfigError, type RedressConfig, schemeOf } from '@redress/platform';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT } from '../exit.js';
import { tableOf } from '../terminal.js';
import { checkAttachments } from './attachment-checks.js';
import {
  approvalFinding,
  checkClock,
  checkDataFolder,
  checkDisk,
  checkMail,
  checkNode,
  checkPlaces,
  checkPort,
  fail,
  type Finding,
  findingsIn,
  ok,
} from '@redress/standalone';
import { checkRelay } from './relay-check.js';
import { checkStores } from './store-fit.js';
import { type OpenedStores, withOpenedStores } from './opened-stores.js';
import { checkHistories, checkHolidays, checkKeys, checkMasterKey, checkTopic } from './store-checks.js';

const EXAMPLES = `
Changes nothing. Works while the server runs. Exits with 1 if a check fails; warnings do not count.
--attachments reads every file that an event names and compares its hash with the event, which is slow.
--keys reads the whole log and checks that each personal value has its key, or was erased.
--stores reads the whole log and says whether views, keys, topic, attachments and outbox fit it, and of each that differs which is older
and what to do. Run it after restoring any of them.

Examples:
  redress doctor
  redress doctor --attachments --keys
  redress doctor --stores
  redress doctor --data /srv/redress --json`;

/** The command line speaks English. */
const SAY = findingsIn('en');

/** `redress doctor` */
export function doctorCommand(parent: Command, context: CliContext): void {
  parent
    .command('doctor')
    .option('--attachments', 'also check every attachment')
    .option('--keys', 'also check the key of every personal value')
    .option('--stores', 'also check that the stores fit together')
    .option('--json', 'print the findings as JSON')
    .description('Checks everything that Redress needs, and says how to fix each problem.')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json, attachments = false, keys = false, stores = false }: Partial<Looks> & { json?: true }) => {
      const findings = await examine(context, { attachments, keys, stores });
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
    });
}

/** Slow checks, run only on request. */
interface Looks {
  /** Check each file that an event names. */
  readonly attachments: boolean;
  /** Check the key of each personal value. */
  readonly keys: boolean;
  /** Compare every store with the log. */
  readonly stores: boolean;
}

/** Runs every check in sequence; wrong settings end the run, because everything else depends on them. */
async function examine(context: CliContext, looks: Looks): Promise<readonly Finding[]> {
  try {
    const config = context.config();
    return [checkNode(SAY), ok('settings', `data in ${config.data}`), ...(await examineWith(config, looks))];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const faults = error.faults.map(({ variable, problem, example }) =>
      fail('settings', `${variable} ${problem}`, `For example ${variable}=${example}`),
    );
    return [checkNode(SAY), ...faults];
  }
}

async function examineWith(config: RedressConfig, looks: Looks): Promise<readonly Finding[]> {
  return [
    ...(await checkDataFolder(config, SAY)),
    ...(await withOpenedStores(config, (stores) => examineStores(config, stores, looks))),
    approvalFinding(config, SAY),
    await checkDisk(config, SAY),
    checkClock(config, SAY),
    await checkPort(config),
    await checkMail(config, SAY),
  ];
}

/** Checks the relay where there is one. Other checks report stores that cannot be opened. */
async function checkRelayOf(config: RedressConfig, { events, views }: OpenedStores): Promise<readonly Finding[]> {
  if (schemeOf(config.eventStream) !== 'kafka' || events === undefined || views === undefined) return [];
  const { parseKafkaUrl } = await import('@redress/engine-kafka');
  return [await checkRelay(parseKafkaUrl(config.eventStream).topic, { events, views })];
}

async function examineStores(
  config: RedressConfig,
  stores: OpenedStores,
  { attachments, keys, stores: fit }: Looks,
): Promise<readonly Finding[]> {
  return [
    ...(await checkPlaces(config, stores, SAY)),
    ...(await checkTopic(config, stores)),
    ...(await checkRelayOf(config, stores)),
    ...(await checkHistories(config, stores)),
    ...(await checkHolidays(config, stores)),
    await checkMasterKey(config, stores),
    ...(fit ? await checkStores(config, stores) : []),
    ...(keys ? await checkKeys(config, stores) : []),
    ...(await checkAttachments(config, stores, attachments)),
  ];
}
