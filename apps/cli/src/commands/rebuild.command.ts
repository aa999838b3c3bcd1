import { type EventStore, isInLog, type Projection, type ReadStore, rebuildView } from '@redress/eventing';
import { sentMessagesProjection } from '@redress/notification';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { wrongUsage } from '../exit.js';
import { followers } from '@redress/standalone';
import type { ReadingSession } from '../session.js';
import { oneAfterAnother, opensAny, projections, projectionsOf, VIEW_NAMES, withStores } from './views.commands.js';

const EXAMPLES = `
Builds the new view beside the running one, which answers queries until the swap. Works while the server runs.
A rebuild also repairs a view of another log, after the log was restored from a backup or replaced. Run redress adopt-log first:
it lists from the views what was sent.

Views: ${VIEW_NAMES}

Examples:
  redress rebuild ${projections[0]?.view.name ?? ''}
  redress rebuild --all --json`;

/** `redress rebuild VIEW` */
export function rebuildCommand(parent: Command, context: CliContext): void {
  parent
    .command('rebuild')
    .argument('[view]', 'the view to rebuild')
    .option('--all', 'rebuild every view, one after another')
    .option('--json', 'print the result as JSON')
    .description('Rebuilds a view from the whole log and swaps it in.')
    .addHelpText('after', EXAMPLES)
    .action(async (view: string | undefined, options: { all?: true; json?: true }) => {
      const rebuilt = await rebuild(context, chosen(view, options.all === true));
      if (options.json) return context.terminal.printJson({ rebuilt });
      for (const { name, events, generation } of rebuilt) {
        await context.terminal.print(`${name}: built from ${events} events (generation ${generation}).`);
      }
    });
}

/** A view after its rebuild. */
export interface RebuiltView {
  readonly name: string;
  readonly events: number;
  readonly generation: number;
}

function chosen(view: string | undefined, all: boolean): readonly Projection[] {
  if (all === (view !== undefined)) throw wrongUsage(`Give one view, or --all. Views: ${VIEW_NAMES}`);
  return projectionsOf(view);
}

/** Rebuilds views one after another. Returns those that were rebuilt before an interruption, and sets the exit code then. */
export async function rebuild(context: CliContext, some: readonly Projection[]): Promise<readonly RebuiltView[]> {
  const remark = 'Interrupted. The view in progress is unchanged. Run the command again to rebuild it.';
  const indexes = opensAny(some);
  const work = async (session: ReadingSession, readStore: ReadStore): Promise<readonly RebuiltView[]> => {
    await requireListedMessages({ readStore, eventStore: session.events }, some);
    return oneAfterAnother(context, some, { session, readStore, remark }, async (sources) => ({
      name: sources.projection.view.name,
      ...(await rebuildView(sources)),
    }));
  };
  return withStores(context, work, { personal: indexes, indexes });
}

/**
 * The list of messages is the only memory of those that were sent and that a restored log does not know of. While the processes that sent
 * them wait for the log to be adopted, it is kept for the report of that. Throws a `Failure`.
 */
async function requireListedMessages(
  { readStore, eventStore }: { readonly readStore: ReadStore; readonly eventStore: EventStore },
  some: readonly Projection[],
): Promise<void> {
  const { name } = sentMessagesProjection.view;
  if (!some.some(({ view }) => view.name === name)) return;
  const places = await readStore.places();
  const isAstray = async (follower: string): Promise<boolean> => {
    const place = places.get(follower);
    return place !== undefined && !(await isInLog(eventStore, place));
  };
  if (!(await isAstray(name))) return;
  for (const { name: process, projection } of followers) {
    if (projection !== undefined || !(await isAstray(process))) continue;
    throw wrongUsage(
      `${process} stands on another log, and ${name} still knows what was sent. Run redress adopt-log first, and then this.`,
    );
  }
}
