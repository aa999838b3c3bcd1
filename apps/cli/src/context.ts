import { loadConfig, type RedressConfig } from '@redress/platform';
import { EXIT, type ExitCode } from './exit.js';
import type { Terminal } from './terminal.js';

export interface GlobalOptions {
  /** `--data`, which overrides REDRESS_DATA. */
  readonly data?: string;
  readonly debug?: true;
}

export interface CommandSurroundings {
  readonly terminal: Terminal;
  readonly env: NodeJS.ProcessEnv;
  /** A signal that Ctrl-C aborts from now on, instead of ending the process: long work stops between two steps. */
  readonly interruption: () => AbortSignal;
  /** Whether the person at the terminal says yes. Absent where there is none to ask. */
  readonly confirm?: (question: string) => Promise<boolean>;
}

/** The state shared by the parts of one run. */
export class CliContext {
  exitCode: ExitCode = EXIT.ok;
  options: GlobalOptions = {};

  constructor(private readonly surroundings: CommandSurroundings) {}

  get terminal(): Terminal {
    return this.surroundings.terminal;
  }

  /** The environment, overridden by the command line. */
  get env(): NodeJS.ProcessEnv {
    const { env } = this.surroundings;
    const { data } = this.options;
    return data === undefined ? env : { ...env, REDRESS_DATA: data };
  }

  /** The same settings as the services use. Throws `ConfigError`. */
  config(): RedressConfig {
    return loadConfig(this.env);
  }

  /** Whether the person at the terminal says yes; undefined where there is none to ask. */
  async confirms(question: string): Promise<boolean | undefined> {
    return this.surroundings.confirm?.(question);
  }

  /** See {@link CommandSurroundings.interruption}. */
  interruption(): AbortSignal {
    return this.surroundings.interruption();
  }
}
