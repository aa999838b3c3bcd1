import Type, {
  type Static,
  type TArray,
  type TObject,
  type TOptional,
  type TProperties,
  type TSchema,
  type TUnion,
} from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/**
 * A text that passed the check of its kind: the compiler refuses any other text in its place. Exists at compile time only: stored bytes and
 * JSON hold the plain text, which it can stand for. A schema of the kind checks it, or the one function that its docstring names.
 */
export type Brand<Kind extends string> = string & { readonly '~kind': Kind };

/** The JSON Schema keyword that marks a value as personal: sealed under its data subject's key before it is stored. */
const PERSONAL_KEYWORD = 'x-personal';

type Personal<Schema extends TSchema> = Schema & { readonly [PERSONAL_KEYWORD]: true };

/**
 * Marks a field as personal: identity, contact data, narrative, any free text. Its value is encrypted before the append and removed from
 * the stored `data`. Only a field of an object may be marked, never an array's item: removing an item would shift the others.
 */
export function personal<Schema extends TSchema>(schema: Schema): Personal<Schema> {
  return Type.With(schema, { [PERSONAL_KEYWORD]: true }) as unknown as Personal<Schema>;
}

/** Tells whether {@link personal} marked this schema. */
function isPersonal(schema: TSchema): boolean {
  return PERSONAL_KEYWORD in schema && schema[PERSONAL_KEYWORD] === true;
}

/** The read-only shape: events never change. A branded text is an object by its type, and stays as it is. */
export type Immutable<Value> = Value extends string
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly Immutable<Item>[]
    : Value extends object
      ? { readonly [Field in keyof Value]: Immutable<Value[Field]> }
      : Value;

/** Replaces a personal value whose key was destroyed. */
export type Erased = { readonly erased: true };

/** The data of a version, complete and unsealed. */
export type DataOf<Version extends { readonly schema: TSchema }> = Immutable<Static<Version['schema']>>;

/** The data as stored: {@link DataOf} without the personal fields. */
export type StoredDataOf<Version extends { readonly schema: TSchema }> = Stored<Version['schema']>;

/** The data after opening: each personal field is its value, or {@link Erased}. */
export type OpenedDataOf<Version extends { readonly schema: TSchema }> = Opened<Version['schema']>;

type Stored<Schema extends TSchema> =
  Schema extends TObject<infer Properties>
    ? Flat<StoredFields<Properties, 'required'> & Partial<StoredFields<Properties, 'optional'>>>
    : Schema extends TArray<infer Item extends TSchema>
      ? readonly Stored<Item>[]
      : Immutable<Static<Schema>>;

type StoredFields<Properties extends TProperties, Wanted extends Presence> = {
  readonly [
    Field in keyof Properties as Properties[Field] extends Personal<TSchema>
      ? never
      : FieldOf<Properties, Field, Wanted>
  ]: Stored<Properties[Field]>;
};

type Opened<Schema extends TSchema> =
  Schema extends Personal<TSchema>
    ? Immutable<Static<Schema>> | Erased
    : Schema extends TObject<infer Properties>
      ? Flat<OpenedFields<Properties, 'required'> & Partial<OpenedFields<Properties, 'optional'>>>
      : Schema extends TArray<infer Item extends TSchema>
        ? readonly Opened<Item>[]
        : Immutable<Static<Schema>>;

type OpenedFields<Properties extends TProperties, Wanted extends Presence> = {
  readonly [Field in keyof Properties as FieldOf<Properties, Field, Wanted>]: Opened<Properties[Field]>;
};

/**
 * The data of a schema with `Instead` in the place of every personal value: what a reader has of it who gets something else there, a sealed
 * value for example. Follows objects, arrays and alternatives.
 */
export type WithInstead<Schema extends TSchema, Instead> =
  Schema extends Personal<TSchema>
    ? Instead
    : Schema extends TObject<infer Properties>
      ? Flat<InsteadFields<Properties, 'required', Instead> & Partial<InsteadFields<Properties, 'optional', Instead>>>
      : Schema extends TArray<infer Item extends TSchema>
        ? readonly WithInstead<Item, Instead>[]
        : Schema extends TUnion<infer Alternatives extends TSchema[]>
          ? WithInstead<Alternatives[number], Instead>
          : Immutable<Static<Schema>>;

