import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { ComplaintCommandType } from '@redress/domain';
import { Allow } from '../auth/allow.js';
import type { CallerKind } from '../auth/caller.js';
import { Answers, listOf, objectSchema, referenceSchema, revisionSchema, textSchema } from '../openapi/answers.js';

export interface CommandRouteOptions {
  /** For the API's description. */
  readonly summary: string;
  /** What the permissions table knows it by; the route's name unless given. */
  readonly action?: ComplaintCommandType;
  readonly by?: CallerKind;
}

const answerSchema = objectSchema(
  { reference: referenceSchema, revision: revisionSchema, events: listOf(textSchema) },
  { title: 'CommandAnswer' },
);

/** Headers of every answer that tells a new revision. */
export const revisionHeaders = {
  ETag: { description: 'The revision, for the next If-Match.', schema: { type: 'string' } },
  'Idempotency-Replayed': { description: '`true` for a repeat.', schema: { type: 'string' } },
};

/** A route by which one command on a complaint is sent: `POST`, allowed by its action, answered with 200 and a `CommandAnswer`. */
export function CommandRoute(name: ComplaintCommandType, options: CommandRouteOptions): MethodDecorator;
export function CommandRoute(
  name: string,
  options: CommandRouteOptions & { readonly action: ComplaintCommandType },
): MethodDecorator;
export function CommandRoute(name: string, { summary, action, by = 'staff' }: CommandRouteOptions): MethodDecorator {
  return applyDecorators(
    Post(name),
    HttpCode(200),
    Allow(action ?? (name as ComplaintCommandType), by),
    ApiOperation({ summary }),
    Answers(200, 'Decided. `events` is empty when nothing had to be changed.', answerSchema, revisionHeaders),
  );
}
