import { parseArgs } from 'node:util';
import { BootstrapError, say } from '../bootstrap/workspace.mjs';
import { engineLines, exportLines } from './addresses.mjs';
import { askSupervisor, startDetached } from './control.mjs';
import { showLogs } from './folders.mjs';
import { supervise } from './supervisor.mjs';

const USAGE = `Usage: npm run engines -- COMMAND

  up        starts Kafka, EventStoreDB and MongoDB, prints the settings to use, and stops them on Ctrl-C
              --detach      leaves them running in the background, until \`down\`
              --brokers 3   three Kafka brokers instead of one (never in Docker)
              --native      without Docker, even where it runs
  down      stops them
  status    says what runs, and where
  logs      shows the end of the engines' logs
              --lines 50    how much of each

Engines that run elsewhere are used as they are: REDRESS_TEST_KAFKA=host:port,..., REDRESS_TEST_EVENTSTOREDB=esdb://...,
REDRESS_TEST_MONGODB=mongodb://... In a shell: eval "$(npm run --silent engines -- up --detach)"`;

const OPTIONS = {
  detach: { type: 'boolean', default: false },
  native: { type: 'boolean', default: false },
  brokers: { type: 'string', default: '1' },
  lines: { type: 'string', default: '50' },
};

/** Prints what runs, for people. */
function describe({ pid, engines }) {
  for (const line of engineLines(engines)) console.log(line);
  console.log(`supervised by process ${pid}`);
}

async function up(options) {
  const running = await askSupervisor('status');
  if (running !== undefined) say('the engines run already; `npm run engines -- down` stops them.');
  const { engines } = running ?? (await (options.detach ? startDetached(options) : supervise(options)));
  process.stdout.write(exportLines(engines));
}

async function down() {
  const stopped = await askSupervisor('stop');
  say(stopped === undefined ? 'no engines run.' : 'the engines are stopped.');
}

async function status() {
  const running = await askSupervisor('status');
  if (running !== undefined) return describe(running);
  console.log('no engines run.');
  process.exitCode = 3;
}

function readOptions(values) {
  if (!['1', '3'].includes(values.brokers)) throw new BootstrapError('--brokers is 1 or 3.', 2);
  if (!/^[1-9]\d{0,4}$/.test(values.lines)) throw new BootstrapError('--lines is a number from 1 to 99999.', 2);
  return { ...values, brokers: Number(values.brokers), lines: Number(values.lines) };
}

const COMMANDS = { up, down, status, logs: ({ lines }) => showLogs(lines) };

async function run() {
  let parsed;
  try {
    parsed = parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new BootstrapError(`${error.message}\n\n${USAGE}`, 2);
  }
  const [name, ...rest] = parsed.positionals;
  if (rest.length > 0 || !Object.hasOwn(COMMANDS, name ?? '')) throw new BootstrapError(USAGE, 2);
  await COMMANDS[name](readOptions(parsed.values));
}

try {
  await run();
} catch (error) {
  // Started engines end with this process, however it ends.
  say(error instanceof BootstrapError ? error.message : error.message + causes(error.cause));
  process.exit(error instanceof BootstrapError ? error.exitCode : 1);
}

function causes(cause) {
  return cause instanceof Error ? ` (${cause.message})` : '';
}
