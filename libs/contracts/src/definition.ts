import Type, { type Static, type TArray, type TObject, type TOptional, type TProperties, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** The JSON Schema keyword that marks a value as personal: sealed under its data subject's key before it is stored. */
const PERSONAL_KEYWORD = 'x-personal';

type Personal<Schema extends TSchema> = Schema & { readonly [PERSONAL_KEYWORD]: true };

/**
 * Marks a field as personal: identity, contact data, narrative, any free text. Its value is encrypted before the append and
 * taken out of the stored `data`. Only a field of an object may be marked, never an array's item: taking an item out would
 * move those behind it.
 */
export function personal<Schema extends TSchema>(schema: Schema): Personal<Schema> {
  return Type.With(schema, { [PERSONAL_KEYWORD]: true }) as unknown as Personal<Schema>;
}

/** Whether {@link personal} marked this schema. */
function isPersonal(schema: TSchema): boolean {
  return PERSONAL_KEYWORD in schema && schema[PERSONAL_KEYWORD] === true;
}

/** The same shape, readable only: an event is a fact, and nobody changes facts. */
export type Immutable<Value> = Value extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : Value extends object
    ? { readonly [Field in keyof Value]: Immutable<Value[Field]> }
    : Value;

/** What is read in place of a personal value whose key was destroyed. */
export type Erased = { readonly erased: true };

/** The data of a version, whole and unsealed. */
export type DataOf<Version extends { readonly schema: TSchema }> = Immutable<Static<Version['schema']>>;

/** The data as it is stored: what {@link DataOf} says, without the personal fields. */
export type StoredDataOf<Version extends { readonly schema: TSchema }> = Stored<Version['schema']>;

/** The data as it is opened after reading: each personal field is its value, or {@link Erased}. */
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

type Presence = 'optional' | 'required';
type FieldOf<Properties extends TProperties, Field extends keyof Properties, Wanted extends Presence> = (
  Properties[Field] extends TOptional<TSchema> ? 'optional' : 'required'
) extends Wanted
  ? Field
  : never;

/** Shows an intersection as the one object it is. */
type Flat<Fields> = { readonly [Field in keyof Fields]: Fields[Field] };

/** An object that refuses every field it does not list, so that nothing personal is stored in clear under a misspelt name. */
export function closed<Properties extends TProperties>(properties: Properties): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false });
}

/** A compiled schema. */
export interface DataCheck {
  Check(data: unknown): boolean;
  /** What is wrong, at most eight faults. Slow: only for data that has failed the check. */
  Errors(data: unknown): readonly TLocalizedValidationError[];
}

/** Stands for "every item of this array" in the path of a personal field. */
export const EVERY_ITEM = '*';

/** Steps from the data to a personal value: field names, and {@link EVERY_ITEM}. */
export type FieldPath = readonly string[];

/**
 * Where a schema's personal values are. Follows objects and arrays.
 * Throws a `TypeError` for a mark that lies elsewhere (in a union, on an array's item): its values would be stored in clear.
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

/** The same schema for stored data: its personal fields neither required nor allowed, everything else as strict as before. */
function withoutPersonal(schema: TSchema): TSchema {
  if (Type.IsArray(schema)) return { ...schema, items: withoutPersonal(schema.items) };
  if (!Type.IsObject(schema)) return schema;
  const kept = Object.entries(schema.properties).filter(([, field]) => !isPersonal(field));
  const names = new Set(kept.map(([name]) => name));
  return {
    ...schema,
    properties: Object.fromEntries(kept.map(([name, field]) => [name, withoutPersonal(field)])),
    // An object without required fields has no such keyword.
    required: ((schema.required ?? []) as readonly string[]).filter((name) => names.has(name)),
  };
}

/** The paths, each of which must lead to a field of the schema. Throws a `TypeError` for one that does not: it would mark nothing. */
function existingPaths(schema: TSchema, paths: readonly FieldPath[]): readonly FieldPath[] {
  const astray = paths.find((path) => !leads(schema, path));
  if (astray !== undefined) throw new TypeError(`No field stands at ${astray.join('/')}.`);
  return paths;
}

