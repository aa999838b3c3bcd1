/** What is wrong with one variable. Values are never part of it, since many of them are secrets. */
export interface ConfigFault {
  readonly variable: string;
  /** Continues the sentence that begins with the variable's name. */
  readonly problem: string;
  readonly example: string;
}

/** The configuration cannot be used. All faults are told at once, so that one attempt suffices to mend them. */
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
