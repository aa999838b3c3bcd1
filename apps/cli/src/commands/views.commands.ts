import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantOf, type Instant } from '@redress/domain';
import {
  type CheckedView,
  checkView,
  type DocumentFault,
  type Projection,
  type ReadStore,
  type RebuildOptions,
} from '@redress/eventing';
import { openEngine, READ_STORES } from '@redress/platform';
import { type ListedView, listedView, services } from '@redress/standalone';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, wrongUsage } from '../exit.js';
import { openForReading, openViews, type ReadingOptions, type ReadingSession } from '../session.js';
import { nameOf, progressOn, tableOf } from '../terminal.js';

/** The projections of every service. */
export const projections: readonly Projection[] = services.flatMap((service) => service.projections);

/** Names of the views, as the help of a command lists them. */
export const VIEW_NAMES = projections.map(({ view }) => view.name).join(', ');

/** The projection of one view, or of each without a name. Throws a `Failure` for a name that no view has. */
export function projectionsOf(view: string | undefined): readonly Projection[] {
  if (view === undefined) return projections;
  const named = projections.filter((projection) => projection.view.name === view);
  if (named.length === 0) throw wrongUsage(`There is no view ${view}. Views: ${VIEW_NAMES}`);
  return named;
}

const LIST_EXAMPLES = `
Works while the server runs. Exits with 1 if a view is parked on a complaint, of another log or of another version.

Examples:
  redress views
  redress views --json`;

/** `redress views` */
export function viewsCommand(parent: Command, context: CliContext): void {
  parent
    .command('views')
    .option('--json', 'print as JSON')
    .description('Lists the views: how far each has applied the log, and what it holds.')
    .addHelpText('after', LIST_EXAMPLES)
    .action(async ({ json }: { json?: true }) => {
      const listed = await withStores(context, async ({ events }, readStore) => {
        const all: ListedView[] = [];
        for (const projection of projections) all.push(await listedView(projection, events, readStore));
        return all;
      });
      if (json) await context.terminal.printJson({ views: listed });
      else await context.terminal.print(listInWords(listed));
      if (listed.some(({ state, parked }) => state !== 'running' || parked > 0)) context.exitCode = EXIT.found;
    });
}

function listInWords(listed: readonly ListedView[]): string {
  const head = ['view', 'state', 'behind', 'applied until', 'documents', 'parked', 'version', 'generation', 'position'];
  const rows = listed.map((view) => [
    view.name,
    view.state,
    view.behind === null ? '' : String(view.behind),
    view.appliedUntil ?? '',
    String(view.documents),
    String(view.parked),
    String(view.version),
    String(view.generation),
    view.position,
  ]);
  return tableOf(head, rows);
}

const CHECK_EXAMPLES = `
Builds each view anew in a temporary folder and compares every document with the running view's, while the server runs. Names the
fields that differ, never what they hold. Exits with 1 if anything differs; redress rebuild sets it right. Needs as much room in the
temporary folder as the view has. Views: ${VIEW_NAMES}

Examples:
  redress check views
  redress check views cases --json`;

/** `redress check views [VIEW]` */
export function checkCommand(parent: Command, context: CliContext): void {
  parent
    .command('check')
    .description('Compares what was derived from the log with the log.')
    .command('views')
    .argument('[view]', 'one view (default: all)')
    .option('--json', 'print as JSON')
    .description('Compares every document of the views with a fold of the log.')
    .addHelpText('after', CHECK_EXAMPLES)
    .action(async (view: string | undefined, { json }: { json?: true }) => {
      const chosen = projectionsOf(view);
      const checked = await withStores(context, (session, readStore) => check(context, chosen, session, readStore), {
        personal: opensAny(chosen),
      });
      if (json) await context.terminal.printJson({ checked });
      else for (const one of checked) await context.terminal.print(checkInWords(one));
      if (checked.some(({ faultCount }) => faultCount > 0)) context.exitCode = EXIT.found;
    });
}

interface NamedCheck extends Omit<CheckedView, 'position'> {
  readonly name: string;
  readonly position: string;
}

