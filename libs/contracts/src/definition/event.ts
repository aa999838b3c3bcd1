import Type, { type TObject, type TProperties, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { closed } from './closed.js';
import type { DataCheck } from './data-check.js';
import type { JsonObject } from './json.js';
import { existingPaths, leads, personalPathsOf, withoutPersonal, type FieldPath } from './schema-walk.js';

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
export interface Upcast {
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
