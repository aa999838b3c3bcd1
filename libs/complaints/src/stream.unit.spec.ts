import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import type { RecordedEvent } from '@redress/eventing';
import { NAMING_FIELDS, streamsNamedIn } from './stream.js';

const SCHEMAS = new URL('../../contracts/schemas/', import.meta.url);
/** Pattern of fields with a reference in the schemas of events. */
const REFERENCE = '^([0-9A-HJKMNP-TV-Z]{12}|[1-9]\\d{13})$';
/** Names a complaint that is received later. */
const PROMISING = 'ComplaintSplit into';

interface Schema {
  readonly pattern?: string;
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

function referencesIn(schema: Schema, path: readonly string[] = []): readonly string[] {
  if (schema.pattern === REFERENCE) return [path.join(' ')];
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => referencesIn(field, [...path, name]));
}

describe('Complaints that events name', () => {
  it('are looked for wherever the schema of an event has a reference', () => {
    const files = readdirSync(SCHEMAS).filter((name) => name.endsWith('.json'));
    const inSchemas = files.flatMap((file) => {
      const type = file.split('.')[0]!.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
      const schema = JSON.parse(readFileSync(new URL(file, SCHEMAS), 'utf8')) as Schema;
      return referencesIn(schema).map((path) => `${type} ${path}`);
    });
    const known = Object.entries(NAMING_FIELDS).flatMap(([type, paths]) =>
      paths.map((path) => `${type} ${path.join(' ')}`),
    );
    const named = new Set(inSchemas.map((path) => path.replace(/ (data|properties)(?= )/, '')));
    expect([...named].sort()).toEqual([...known, PROMISING].sort());
  });

  it.each([
    { type: 'ComplaintLinked', data: { complaint: 'B', decidedOn: 'A' }, streams: ['complaint-B', 'complaint-A'] },
    { type: 'ComplaintReceived', data: { splitFrom: { complaint: 'B' } }, streams: ['complaint-B'] },
    { type: 'ComplaintReceived', data: {}, streams: [] },
    { type: 'ComplaintSplit', data: { into: 'B' }, streams: [] },
    { type: 'toString', data: { into: 'B' }, streams: [] },
  ])('are their streams: $type $data', ({ type, data, streams }) => {
    expect(streamsNamedIn({ type, data } as unknown as RecordedEvent)).toEqual(streams);
  });
});