type InsteadFields<Properties extends TProperties, Wanted extends Presence, Instead> = {
  readonly [Field in keyof Properties as FieldOf<Properties, Field, Wanted>]: WithInstead<Properties[Field], Instead>;
};

type Presence = 'optional' | 'required';
type FieldOf<Properties extends TProperties, Field extends keyof Properties, Wanted extends Presence> = (
  Properties[Field] extends TOptional<TSchema> ? 'optional' : 'required'
) extends Wanted
  ? Field
  : never;

/** Flattens an intersection into one object type. */
type Flat<Fields> = { readonly [Field in keyof Fields]: Fields[Field] };

/** An object that refuses unlisted fields, so that no personal value is stored in clear under a misspelt name. */
export function closed<Properties extends TProperties>(properties: Properties): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false });
}

/** A compiled schema. */
export interface DataCheck {
  Check(data: unknown): boolean;
  /** Lists at most eight faults. Slow: only for data that failed the check. */
  Errors(data: unknown): readonly TLocalizedValidationError[];
}

/** Means "every item of this array" in the path of a personal field. */
export const EVERY_ITEM = '*';

/** Steps from the data to a personal value: field names, and {@link EVERY_ITEM}. */
export type FieldPath = readonly string[];

/**
 * Finds the paths of a schema's personal values, through objects and arrays. Throws a `TypeError` for a mark elsewhere (in a union, on an
 * array's item): its values would be stored in clear.
 */
function personalPathsOf(schema: TSchema): readonly FieldPath[] {
  const paths = pathsBelow(schema, []);
  const marks = JSON.stringify(schema).split(`"${PERSONAL_KEYWORD}":true`).length - 1;
  if (marks !== paths.length) throw new TypeError('A personal mark lies where no field of an object can be taken out.');
  return paths;
}

function pathsBelow(schema: TSchema, path: FieldPath): readonly FieldPath[] {
  if (Type.IsArray(schema)) return pathsBelow(schema.items, [...path, EVERY_ITEM]);
  if (!Type.IsObject(schema)) return [];
  return Object.entries(schema.properties).flatMap(([name, field]) =>
    isPersonal(field) ? [[...path, name]] : pathsBelow(field, [...path, name]),
  );
}

/** The id of whoever acted: a staff member's `sub`, `complainant`, or the name of a service. `toActorId` of the event library checks it. */
export type ActorId = Brand<'actor'>;

/**
 * A complaint's reference in its stored form, which events, streams and documents hold: {@link REFERENCE_PATTERN}. The form with hyphens,
 * which people see, is another text. `parseReference` and `toReference` of the domain check it.
 */
export type Reference = Brand<'reference'>;

/** The form of a complaint's reference as events hold it: 12 symbols of Crockford's base32, or 14 digits, without hyphens. */
export const REFERENCE_PATTERN = '^([0-9A-HJKMNP-TV-Z]{12}|[1-9]\\d{13})$';

/** Finds the fields of a schema that hold a reference: of another complaint, or of either of two. */
function referencePathsOf(schema: TSchema, path: FieldPath): readonly FieldPath[] {
  if (Type.IsArray(schema)) return referencePathsOf(schema.items, [...path, EVERY_ITEM]);
  if ('pattern' in schema && schema.pattern === REFERENCE_PATTERN) return [path];
  if (!Type.IsObject(schema)) return [];
  return Object.entries(schema.properties).flatMap(([name, field]) => referencePathsOf(field, [...path, name]));
}

