import Type, { type TObject, type TProperties, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { closed } from './closed.js';
import { existingPaths, personalPathsOf, withoutPersonal, type FieldPath } from './schema-walk.js';
import type { DataCheck } from './data-check.js';

/** One version of one event type: from it come the TypeScript type, both validators, the JSON Schema and the personal fields. */
export interface EventDefinition<Name extends string = string, Schema extends TSchema = TSchema> {
  /** Past tense, ISO 10002's own words. The name is part of the storage format. */
  readonly type: Name;
  /** From 1, without gaps. */
  readonly version: number;
  /** JSON Schema (draft 2020-12) of the whole, unsealed data. */
  readonly schema: Schema;
  /** JSON Schema of the data as stored, from which the personal values have been taken out. */
  readonly sealedSchema: TSchema;
  readonly personalPaths: readonly FieldPath[];
  /** It is sealed under a key of its own, so that its words can be redacted alone. */
  readonly isMessage: boolean;
  /** Where the data names somebody of the staff. Not personal data of the complainant, so stored in clear, and told to nobody outside. */
  readonly staffPaths: readonly FieldPath[];
  readonly whole: DataCheck;
  readonly sealed: DataCheck;
}

/** What is written down for one version of one event type. */
export interface EventDescription<Name extends string, Properties extends TProperties> {
  readonly type: Name;
  readonly version: number;
  /** One sentence for the published schema. */
  readonly meaning: string;
  /**
   * Its personal fields are the words of this one act, and of no other: what somebody wrote, asked, answered or found. They are sealed
   * under a key of their own. No part of the JSON Schema, which never changes: how an event was sealed, it says itself.
   */
  readonly isMessage?: true;
  /** Where the data names somebody of the staff, by their `sub`. No part of the JSON Schema either. */
  readonly staff?: readonly FieldPath[];
  /** Fields of the data; mark the personal ones with `personal(...)`. Fields that are not listed are refused. */
  readonly data: Properties;
}

/** Makes a definition out of its description. Throws a `TypeError` when a mark could not be honoured. */
export function defineEvent<Name extends string, Properties extends TProperties>(
  description: EventDescription<Name, Properties>,
): EventDefinition<Name, TObject<Properties>> {
  const { type, version, meaning, isMessage = false, staff = [], data } = description;
  const schema = Type.With(closed(data), {
    $id: schemaIdOf(type, version),
    title: `${type} v${version}`,
    description: meaning,
  }) as unknown as TObject<Properties>;
  const sealedSchema = withoutPersonal(schema);
  return {
    type,
    version,
    schema,
    sealedSchema,
    personalPaths: personalPathsOf(schema),
    isMessage,
    staffPaths: existingPaths(schema, staff),
    whole: Compile(schema as TSchema),
    sealed: Compile(sealedSchema),
  };
}

/** The name by which messages refer to the schema of an event version: `urn:redress:schema:ComplaintReceived:v1`. */
export function schemaIdOf(type: string, version: number): string {
  return `urn:redress:schema:${type}:v${version}`;
}
