import { serve } from '@redress/platform';
import { services } from '@redress/standalone';
import type { Command } from 'commander';
import type { CommandContext } from '../context.js';
import { wrongUsage } from '../exit/failure.js';

const NAMES = services.map(({ name }) => name).join(', ');
const EXAMPLES = `
Settings come from the environment: see docs/reference/configuration.md. SIGTERM or Ctrl-C stops gracefully.

Services: ${NAMES}

Examples:
  redress serve
  redress serve --port 9090 --data /srv/redress
  redress serve intake`;

/** `redress serve [SERVICE...]` */
export function serveCommand(parent: Command, context: CommandContext): void {
  parent
    .command('serve')
    .argument('[service...]', 'the services to run in this process (default: all)')
    .option('--port <number>', 'counts for more than PORT')
    .option('--host <address>', 'counts for more than HOST')
    .description('Runs the system, or some of its services, in this process.')
    .addHelpText('after', EXAMPLES)
    .action(async (names: readonly string[], { port, host }: { port?: string; host?: string }) => {
      const unknown = names.filter((name) => !services.some((service) => service.name === name));
      if (unknown.length > 0) throw wrongUsage(`There is no service ${unknown.join(', ')}. Services: ${NAMES}`);
      const chosen = services.filter(({ name }) => names.length === 0 || names.includes(name));
      const env = {
        ...context.env,
        ...(port !== undefined && { PORT: port }),
        ...(host !== undefined && { HOST: host }),
      };
      await serve(chosen, env);
    });
}
