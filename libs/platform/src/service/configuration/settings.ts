import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A fault of one variable. Values are never part of it, since many of them are secrets. */
export interface ConfigFault {
  readonly variable: string;
  /** Continues the sentence that begins with the variable's name. */
  readonly problem: string;
  readonly example: string;
}

/** Thrown for a configuration that cannot be used. Lists all faults at once, so that one attempt suffices to mend them. */
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

/** Reads variables one by one and gathers their faults, so that all of them can be reported at once. */
export class Settings {
  readonly faults: ConfigFault[] = [];

  constructor(private readonly env: Environment) {}

  /** The variable's value; an empty one counts as absent, as in an env file that lists every variable. */
  text(variable: string): string | undefined {
    const value = this.env[variable]?.trim();
    return value === '' ? undefined : value;
  }

  /** Takes the value through `read`, which answers `undefined` for a value that is not acceptable. */
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

  /** The value as it is, if it has a form. */
  matching(variable: string, fault: Omit<ConfigFault, 'variable'>, form: RegExp): string | undefined {
    return this.read(variable, fault, (value) => (form.test(value) ? value : undefined));
  }

  /** The value as it is, if it is a URL that begins with a form. */
  url(variable: string, fault: Omit<ConfigFault, 'variable'>, form: RegExp): string | undefined {
    return this.read(variable, fault, (value) => (form.test(value) && URL.canParse(value) ? value : undefined));
  }

  /**
   * Takes the content of the YAML file that the variable names through `read`, which answers a sentence for one that is not acceptable:
   * it names the place in the file, never a value. Aliases are refused, since they can grow without bound.
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

/** Whether it is an https: URL without user and password, or an http: one to a host for which that is enough. */
export function isWebAddress(value: unknown, mayLackTls: (host: string) => boolean): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  return (
    (protocol === 'https:' || (protocol === 'http:' && mayLackTls(hostname))) && username === '' && password === ''
  );
}

/** Whether it has fields, and is no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
