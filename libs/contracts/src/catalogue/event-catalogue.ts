import type { EventDeclaration, EventVersion, JsonObject } from '../definition/index.js';
import { faultsOf } from './faults.js';
import { InvalidEventError } from './invalid-event-error.js';
import { personalPointersIn } from './personal-pointers.js';
import { withoutPaths } from './without-paths.js';

/** Data and pointers brought to the current version of their type. */
export interface Upcasted {
  readonly version: number;
  readonly data: JsonObject;
  /** From each given pointer, as of the stored version, to the same value's place in `data`. */
  readonly pointers: ReadonlyMap<string, string>;
}

/**
 * Answers what the event core asks of the published events. Every method throws {@link InvalidEventError} for a type or
 * version that was never published. All schemas are compiled at load, so that a call costs microseconds.
 */
export class PublishedEventCatalogue {
  private readonly events: ReadonlyMap<string, EventDeclaration>;

  constructor(events: readonly EventDeclaration[]) {
    this.events = new Map(events.map((event) => [event.type, event]));
  }

  /** The version that is written today. */
  currentVersion(type: string): number {
    return this.event(type).current.version;
  }

  /** Whether events of this type are written as messages: sealed under a key of their own, so that each can be redacted alone. */
  isMessage(type: string): boolean {
    return this.event(type).isMessage;
  }

  /** Checks whole, unsealed data before it is sealed. Throws {@link InvalidEventError}. */
  validate(type: string, version: number, data: JsonObject): void {
    const { whole } = this.version(type, version);
    if (!whole.Check(data)) throw new InvalidEventError(type, version, faultsOf(whole, data));
  }

  /** Checks stored data, from which the personal values have been taken out. Throws {@link InvalidEventError}. */
  validateSealed(type: string, version: number, data: JsonObject): void {
    const { sealed } = this.version(type, version);
    if (!sealed.Check(data)) throw new InvalidEventError(type, version, faultsOf(sealed, data));
  }

  /** JSON pointers, relative to `data`, of the personal values that are present in this very data, array items included. */
  personalPointers(type: string, version: number, data: JsonObject): readonly string[] {
    return personalPointersIn(data, this.version(type, version).personalPaths);
  }

  /** Data of any version, sealed or not, without the fields that name somebody of the staff: for whoever is outside. */
  withoutStaff(type: string, version: number, data: JsonObject): JsonObject {
    return withoutPaths(data, this.version(type, version).staffPaths);
  }

  /**
   * Brings valid stored data, and the pointers of its sealed values, to the current version, one version at a time.
   * Data that is of the current version already comes back as it is.
   */
  upcast(type: string, version: number, data: JsonObject, pointers: readonly string[]): Upcasted {
    this.version(type, version);
    const { versions, current } = this.event(type, version);
    const steps = versions.slice(version - 1).flatMap(({ upcast }) => upcast ?? []);
    const movedTo = (pointer: string) => steps.reduce((at, step) => step.pointer?.(at) ?? at, pointer);
    return {
      version: current.version,
      data: steps.reduce((older, step) => step.data(older), data),
      pointers: new Map(pointers.map((pointer) => [pointer, movedTo(pointer)])),
    };
  }

  /** `asked`: the version that an error names; 0, which was never written, where none was asked for. */
  private event(type: string, asked = 0): EventDeclaration {
    const event = this.events.get(type);
    if (!event) throw new InvalidEventError(type, asked, [{ pointer: '', rule: 'unknown-type' }]);
    return event;
  }

  /** A version that this build does not know is perhaps a newer one. */
  private version(type: string, version: number): EventVersion {
    const known = this.event(type, version).versions[version - 1];
    if (!known) throw new InvalidEventError(type, version, [{ pointer: '', rule: 'unknown-version' }]);
    return known;
  }
}
