import Type, { type TSchema } from 'typebox';
import { cloudEventSchema } from './cloud-event.js';
import { publishedEvents } from './events.js';
import { schemaIdOf } from './definition.js';
import { earlierPolicyShapes, policyShape } from './policy.js';

/** The dialect of all schemas. */
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** `ComplaintReceived`, 1 -> `complaint-received.v1.json`. */
export function schemaFileOf(type: string, version: number): string {
  return `${type.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase()}.v${version}.json`;
}

/** The JSON Schema of a policy file, for completion and checks in editors. */
export const policyFileSchema = schemaOfPolicyFile(policyShape, earlierPolicyShapes.length + 1);

function schemaOfPolicyFile(shape: TSchema, version: number): TSchema {
  return Type.With(shape, {
    $id: schemaIdOf('Policy', version),
    title: `Policy v${version}`,
    description: 'One version of a policy for complaints.',
  });
}

/** Every published JSON Schema by the name of its file in `schemas/`: one for each event version, and the envelope's. */
export function publishedSchemas(): ReadonlyMap<string, object> {
  const versions = Object.values(publishedEvents).flatMap((event) => event.versions);
  const earlierFiles = earlierPolicyShapes.map((shape, index) => schemaOfPolicyFile(shape, index + 1));
  return new Map([
    ...versions.map(({ type, version, schema }) => published(schemaFileOf(type, version), schema)),
    published(schemaFileOf('CloudEvent', 1), cloudEventSchema),
    ...[...earlierFiles, policyFileSchema].map((schema, index) => published(schemaFileOf('Policy', index + 1), schema)),
  ]);
}

function published(file: string, schema: TSchema): readonly [string, object] {
  return [file, { $schema: DIALECT, ...schema }];
}
