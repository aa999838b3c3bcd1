import type { JsonObject } from './event.js';

/** What is wrong with an event's data, by JSON pointer and rule; never the value itself. */
export class InvalidEventError extends Error {
  readonly code = 'invalid-event';

  constructor(
    readonly type: string,
    readonly version: number,
    readonly faults: readonly { readonly pointer: string; readonly rule: string }[],
  ) {
    super(`${type} v${version} is not valid: ${faults.map((f) => `${f.pointer || '/'} ${f.rule}`).join('; ')}`);
    this.name = 'InvalidEventError';
  }
}

/** What the core needs to know of the published events; the contracts library answers it. */
export interface EventCatalogue {
  /** The version that is written today; throws `InvalidEventError` for an unknown type. */
  currentVersion(type: string): number;
  /**
   * Whether an event of this type is one act's own words, sealed under a key of its own, so that they can be redacted alone. Asked when it
   * is written: how it was sealed, its event says. Throws `InvalidEventError` for an unknown type.
   */
  isMessage(type: string): boolean;
  /** Checks whole, unsealed data before it is sealed. Throws `InvalidEventError`. */
  validate(type: string, version: number, data: JsonObject): void;
  /** JSON pointers, relative to `data`, of the personal values that are present in this very data, array items included. */
  personalPointers(type: string, version: number, data: JsonObject): readonly string[];
  /** Checks stored data, from which the personal values have been taken out. Throws `InvalidEventError`. */
  validateSealed(type: string, version: number, data: JsonObject): void;
  /**
   * Brings stored data, and the pointers of its sealed fields, to the current version, one version at a time.
   * `pointers` maps each pointer (relative to `data`) of the stored version to that of the current one.
   */
  upcast(
    type: string,
    version: number,
    data: JsonObject,
    pointers: readonly string[],
  ): { readonly version: number; readonly data: JsonObject; readonly pointers: ReadonlyMap<string, string> };
}
