import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A fault of one variable. Never contains the value, since many are secrets. */
export interface ConfigFault {
  readonly variable: string;
  /** Completes a sentence that starts with the variable's name. */
  readonly problem: string;
  readonly example: string;
}

/** Thrown for a configuration that cannot be used. Lists all faults, so that one attempt is enough to fix them. */
export class ConfigError extends Error {
  readonly code = 'config';

  constructor(readonly faults: readonly ConfigFault[]) {
    const lines = faults.map(
      (fault) => `  ${fault.variable} ${fault.problem} Example: ${fault.variable}=${fault.example}`,
    );
    super(`The configuration cannot be used:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Reads variables one by one and collects their faults, so that all can be reported at once. */
export class Settings {
  readonly faults: ConfigFault[] = [];

  constructor(private readonly env: Environment) {}

  /** The variable's value; an empty one counts as absent, as in an env file that lists every variable. */
  text(variable: string): string | undefined {
    const value = this.env[variable]?.trim();
    return value === '' ? undefined : value;
  }

  /** Converts the value with `read`, which returns `undefined` for one that is not acceptable. */
  read<T>(
    variable: string,
    fault: Omit<ConfigFault, 'variable'>,
    read: (value: string) => T | undefined,
  ): T | undefined {
    const value = this.text(variable);
    if (value === undefined) return undefined;
    const accepted = read(value);
    if (accepted === undefined) this.faults.push({ variable, ...fault });
    return accepted;
  }

  /** Returns the value unchanged if it matches a pattern. */
  matching(variable: string, fault: Omit<ConfigFault, 'variable'>, form: RegExp): string | undefined {
    return this.read(variable, fault, (value) => (form.test(value) ? value : undefined));
  }

  /** Returns the value unchanged if it is a URL that starts with a pattern. */
  url(variable: string, fault: Omit<ConfigFault, 'variable'>, form: RegExp): string | undefined {
    return this.read(variable, fault, (value) => (form.test(value) && URL.canParse(value) ? value : undefined));
  }

  /**
   * Converts the content of the YAML file that the variable names with `read`, which returns a sentence for an unacceptable one: it names
   * the place in the file, never a value. Refuses aliases, since they can expand without bound.
   */
  yamlFile<T extends object>(variable: string, example: string, read: (content: unknown) => T | string): T | undefined {
    const path = this.text(variable);
    if (path === undefined) return undefined;
    const file = readYaml(path);
    const outcome = file === undefined ? UNREADABLE : read(file.content);
    if (typeof outcome !== 'string') return outcome;
    this.faults.push({ variable, problem: outcome, example });
    return undefined;
  }
}

const UNREADABLE = 'must be the path of a readable YAML file.';

function readYaml(path: string): { readonly content: unknown } | undefined {
  try {
    return { content: parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 }) };
  } catch {
    return undefined;
  }
}

/** Whether it is an https: URL, or an http: URL to a host that may lack TLS; either way without user and password. */
export function isWebAddress(value: unknown, mayLackTls: (host: string) => boolean): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  return (
    (protocol === 'https:' || (protocol === 'http:' && mayLackTls(hostname))) && username === '' && password === ''
  );
}

/** Whether it is an object and not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
