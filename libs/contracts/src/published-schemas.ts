import Type, { type TSchema } from 'typebox';
import { cloudEventSchema } from './cloud-events/index.js';
import { complaintEvents, policyEvents } from './events/index.js';
import { policy, policyV1 } from './vocabulary/index.js';

/** The dialect in which all schemas are written. */
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** `ComplaintReceived`, 1 -> `complaint-received.v1.json`. */
export function schemaFileOf(type: string, version: number): string {
  return `${type.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase()}.v${version}.json`;
}

/** The JSON Schema of a policy file: editors complete and check by it. */
export const policyFileSchema = schemaOfPolicyFile(policy(), 2);

function schemaOfPolicyFile(shape: TSchema, version: number): TSchema {
  return Type.With(shape, {
    $id: `urn:redress:schema:Policy:v${version}`,
    title: `Policy v${version}`,
    description: 'One version of a policy for complaints.',
  });
}

/** Every published JSON Schema by the name of its file in `schemas/`: one for each event version, and the envelope's. */
export function publishedSchemas(): ReadonlyMap<string, object> {
  const definitions = Object.values({ ...complaintEvents, ...policyEvents }).flat();
  return new Map([
    ...definitions.map(({ type, version, schema }) => published(schemaFileOf(type, version), schema)),
    published(schemaFileOf('CloudEvent', 1), cloudEventSchema),
    published(schemaFileOf('Policy', 1), schemaOfPolicyFile(policyV1(), 1)),
    published(schemaFileOf('Policy', 2), policyFileSchema),
  ]);
}

function published(file: string, schema: TSchema): readonly [string, object] {
  return [file, { $schema: DIALECT, ...schema }];
}
