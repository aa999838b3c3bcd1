import type { LogEntry } from './log-entry.js';
import type { streams } from './protocol.js';

type FilterOptions = InstanceType<typeof streams.ReadReq.Options.FilterOptions>;

/** The server's default page size. */
const WINDOW_DEFAULT = 32;

/** The events of `$all` that a reader requests, filtered by the server. */
export interface EventFilter {
  readonly matches: (entry: LogEntry) => boolean;
  /** The client's requested number of events between checkpoints. */
  readonly checkpointInterval: number;
}

export function eventFilterOf(options: FilterOptions): EventFilter {
  const byStream = options.hasStreamIdentifier();
  const expression = byStream ? options.getStreamIdentifier() : options.getEventType();
  const window = options.hasMax() ? options.getMax() : WINDOW_DEFAULT;
  const matchesText = textMatcher(expression?.getRegex() ?? '', expression?.getPrefixList() ?? []);
  return {
    matches: ({ stream, type }) => matchesText(byStream ? stream : type),
    checkpointInterval: window * options.getCheckpointintervalmultiplier(),
  };
}

function textMatcher(regex: string, prefixes: readonly string[]): (text: string) => boolean {
  if (regex !== '') {
    const expression = new RegExp(regex, 'u');
    return (text) => expression.test(text);
  }
  return (text) => prefixes.some((prefix) => text.startsWith(prefix));
}
