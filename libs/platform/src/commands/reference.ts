import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { parseReference } from '@redress/domain';
import type { FastifyRequest } from 'fastify';
import { describesParameter } from '../openapi/describe-parameter.js';
import { Problem } from '../problems/problem.js';

/** A reference as people write it, in its stored form. Throws `Problem` when it is malformed or mistyped. */
export function readReference(text: string): string {
  const parsed = parseReference(text);
  if (parsed.ok) return parsed.reference;
  throw new Problem(parsed.reason === 'malformed' ? 'malformed-reference' : 'wrong-check-symbol');
}

/** Injects the reference of the route's `:reference`, in its stored form. */
export const Reference = createParamDecorator(
  (_: unknown, context: ExecutionContext) => {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { reference?: string } }>>();
    return readReference(request.params.reference ?? '');
  },
  [
    describesParameter(
      ApiParam({ name: 'reference', description: 'As it was given, with or without hyphens.', type: String }),
    ),
  ],
);