/** Whether a path leads to a field of the schema. */
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
  /** JSON Schema (draft 2020-12) of the whole, unsealed data. */
  readonly schema: Schema;
  /** JSON Schema of the data as stored, from which the personal values have been taken out. */
  readonly sealedSchema: TSchema;
  readonly personalPaths: readonly FieldPath[];
  /** Where the data names somebody of the staff. Not personal data of the complainant, so stored in clear, and told to nobody outside. */
  readonly staffPaths: readonly FieldPath[];
  readonly whole: DataCheck;
  readonly sealed: DataCheck;
  /** To the next version; absent from the current one. */
  readonly upcast?: Upcast;
}

/** One event type in all its versions. */
export interface EventDeclaration<Name extends string = string, Schema extends TSchema = TSchema> {
  /** Past tense, ISO 10002's own words. The name is part of the storage format. */
  readonly type: Name;
  /** The version written today. */
  readonly current: EventVersion<Schema>;
  /** Oldest first: index 0 holds version 1, the last is {@link current}. */
  readonly versions: readonly EventVersion[];
  /** It is sealed under a key of its own, so that its words can be redacted alone. */
  readonly isMessage: boolean;
}

/** Brings the data of one version to the next. Pure: no clock, no randomness, no look at other events. */
interface Upcast {
  /**
   * The data in its next version. It gets stored data, in which personal values are missing (or marked as erased), so it can
   * neither read nor require them. Where they are present it must keep them.
   */
  data(data: JsonObject): JsonObject;
  /** Where the personal value at this JSON pointer lies in the next version. Left out when none of them moved. */
  pointer?(pointer: string): string;
}

/** What is written down for the version of an event that is written today. */
interface CurrentVersion<Properties extends TProperties> {
  /** One sentence for the published schema. */
  readonly meaning: string;
  /**
   * Its personal fields are the words of this one act, and of no other: what somebody wrote, asked, answered or found. They are sealed
   * under a key of their own. Not part of the JSON Schema, which never changes: an event itself says how it was sealed.
   */
  readonly isMessage?: true;
  /** Where the data names somebody of the staff, by their `sub`. Not part of the JSON Schema either. */
  readonly staff?: readonly FieldPath[];
  /** Fields of the data; mark the personal ones with `personal(...)`. Fields that are not listed are refused. */
  readonly data: Properties;
}

/** A version that is not written any more, but is stored somewhere: it is never changed and never taken out. */
interface EarlierVersion {
  /** Default: as in the current version. */
  readonly meaning?: string;
  readonly data: TProperties;
  /** Default: those of the current version that this one has. */
  readonly staff?: readonly FieldPath[];
  /** To the next version. Default: the data as it is, where the next version only allows more. */
  readonly upcast?: Upcast;
}

const unchanged: Upcast = { data: (data) => data };

/**
 * Declares an event: the version written today, then every earlier one, oldest first.
 * Throws a `TypeError` when a mark (personal, staff) could not be honoured.
 */
export function event<Name extends string, Properties extends TProperties>(
  type: Name,
  current: CurrentVersion<Properties>,
  ...earlier: readonly EarlierVersion[]
): EventDeclaration<Name, TObject<Properties>> {
  const { meaning, staff = [], isMessage = false } = current;
  const past = earlier.map(({ upcast = unchanged, ...old }, index) => {
    const schema = schemaOf(type, index + 1, old.meaning ?? meaning, old.data);
    const staffPaths = old.staff ?? staff.filter((path) => leads(schema, path));
    return { ...versionOf(type, index + 1, schema, staffPaths), upcast };
  });
  const version = past.length + 1;
  const latest = versionOf(type, version, schemaOf(type, version, meaning, current.data), staff);
  return { type, current: latest, versions: [...past, latest], isMessage };
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
): EventVersion<Schema> {
  const sealedSchema = withoutPersonal(schema);
  return {
    type,
    version,
    schema,
    sealedSchema,
    personalPaths: personalPathsOf(schema),
    staffPaths: existingPaths(schema, staff),
    whole: Compile(schema as TSchema),
    sealed: Compile(sealedSchema),
  };
}

/** The name by which messages refer to the schema of an event version: `urn:redress:schema:ComplaintReceived:v1`. */
export function schemaIdOf(type: string, version: number): string {
  return `urn:redress:schema:${type}:v${version}`;
}
