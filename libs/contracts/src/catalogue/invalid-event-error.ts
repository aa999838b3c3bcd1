/** One thing that is wrong. */
export interface Fault {
  /** JSON pointer (RFC 6901) into the data; empty for the data as a whole. Names a field, never holds a value. */
  readonly pointer: string;
  /** The JSON Schema keyword that is broken, to be looked up in the published schema; or `unknown-type`, `unknown-version`. */
  readonly rule: string;
}

/**
 * An event's data is not what was published, by pointer and rule; never the value itself.
 * Of the same shape as the event core's error of this name, which this library may not import: tell it by its `code`.
 */
export class InvalidEventError extends Error {
  readonly code = 'invalid-event';

  constructor(
    readonly type: string,
    readonly version: number,
    readonly faults: readonly Fault[],
  ) {
    super(`${type} v${version} is not valid: ${faults.map((f) => `${f.pointer || '/'} ${f.rule}`).join('; ')}`);
    this.name = 'InvalidEventError';
  }
}
