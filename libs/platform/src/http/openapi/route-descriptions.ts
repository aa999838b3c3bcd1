import { ApiResponse } from '@nestjs/swagger';
import { vocabulary, withInstead } from '@redress/contracts';
import Type, { type TSchema } from 'typebox';

/** JSON Schema (2020-12) of an answer. One with a `title` is listed under that name in the document's schemas. */
export type AnswerSchema = { readonly [keyword: string]: unknown };

/** Describes a route's successful answer. */
export function Answers(
  status: number,
  description: string,
  schema: AnswerSchema,
  headers?: AnswerSchema,
): MethodDecorator {
  return ApiResponse({
    status,
    description,
    content: { 'application/json': { schema } },
    ...(headers && { headers: headers as Record<string, { schema: { type: 'string' } }> }),
  });
}

/** A problem within an answer. */
export const problemReference = { $ref: '#/components/schemas/Problem' } as const;

/** Body of every refusal. */
export const problemContent = { 'application/problem+json': { schema: problemReference } };

/** Describes a refusal that is specific to this route. */
export function Refuses(status: number, description: string): MethodDecorator {
  return ApiResponse({ status, description, content: problemContent });
}

/** A reference as answers show it, in groups of four: twelve symbols or 14 digits. */
export const referenceSchema = {
  type: 'string',
  pattern: '^([0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}|\\d{4}(-\\d{4}){2}-\\d{2})$',
} as const;
export const revisionSchema = { type: 'integer', minimum: 0 } as const;
export const instantSchema = { type: 'string', format: 'date-time' } as const;
export const dateSchema = { type: 'string', format: 'date' } as const;
export const textSchema = { type: 'string' } as const;

/** Schema of an object with all of these properties; only those named in `optional` may be absent. */
export function objectSchema(
  properties: AnswerSchema,
  { title, optional = {} }: { readonly title?: string; readonly optional?: AnswerSchema } = {},
): AnswerSchema {
  return {
    ...(title !== undefined && { title }),
    type: 'object',
    required: Object.keys(properties),
    properties: { ...properties, ...optional },
    additionalProperties: false,
  };
}

export function listOf(items: AnswerSchema): AnswerSchema {
  return { type: 'array', items };
}

export function orNull(schema: AnswerSchema): AnswerSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** A personal value as answers show it. */
export const personalSchema = {
  description: 'A text, or `{ "erased": true }`, or `{ "keyMissing": true }`.',
} as const;

const { pattern: INSTANT } = vocabulary.instant() as TSchema & { readonly pattern?: string };
const { pattern: DATE } = vocabulary.date() as TSchema & { readonly pattern?: string };

/**
 * Schema of the parts of a view's document that answers show. `mayLackPersonal`: personal values are omitted for readers who may not see
 * them.
 */
export function answerOf(document: TSchema, { mayLackPersonal = false } = {}): AnswerSchema {
  return withFormats(withInstead(document, personalSchema, { mayLack: mayLackPersonal })) as AnswerSchema;
}

/** Replaces patterns of instants and dates by the formats that clients know. */
function withFormats(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(withFormats);
  if ('pattern' in part && part.pattern === INSTANT) return instantSchema;
  if ('pattern' in part && part.pattern === DATE) return dateSchema;
  return Object.fromEntries(Object.entries(part).map(([keyword, value]) => [keyword, withFormats(value)]));
}

/** Adds a description to a schema. */
export function described<Schema extends TSchema>(description: string, schema: Schema): Schema {
  return Type.With(schema, { description }) as unknown as Schema;
}

/** One page of a list. */
export function pageOf(items: AnswerSchema): AnswerSchema {
  return objectSchema({
    items: listOf(items),
    next: orNull({ type: 'string', description: 'The cursor of the next page.' }),
  });
}

const actor = objectSchema({ id: textSchema, role: textSchema });

/** One event as people read it. `more` are the properties that a route adds to each. */
export function historyEntrySchema(title: string, more: AnswerSchema = {}): AnswerSchema {
  return objectSchema(
    {
      revision: revisionSchema,
      id: { type: 'string', format: 'uuid' },
      type: textSchema,
      version: { type: 'integer', minimum: 1 },
      occurredAt: instantSchema,
      recordedAt: instantSchema,
      actor,
      data: {
        type: 'object',
        description:
          'What the event says; what was erased is `{ "erased": true }`, and what has lost its key `{ "keyMissing": true }`.',
      },
      commandId: { type: 'string', format: 'uuid' },
      correlationId: textSchema,
      causationId: textSchema,
      hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      previousHash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      ...more,
    },
    {
      title,
      optional: {
        onBehalfOf: actor,
        reason: { description: 'A text, or `{ "erased": true }`, or `{ "keyMissing": true }`.' },
        policyVersion: textSchema,
      },
    },
  );
}

/**
 * Makes a parameter decorator add its own description to every route that uses it. `describe` is one of Nest's method decorators, such as
 * `ApiHeader(...)`.
 */
export function describesParameter(describe: MethodDecorator): ParameterDecorator {
  return (target, key) => {
    if (key === undefined) return;
    const descriptor = Object.getOwnPropertyDescriptor(target, key);
    if (descriptor !== undefined) describe(target, key, descriptor);
  };
}
