import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const text = { type: 'string' } as const;

/** Problem details (RFC 9457), as every error is told. */
export const problemSchema: Schemas = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
    properties: {
      type: { ...text, description: 'urn:redress:problem:<code>' },
      title: text,
      status: { type: 'integer' },
      code: { ...text, description: 'Stable: programs may act on it.' },
      detail: { ...text, description: 'What to do instead, in the language of Accept-Language (en, fa).' },
      instance: { ...text, description: 'urn:redress:request:<x-correlation-id>' },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer', 'code', 'detail'],
          properties: {
            pointer: { ...text, description: 'JSON pointer into the body: #/complainant/email' },
            code: text,
            detail: text,
          },
        },
      },
    },
  },
};

/** Adds to every operation that it may answer with a problem. */
export function answersWithProblems(paths: OpenAPIObject['paths']): OpenAPIObject['paths'] {
  const problem = {
    description: 'Problem details',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  const complete = (operation: Operation): Operation => ({
    ...operation,
    responses: { ...operation.responses, default: problem },
  });
  return Object.fromEntries(
    Object.entries(paths).map(([path, { get, post, ...rest }]) => [
      path,
      { ...rest, ...(get && { get: complete(get) }), ...(post && { post: complete(post) }) },
    ]),
  );
}
