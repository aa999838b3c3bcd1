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

/** Data and pointers upcast to the current version of their type. */
export interface Upcasted {
  readonly version: number;
  readonly data: JsonObject;
  /** Maps each given pointer in the stored version to the value's place in `data`. */
  readonly pointers: ReadonlyMap<string, string>;
}

/**
 * The published events, as the event core uses them. Every method throws {@link InvalidEventError} for a type or version that was never
 * published. All schemas are compiled at load, so that a call costs microseconds.
 */
export class PublishedEventCatalogue {
  private readonly events: ReadonlyMap<string, EventDeclaration>;

  constructor(events: readonly EventDeclaration[]) {
    this.events = new Map(events.map((event) => [event.type, event]));
  }

  /** The current version. */
  currentVersion(type: string): number {
    return this.event(type).current.version;
  }

  /** Checks complete, unsealed data before sealing. Throws {@link InvalidEventError}. */
  validate(type: string, version: number, data: JsonObject): void {
    const { whole } = this.version(type, version);
    if (!whole.Check(data)) throw new InvalidEventError(type, version, faultsOf(whole, data));
  }

  /** Checks stored data, without personal values. Throws {@link InvalidEventError}. */
  validateSealed(type: string, version: number, data: JsonObject): void {
    const { sealed } = this.version(type, version);
    if (!sealed.Check(data)) throw new InvalidEventError(type, version, faultsOf(sealed, data));
  }

  /** Returns the JSON pointers, relative to `data`, of the personal values present, including array items. */
  personalPointers(type: string, version: number, data: JsonObject): readonly string[] {
    return personalPointersIn(data, this.version(type, version).personalPaths);
  }

  /** Tells whether a personal value, by its pointer, says who somebody is or how to reach them. */
  isIdentity(type: string, version: number, pointer: string): boolean {
    const steps = pointer.slice(1).split('/');
    return this.version(type, version).identityPaths.some(
      (path) => path.length === steps.length && path.every((step, at) => step === EVERY_ITEM || step === steps[at]),
    );
  }

  /** Removes the fields that name staff, for outside readers, from data of any version, sealed or not. */
  withoutStaff(type: string, version: number, data: JsonObject): JsonObject {
    return withoutPaths(data, this.version(type, version).staffPaths);
  }

  /** The other complaints that data names, each once. */
  referencesIn(type: string, version: number, data: JsonObject): readonly string[] {
    const { referencePaths } = this.version(type, version);
    return [...new Set(referencePaths.flatMap((path) => valuesAt(data, path)))].filter(
      (value): value is string => typeof value === 'string',
    );
  }

  /**
   * Removes whatever data says of these other complaints: all of it where the event itself is about one, otherwise the field that describes
   * one.
   */
  withoutReferences(type: string, version: number, data: JsonObject, hidden: ReadonlySet<string>): JsonObject {
    const { referencePaths } = this.version(type, version);
    const naming = referencePaths.filter((path) => valuesAt(data, path).some((value) => hidden.has(value as string)));
    if (naming.some((path) => path.length === 1)) return {};
    const fields = naming.map((path) => path.slice(0, 1));
    return withoutPaths(data, fields);
  }

  /**
   * Upcasts valid stored data, and the pointers of its sealed values, to the current version, one version at a time. Returns data of the
   * current version unchanged.
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

  /** `asked` is the version for the error; 0, which was never written, if none was requested. */
  private event(type: string, asked = 0): EventDeclaration {
    const event = this.events.get(type);
    if (!event) throw new InvalidEventError(type, asked, [{ pointer: '', rule: 'unknown-type' }]);
    return event;
  }

  /** An unknown version may be a newer one. */
  private version(type: string, version: number): EventVersion {
    const known = this.event(type, version).versions[version - 1];
    if (!known) throw new InvalidEventError(type, version, [{ pointer: '', rule: 'unknown-version' }]);
    return known;
  }
}

/** One fault. */
export interface Fault {
  /** JSON pointer (RFC 6901) into the data; empty for the whole data. Names a field, never contains a value. */
  readonly pointer: string;
  /** The violated JSON Schema keyword of the published schema; or `unknown-type`, `unknown-version`. */
  readonly rule: string;
}

/**
 * Event data violates its schema. Names pointers and rules, never values. Has the shape of the event core's error of this name, which
 * this library may not import: identify it by its `code`.
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

/** Lists the faults of data that failed a check: at least one, each with a field and without a value. */
function faultsOf(check: DataCheck, data: unknown): readonly Fault[] {
  return check.Errors(data).flatMap(faultsOfError).map(bounded);
}

function faultsOfError(error: TLocalizedValidationError): readonly Fault[] {
  const { instancePath: pointer, keyword } = error;
  switch (keyword) {
    case 'required':
      return error.params.requiredProperties.map((field) => ({ pointer: `${pointer}/${field}`, rule: keyword }));
    // The checker reports an unknown field twice: by its pointer, against the schema `false`, and in a list at its parent.
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

/** Returns the JSON pointers of the personal values present, in order of paths, items in order of the array. */
function personalPointersIn(data: unknown, paths: readonly FieldPath[]): readonly string[] {
  const found: string[] = [];
  for (const path of paths) collect(data, path, 0, '', found);
  return found;
}

/** Needs no escaping: field names consist of letters. */
function collect(value: unknown, path: FieldPath, depth: number, pointer: string, found: string[]): void {
  // In JSON an `undefined` field is absent.
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

/** The values at a path, one for each item of the arrays on the way. */
function valuesAt(value: unknown, [step, ...rest]: FieldPath): readonly unknown[] {
  if (step === undefined) return value === undefined ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  if (step === EVERY_ITEM) return Array.isArray(value) ? value.flatMap((item: unknown) => valuesAt(item, rest)) : [];
  return Object.hasOwn(value, step) ? valuesAt((value as Record<string, unknown>)[step], rest) : [];
}

/** Copies the data without the fields at these paths. */
function withoutPaths(data: JsonObject, paths: readonly FieldPath[]): JsonObject {
  return paths.reduce<unknown>(without, data) as JsonObject;
}

function without(value: unknown, [step, ...rest]: FieldPath): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return value;
  if (step === EVERY_ITEM) {
    if (!Array.isArray(value)) return value;
    return rest.length === 0 ? [] : value.map((item: unknown) => without(item, rest));
  }
  const entries = Object.entries(value);
  const kept = rest.length > 0 ? entries : entries.filter(([name]) => name !== step);
  return Object.fromEntries(kept.map(([name, inner]) => [name, name === step ? without(inner, rest) : inner]));
}

/** The catalogue of all published events. */
export const catalogue = new PublishedEventCatalogue(Object.values(publishedEvents));
