import { type Position, toPosition } from '@redress/eventing';
import { type Application, serve } from '@redress/platform';
import { serveRelay } from '@redress/relay';
import { separateServices, services } from '@redress/standalone';
import { serveWeb } from '@redress/web';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { wrongUsage } from '../exit.js';

const RELAY = 'relay';
const WEB = 'web';
/** Whose API the pages ask. */
const ASKED_BY_WEB = ['intake', 'case-handling'];
const NAMES = [...separateServices.map(({ name }) => name), RELAY].join(', ');
const EXAMPLES = `
Settings come from the environment: see docs/reference/configuration.md. SIGTERM or Ctrl-C stops gracefully.
The relay copies the event store to Kafka. It runs in its own process; of several relays one is active.
The pages for browsers (web) run beside intake and case-handling, or alone: then REDRESS_INTAKE_URL and REDRESS_CASE_HANDLING_URL say where
those are, and nothing else has to be set.

Services: ${NAMES}

Examples:
  redress serve
  redress serve --port 9090 --data /srv/redress
  redress serve intake
  redress serve relay
  REDRESS_INTAKE_URL=http://intake:8080 REDRESS_CASE_HANDLING_URL=http://case-handling:8080 redress serve web
  REDRESS_EVENT_STREAM=kafka://host:9092/complaints-again redress serve relay --from 0`;

/** `redress serve [SERVICE...]` */
export function serveCommand(parent: Command, context: CliContext): void {
  parent
    .command('serve')
    .argument('[service...]', 'the services to run in this process (default: all)')
    .option('--port <number>', 'overrides PORT')
    .option('--host <address>', 'overrides HOST')
    .option('--from <position>', 'relay: the position from which an empty topic is filled (default: 0)')
    .description('Runs the system, or some of its services, in this process.')
    .addHelpText('after', EXAMPLES)
    .action(async (names: readonly string[], { port, host, from }: ServeOptions) => {
      const chosen = chosenServices(names, from);
      const env = {
        ...context.env,
        ...(port !== undefined && { PORT: port }),
        ...(host !== undefined && { HOST: host }),
      };
      if (chosen === RELAY) await serveRelay(env, from === undefined ? {} : { from: positionIn(from) });
      else if (chosen === WEB) await serveWeb(env);
      else await serve(chosen, env);
    });
}

interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
  readonly from?: string;
}

/** Finds the services by name, or what runs alone. Throws a `Failure` for a combination that cannot run together. */
function chosenServices(
  names: readonly string[],
  from: string | undefined,
): readonly Application[] | typeof RELAY | typeof WEB {
  const unknown = names.filter((name) => name !== RELAY && !separateServices.some((service) => service.name === name));
  if (unknown.length > 0) throw wrongUsage(`There is no service ${unknown.join(', ')}. Services: ${NAMES}`);
  if (names.includes(RELAY)) {
    if (names.length > 1) throw wrongUsage('The relay must run alone. Run: redress serve relay');
    return RELAY;
  }
  if (from !== undefined) throw wrongUsage('--from applies only to the relay. Run: redress serve relay --from 0');
  if (names.includes(WEB)) {
    if (names.every((name) => name === WEB)) return WEB;
    const missing = ASKED_BY_WEB.filter((name) => !names.includes(name));
    if (missing.length > 0)
      throw wrongUsage(
        `Beside other services web needs ${missing.join(' and ')} as well. Or run it alone: redress serve web`,
      );
  }
  return names.length === 0 ? services : separateServices.filter(({ name }) => names.includes(name));
}

function positionIn(from: string): Position {
  if (!/^\d{1,39}$/.test(from))
    throw wrongUsage('--from takes a position in the log: 0, or the `sequence` of a message.');
  return toPosition(BigInt(from));
}