/** Converts the schema for stored data: personal fields are neither required nor allowed, everything else is as strict as before. */
function withoutPersonal(schema: TSchema): TSchema {
  if (Type.IsArray(schema)) return { ...schema, items: withoutPersonal(schema.items) };
  if (!Type.IsObject(schema)) return schema;
  const kept = Object.entries(schema.properties).filter(([, field]) => !isPersonal(field));
  const names = new Set(kept.map(([name]) => name));
  return {
    ...schema,
    properties: Object.fromEntries(kept.map(([name, field]) => [name, withoutPersonal(field)])),
    // Objects without required fields lack this keyword.
    required: ((schema.required ?? []) as readonly string[]).filter((name) => names.has(name)),
  };
}

/**
 * The same schema for whoever gets something else in the place of every personal value: `instead` is the schema of that. With `mayLack` such
 * a field may also be left out.
 */
export function withInstead(schema: TSchema, instead: TSchema, { mayLack = false } = {}): TSchema {
  const inner = (part: TSchema): TSchema => withInstead(part, instead, { mayLack });
  if (isPersonal(schema)) return instead;
  if (Type.IsArray(schema)) return { ...schema, items: inner(schema.items) };
  if (Type.IsUnion(schema)) return { ...schema, anyOf: schema.anyOf.map(inner) };
  if (!Type.IsObject(schema)) return schema;
  const required = (schema.required ?? []) as readonly string[];
  const isNeeded = (name: string): boolean => !mayLack || !isPersonal(schema.properties[name] ?? {});
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(schema.properties).map(([name, field]) => [name, inner(field)])),
    required: required.filter(isNeeded),
  };
}

/** Checks that each path leads to a field of the schema. Throws a `TypeError` otherwise: the path would mark nothing. */
function existingPaths(schema: TSchema, paths: readonly FieldPath[]): readonly FieldPath[] {
  const astray = paths.find((path) => !leads(schema, path));
  if (astray !== undefined) throw new TypeError(`No field stands at ${astray.join('/')}.`);
  return paths;
}

/** Checks that each path is marked as personal. Throws a `TypeError` otherwise: the field would be stored in clear. */
function among(personalPaths: readonly FieldPath[], paths: readonly FieldPath[]): readonly FieldPath[] {
  const marked = new Set(personalPaths.map((path) => path.join('/')));
  const open = paths.find((path) => !marked.has(path.join('/')));
  if (open !== undefined) throw new TypeError(`The field ${open.join('/')} says who somebody is, and is not personal.`);
  return paths;
}

/** Tells whether a path leads to a field of the schema. */
function leads(schema: TSchema | undefined, [step, ...rest]: FieldPath): boolean {
  if (schema === undefined || step === undefined) return schema !== undefined;
  if (step === EVERY_ITEM) return Type.IsArray(schema) && leads(schema.items, rest);
  return Type.IsObject(schema) && leads(schema.properties[step], rest);
}

/** One version of one event type: validators, JSON Schema, personal fields and staff fields follow from its declaration. */
export interface EventVersion<Schema extends TSchema = TSchema> {
  readonly type: string;
  /** From 1, without gaps. */
  readonly version: number;
  /** JSON Schema (draft 2020-12) of the complete, unsealed data. */
  readonly schema: Schema;
  /** JSON Schema of the data as stored, without personal values. */
  readonly sealedSchema: TSchema;
  readonly personalPaths: readonly FieldPath[];
  /** Paths of personal fields sealed under the person's key; all others are sealed under the event's own. */
  readonly identityPaths: readonly FieldPath[];
  /** Paths of fields that name staff. Not personal data of the complainant, so stored in clear, and hidden from outside readers. */
  readonly staffPaths: readonly FieldPath[];
  /** Paths of fields that name a complaint: another one, or either of two. */
  readonly referencePaths: readonly FieldPath[];
  readonly whole: DataCheck;
  readonly sealed: DataCheck;
  /** Upcast to the next version; absent from the current one. */
  readonly upcast?: Upcast;
}

/** One event type in all its versions. */
export interface EventDeclaration<Name extends string = string, Schema extends TSchema = TSchema> {
  /** Past tense, ISO 10002's own words. The name is part of the storage format. */
  readonly type: Name;
  /** The current version. */
  readonly current: EventVersion<Schema>;
  /** Oldest first: index 0 holds version 1, the last is {@link current}. */
  readonly versions: readonly EventVersion[];
}

