import type { EventDefinition } from '../definition/index.js';
import type { JsonObject, Upcaster } from '../upcasters/index.js';
import { definitionIn, historiesOf, historyIn } from './event-history.js';
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
  private readonly histories;

  /** `definitions`: the versions of each type, oldest first. `upcasters`: one for every version but the last of its type. */
  constructor(definitions: readonly (readonly EventDefinition[])[], upcasters: readonly Upcaster[]) {
    this.histories = historiesOf(definitions, upcasters);
  }

  /** The version that is written today. */
  currentVersion(type: string): number {
    // Version 0 was never written: the error has to name one, and nobody asked for any.
    return historyIn(this.histories, type, 0).versions.length;
  }

  /** Whether events of this type are written as messages: sealed under a key of their own, so that each can be redacted alone. */
  isMessage(type: string): boolean {
    return this.definition(type, this.currentVersion(type)).isMessage;
  }

  /** Checks whole, unsealed data before it is sealed. Throws {@link InvalidEventError}. */
  validate(type: string, version: number, data: JsonObject): void {
    const { whole } = this.definition(type, version);
    if (!whole.Check(data)) throw new InvalidEventError(type, version, faultsOf(whole, data));
  }

  /** Checks stored data, from which the personal values have been taken out. Throws {@link InvalidEventError}. */
  validateSealed(type: string, version: number, data: JsonObject): void {
    const { sealed } = this.definition(type, version);
    if (!sealed.Check(data)) throw new InvalidEventError(type, version, faultsOf(sealed, data));
  }

  /** JSON pointers, relative to `data`, of the personal values that are present in this very data, array items included. */
  personalPointers(type: string, version: number, data: JsonObject): readonly string[] {
    return personalPointersIn(data, this.definition(type, version).personalPaths);
  }

  /** Data of any version, sealed or not, without the fields that name somebody of the staff: for whoever is outside. */
  withoutStaff(type: string, version: number, data: JsonObject): JsonObject {
    return withoutPaths(data, this.definition(type, version).staffPaths);
  }

  /**
   * Brings valid stored data, and the pointers of its sealed values, to the current version, one version at a time.
   * Data that is of the current version already comes back as it is.
   */
  upcast(type: string, version: number, data: JsonObject, pointers: readonly string[]): Upcasted {
    const history = historyIn(this.histories, type, version);
    definitionIn(history, type, version);
    const steps = history.upcasters.slice(version - 1);
    const movedTo = (pointer: string) => steps.reduce((at, step) => step.movePointer?.(at) ?? at, pointer);
    return {
      version: history.versions.length,
      data: steps.reduce((older, step) => step.upcast(older), data),
      pointers: new Map(pointers.map((pointer) => [pointer, movedTo(pointer)])),
    };
  }

  private definition(type: string, version: number): EventDefinition {
    return definitionIn(historyIn(this.histories, type, version), type, version);
  }
}
