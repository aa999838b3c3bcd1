import type { ConfigFault } from '../config/config-error.js';

/** One engine behind a port, chosen by the scheme of its URL. Its library is loaded when it is asked, so that no process loads drivers it does not use. */
export interface EngineKind<Options, Port> {
  /** A URL of this kind. */
  readonly example: string;
  /**
   * What is wrong with a URL of this kind, in words that continue the sentence that begins with the variable's name; undefined when nothing
   * is. Never a part of the URL, which may hold a password.
   */
  readonly faultOf: (url: string) => Promise<string | undefined>;
  /** Rejects with `StoreUnavailableError` or `StoreCorruptError`. */
  readonly open: (url: string, options: Options) => Promise<Port>;
}

/** The engines that can stand behind a port, by scheme. */
export type EngineKinds<Options, Port> = ReadonlyMap<string, EngineKind<Options, Port>>;

/** How long a process waits at its start for an engine that is still starting: longer than any of them takes. */
export const ENGINE_WAIT_MS = 60_000;
/** How long one call waits for an engine that is away, before whoever called is told so: clients hear of it within seconds. */
export const CALL_WAIT_MS = 3_000;

export function schemeOf(url: string): string {
  return url.slice(0, url.indexOf(':'));
}

/** What is wrong with the URL in a variable: a scheme that is none of these, or what the kind itself finds. */
export async function engineUrlFault<Options, Port>(
  variable: string,
  kinds: EngineKinds<Options, Port>,
  url: string,
): Promise<ConfigFault | undefined> {
  const kind = kinds.get(schemeOf(url));
  const [first] = kinds.values();
  const known = [...kinds.keys()].map((scheme) => `${scheme}:`).join(', ');
  const problem =
    kind === undefined
      ? `names the engine ${schemeOf(url)}:, which there is not; there are ${known}.`
      : await kind.faultOf(url);
  return problem === undefined ? undefined : { variable, problem, example: (kind ?? first)?.example ?? '' };
}

/** Opens what the URL names. The URL has been checked by {@link engineUrlFault}. */
export function openEngine<Options, Port>(
  kinds: EngineKinds<Options, Port>,
  url: string,
  options: Options,
): Promise<Port> {
  const kind = kinds.get(schemeOf(url));
  if (kind === undefined) throw new RangeError(`There is no engine ${schemeOf(url)}:.`);
  return kind.open(url, options);
}
