import type { ConfigFault } from './config-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads variables one by one and gathers what is wrong with them, so that every fault can be told at once. */
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
    fault: { readonly problem: string; readonly example: string },
    read: (value: string) => T | undefined,
  ): T | undefined {
    const value = this.text(variable);
    if (value === undefined) return undefined;
    const accepted = read(value);
    if (accepted === undefined) this.faults.push({ variable, ...fault });
    return accepted;
  }
}