/** Checks views one after another. Returns those that were checked before an interruption, and sets the exit code then. */
async function check(
  context: CliContext,
  chosen: readonly Projection[],
  session: ReadingSession,
  readStore: ReadStore,
): Promise<readonly NamedCheck[]> {
  const remark = 'Interrupted. The view in progress was not checked.';
  return oneAfterAnother(context, chosen, { session, readStore, remark }, async (sources) => {
    const { position, ...found } = await withScratch((scratch) => checkView({ ...sources, scratch }));
    return { name: sources.projection.view.name, position: String(position), ...found };
  });
}

/**
 * Works on views one after another, and shows how far it is. An interruption ends it with `remark`, sets the exit code, and leaves the results
 * so far.
 */
async function oneAfterAnother<Result>(
  context: CliContext,
  chosen: readonly Projection[],
  opened: { readonly session: ReadingSession; readonly readStore: ReadStore; readonly remark: string },
  work: (sources: RebuildOptions) => Promise<Result>,
): Promise<readonly Result[]> {
  const { session, readStore, remark } = opened;
  const { events: eventStore, codec, policies } = session;
  const done: Result[] = [];
  const signal = context.interruption();
  const now = (): Instant => instantOf(Date.now());
  try {
    for (const projection of chosen) {
      const progress = progressOn(context.terminal, projection.view.name);
      const onProgress = (reached: bigint, of: bigint): void => progress.update(Number(reached), Number(of));
      const sources = { projection, readStore, eventStore, codec, policies, now, onProgress, signal };
      done.push(await work(sources).finally(() => progress.stop()));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    context.terminal.remark(remark);
    context.exitCode = EXIT.interrupted;
  }
  return done;
}

/** Personal values are sealed in a view, and stay so in this copy. */
async function withScratch<Result>(work: (scratch: ReadStore) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), `redress-check-${process.pid}-`));
  try {
    const scratch = await openEngine(READ_STORES, `sqlite:${join(folder, 'views.db')}`, { owners: [] });
    return await work(scratch).finally(() => scratch.close());
  } finally {
    await rm(folder, { recursive: true });
  }
}

function checkInWords({ name, documents, parked, skipped, position, faultCount, faults }: NamedCheck): string {
  const without = skipped > 0 ? ` ${skipped} skipped: see redress parked ${name} --skipped.` : '';
  const waiting = `${parked > 0 ? ` ${parked} parked: see redress parked ${name}.` : ''}${without}`;
  if (faultCount === 0)
    return `${name}: ${documents} documents, all as the log up to position ${position} makes them.${waiting}`;
  const more = faultCount > faults.length ? [`and ${faultCount - faults.length} more`] : [];
  const found = [...faults.map(faultInWords), ...more].map((line) => `  ${line}`);
  return [
    `${name}: ${faultCount} of ${documents} documents differ. Run redress rebuild ${name}.${waiting}`,
    ...found,
  ].join('\n');
}

const FAULTS_IN_WORDS = {
  different: 'differs in',
  behind: 'lacks events that the view has passed',
  missing: 'is missing',
  surplus: 'has more than the log',
  unreadable: 'cannot be compared: its history cannot be read or applied (redress verify)',
} as const satisfies Record<DocumentFault['kind'], string>;

function faultInWords({ stream, kind, fields, skipped = [] }: DocumentFault): string {
  const without =
    skipped.length > 0 ? ` (skipped: revision ${skipped.join(', ')}; a rebuild applies it if it can)` : '';
  return `${nameOf(stream)} ${[FAULTS_IN_WORDS[kind], fields.join(', ')].join(' ').trim()}${without}`;
}

/** Whether any of these views is found by personal data, so that its events have to be opened. */
export function opensAny(some: readonly Projection[]): boolean {
  return some.some(({ opening }) => opening !== undefined);
}

/** Opens the events for reading and the views, for a command that works on both. */
export async function withStores<Result>(
  context: CliContext,
  work: (session: ReadingSession, readStore: ReadStore) => Promise<Result>,
  options: ReadingOptions = { personal: false },
): Promise<Result> {
  const config = context.config();
  const session = await openForReading(config, options);
  try {
    const readStore = await openViews(config);
    return await work(session, readStore).finally(() => readStore.close());
  } finally {
    await session.close();
  }
}
