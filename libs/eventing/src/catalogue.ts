import type { JsonObject } from './event.js';

/** The faults of an event's data, by JSON pointer and rule; never the value itself. */
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

/** What the core needs to know about the published event types. Implemented by the contracts library. */
export interface EventCatalogue {
  /** The version written today; throws `InvalidEventError` for an unknown type. */
  currentVersion(type: string): number;
  /** Checks complete, unsealed data before it is sealed. Throws `InvalidEventError`. */
  validate(type: string, version: number, data: JsonObject): void;
  /** JSON pointers, relative to `data`, of the personal values present in this data, array items included. */
  personalPointers(type: string, version: number, data: JsonObject): readonly string[];
  /**
   * Whether a personal value, by its pointer in that version, says who somebody is or how to reach them: then it is sealed under the
   * person's key. All others are the words of one act, sealed under its own key so that they can be redacted alone. Never changes for a
   * version: in an event with a key of its own, it decides which key opens a value.
   */
  isIdentity(type: string, version: number, pointer: string): boolean;
  /** Checks stored data, which no longer contains the personal values. Throws `InvalidEventError`. */
  validateSealed(type: string, version: number, data: JsonObject): void;
  /**
   * Brings stored data, and the pointers of its sealed fields, to the current version, one version at a time.
   * `pointers` maps each pointer (relative to `data`) of the stored version to the current one.
   */
  upcast(
    type: string,
    version: number,
    data: JsonObject,
    pointers: readonly string[],
  ): { readonly version: number; readonly data: JsonObject; readonly pointers: ReadonlyMap<string, string> };
}
