import { instantOf } from '@redress/domain';
import { type EventStore, isInLog, type Projection, type ReadStore, rebuildViews } from '@redress/eventing';
import { sentMessagesProjection } from '@redress/notification';
import { followers } from '@redress/standalone';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, wrongUsage } from '../exit.js';
import type { ReadingSession } from '../session.js';
import { progressOn } from '../terminal.js';
import { opensAny, projections, projectionsOf, VIEW_NAMES, withStores } from './views.commands.js';

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
    .option('--all', 'rebuild every view, in one scan of the log')
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

/** Rebuilds views in one scan of the log. An interruption leaves all of them as they are, and sets the exit code. */
export async function rebuild(context: CliContext, some: readonly Projection[]): Promise<readonly RebuiltView[]> {
  const indexes = opensAny(some);
  const work = async (session: ReadingSession, readStore: ReadStore): Promise<readonly RebuiltView[]> => {
    await requireListedMessages({ readStore, eventStore: session.events }, some);
    return rebuiltWithProgress(context, some, session, readStore);
  };
  return withStores(context, work, { personal: indexes, indexes });
}

async function rebuiltWithProgress(
  context: CliContext,
  projections: readonly Projection[],
  { events: eventStore, codec, policies }: ReadingSession,
  readStore: ReadStore,
): Promise<readonly RebuiltView[]> {
  const signal = context.interruption();
  const names = projections.map(({ view }) => view.name);
  const progress = progressOn(context.terminal, names.length === 1 ? names.join() : 'views');
  const onProgress = (reached: bigint, of: bigint): void => progress.update(Number(reached), Number(of));
  const sources = { readStore, eventStore, codec, policies, now: () => instantOf(Date.now()), onProgress, signal };
  try {
    const rebuilt = await rebuildViews({ projections, ...sources });
    return rebuilt.map((one, at) => ({ name: names[at]!, ...one }));
  } catch (error) {
    if (!signal.aborted) throw error;
    context.terminal.remark('Interrupted. The views are unchanged. Run the command again to rebuild them.');
    context.exitCode = EXIT.interrupted;
    return [];
  } finally {
    progress.stop();
  }
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
