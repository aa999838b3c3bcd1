import type { TSchema } from 'typebox';
import { cloudEventSchema } from './cloud-events/index.js';
import { complaintEvents } from './events/index.js';

/** The dialect in which all schemas are written. */
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** `ComplaintReceived`, 1 -> `complaint-received.v1.json`. */
export function schemaFileOf(type: string, version: number): string {
  return `${type.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase()}.v${version}.json`;
}

/** Every published JSON Schema by the name of its file in `schemas/`: one for each event version, and the envelope's. */
export function publishedSchemas(): ReadonlyMap<string, object> {
  const definitions = Object.values(complaintEvents).flat();
  return new Map([
    ...definitions.map(({ type, version, schema }) => published(schemaFileOf(type, version), schema)),
    published(schemaFileOf('CloudEvent', 1), cloudEventSchema),
  ]);
}

function published(file: string, schema: TSchema): readonly [string, object] {
  return [file, { $schema: DIALECT, ...schema }];
}