/** Upcasts the data of one version to the next. Pure: no clock, no randomness, no other events. */
interface Upcast {
  /**
   * Converts data to the next version. Receives stored data, in which personal values are missing (or marked as erased), so it can
   * neither read nor require them. It must keep those present.
   */
  data(data: JsonObject): JsonObject;
  /** Maps the JSON pointer of a personal value to the next version. Omit it if none of them moved. */
  pointer?(pointer: string): string;
}

/** The declaration of an event's current version. */
interface CurrentVersion<Properties extends TProperties> {
  /** One sentence for the published schema. */
  readonly meaning: string;
  /**
   * Paths of personal fields that say who somebody is and how to reach them. They are sealed under the person's key, since everything said
   * to the person needs them; all other personal fields are the words of this one act, under its own key. Part of the storage format: once
   * written, an event opens by its version's paths. Earlier versions have those of them that they have the fields for.
   */
  readonly identity?: readonly FieldPath[];
  /** Paths of fields that name staff by their `sub`. Not part of the JSON Schema either. */
  readonly staff?: readonly FieldPath[];
  /** Fields of the data; mark the personal ones with `personal(...)`. Unlisted fields are refused. */
  readonly data: Properties;
}

/** An earlier version, still stored somewhere: never changed and never removed. */
interface EarlierVersion {
  /** Default: as in the current version. */
  readonly meaning?: string;
  readonly data: TProperties;
  /** Default: the current version's, as far as this one has the fields. */
  readonly staff?: readonly FieldPath[];
  /** Upcast to the next version. Default: data unchanged, if the next version only allows more. */
  readonly upcast?: Upcast;
}

const unchanged: Upcast = { data: (data) => data };

/**
 * Declares an event: the current version, then every earlier one, oldest first. Throws a `TypeError` if a mark (personal, staff) cannot
 * be applied.
 */
export function event<Name extends string, Properties extends TProperties>(
  type: Name,
  current: CurrentVersion<Properties>,
  ...earlier: readonly EarlierVersion[]
): EventDeclaration<Name, TObject<Properties>> {
  const { meaning, staff = [], identity = [] } = current;
  const past = earlier.map(({ upcast = unchanged, ...old }, index) => {
    const schema = schemaOf(type, index + 1, old.meaning ?? meaning, old.data);
    const staffPaths = old.staff ?? staff.filter((path) => leads(schema, path));
    const identityPaths = identity.filter((path) => leads(schema, path));
    return { ...versionOf(type, index + 1, schema, staffPaths, identityPaths), upcast };
  });
  const version = past.length + 1;
  const latest = versionOf(type, version, schemaOf(type, version, meaning, current.data), staff, identity);
  return { type, current: latest, versions: [...past, latest] };
}

function schemaOf<Properties extends TProperties>(type: string, version: number, meaning: string, data: Properties) {
  const named = { $id: schemaIdOf(type, version), title: `${type} v${version}`, description: meaning };
  return Type.With(closed(data), named) as unknown as TObject<Properties>;
}

function versionOf<Schema extends TSchema>(
  type: string,
  version: number,
  schema: Schema,
  staff: readonly FieldPath[],
  identity: readonly FieldPath[],
): EventVersion<Schema> {
  const sealedSchema = withoutPersonal(schema);
  const personalPaths = personalPathsOf(schema);
  return {
    type,
    version,
    schema,
    sealedSchema,
    personalPaths,
    identityPaths: among(personalPaths, existingPaths(schema, identity)),
    staffPaths: existingPaths(schema, staff),
    referencePaths: referencePathsOf(schema, []),
    whole: Compile(schema as TSchema),
    sealed: Compile(sealedSchema),
  };
}

/** The identifier of an event version's schema in messages: `urn:redress:schema:ComplaintReceived:v1`. */
export function schemaIdOf(type: string, version: number): string {
  return `urn:redress:schema:${type}:v${version}`;
}
