import type { LogEntry } from './log-entry.js';
import type { streams } from './protocol.js';

type FilterOptions = InstanceType<typeof streams.ReadReq.Options.FilterOptions>;

/** The server reads so many events at once when the client does not say how many. */
const WINDOW_DEFAULT = 32;

/** Which events of `$all` a reader wants, decided by the server. */
export interface EventFilter {
  readonly matches: (entry: LogEntry) => boolean;
  /** A checkpoint is told after so many events were considered, if the client is to decide. */
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
