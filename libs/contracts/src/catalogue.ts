import type { TLocalizedValidationError } from 'typebox/error';
import {
  type DataCheck,
  type EventDeclaration,
  type EventVersion,
  EVERY_ITEM,
  type FieldPath,
  type JsonObject,
} from './definition.js';
import { publishedEvents } from './events.js';

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

/** Longest pointer in a fault: an unknown field's name comes from outside and may be of any length. */
const POINTER_LENGTH_MAX = 200;

/** What is wrong with data that has failed this check: a fault for each field, at least one, without any value. */
function faultsOf(check: DataCheck, data: unknown): readonly Fault[] {
  return check.Errors(data).flatMap(faultsOfError).map(bounded);
}

function faultsOfError(error: TLocalizedValidationError): readonly Fault[] {
  const { instancePath: pointer, keyword } = error;
  switch (keyword) {
    case 'required':
      return error.params.requiredProperties.map((field) => ({ pointer: `${pointer}/${field}`, rule: keyword }));
    // The checker reports an unknown field twice: by its own pointer, against the schema `false`, and in a list at its parent.
    case 'boolean':
      return [{ pointer, rule: 'additionalProperties' }];
    case 'additionalProperties':
      return [];
    default:
      return [{ pointer, rule: keyword }];
  }
}

function bounded(fault: Fault): Fault {
  return fault.pointer.length <= POINTER_LENGTH_MAX
    ? fault
    : { ...fault, pointer: `${fault.pointer.slice(0, POINTER_LENGTH_MAX)}…` };
}

/** JSON pointers of the personal values that this very data holds, in the order of the paths, items in the order of the array. */
function personalPointersIn(data: unknown, paths: readonly FieldPath[]): readonly string[] {
  const found: string[] = [];
  for (const path of paths) collect(data, path, 0, '', found);
  return found;
}

/** A field name needs no escaping in a pointer: definitions name fields by letters alone. */
function collect(value: unknown, path: FieldPath, depth: number, pointer: string, found: string[]): void {
  // JSON has no `undefined`: such a field is absent.
  if (value === undefined) return;
  const step = path[depth];
  if (step === undefined) {
    found.push(pointer);
  } else if (step === EVERY_ITEM) {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index += 1) {
      collect(value[index], path, depth + 1, `${pointer}/${index}`, found);
    }
  } else if (typeof value === 'object' && value !== null && Object.hasOwn(value, step)) {
    collect((value as Record<string, unknown>)[step], path, depth + 1, `${pointer}/${step}`, found);
  }
}

/** A copy of the data without the fields at these paths, where they are. */
function withoutPaths(data: JsonObject, paths: readonly FieldPath[]): JsonObject {
  return paths.reduce<unknown>(without, data) as JsonObject;
}

function without(value: unknown, [step, ...rest]: FieldPath): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return value;
  if (step === EVERY_ITEM) return Array.isArray(value) ? value.map((item: unknown) => without(item, rest)) : value;
  const entries = Object.entries(value);
  const kept = rest.length > 0 ? entries : entries.filter(([name]) => name !== step);
  return Object.fromEntries(kept.map(([name, inner]) => [name, name === step ? without(inner, rest) : inner]));
}

/** Everything that was ever published about complaints, and about the policies they fall under. */
export const catalogue = new PublishedEventCatalogue(Object.values(publishedEvents));
