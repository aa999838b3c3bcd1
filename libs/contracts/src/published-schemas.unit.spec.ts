import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { publishedSchemas, schemaFileOf } from './index.js';

const folder = new URL('../schemas/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const digestOf = (schema: unknown) => createHash('sha256').update(JSON.stringify(schema)).digest('hex');

const register = read('published.json') as Readonly<Record<string, string>>;
const defined = publishedSchemas();

describe('a published schema never changes', () => {
  it.each(Object.entries(register))('%s is defined as it was published', (file, digest) => {
    expect(digestOf(defined.get(file) ?? 'no longer defined')).toBe(digest);
  });

  it.each(Object.entries(register))('%s holds what was published', (file, digest) => {
    expect(digestOf(read(file))).toBe(digest);
  });
});

describe('every defined schema is published', () => {
  it('is in the register', () => {
    expect([...defined.keys()].sort()).toEqual(Object.keys(register).sort());
  });

  it('has a file, and no file stands there without a definition', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'published.json');
    expect(files.sort()).toEqual([...defined.keys()].sort());
  });
});

describe('a schema file', () => {
  it('is named after type and version', () => {
    expect(schemaFileOf('ComplaintSentOn', 2)).toBe('complaint-sent-on.v2.json');
  });

  it.each([...defined])('%s names its dialect and itself', (_, schema) => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: expect.stringMatching(/^urn:redress:schema:[A-Za-z]+:v\d+$/),
    });
  });
});
