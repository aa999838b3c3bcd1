import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiParam } from '@nestjs/swagger';
import type { CommandSource } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { parseReference } from '@redress/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, callerKey, callerOf } from '../../security/caller.js';
import { describesParameter } from '../openapi/route-descriptions.js';
import { Problem } from '../problems/problem.js';
import { isSecretKey } from './stranger-key.js';

/** Everything about a command that is sent outside its body. */
export interface CommandMeta {
  /** 1 to 255 visible ASCII characters; of an anonymous caller a secret of 128 random bits. */
  readonly idempotencyKey?: string;
  /** The revision on which the caller's decision is based. */
  readonly ifMatch?: number;
  readonly caller: Caller;
  readonly correlationId: string;
  /** W3C trace context, when the caller sent a well-formed one. */
  readonly traceparent?: string;
}

/** Everything about commands to several complaints that one request sends. `If-Match` is about a single one, and not looked at. */
export type CommandMetaOfMany = Omit<CommandMeta, 'ifMatch'>;

/** Reads the headers of a command. Throws `Problem` for a malformed one. */
function commandMetaOf(request: FastifyRequest): CommandMeta {
  const ifMatch = ifMatchIn(request);
  return { ...commandMetaOfMany(request), ...(ifMatch !== undefined && { ifMatch }) };
}

function commandMetaOfMany(request: FastifyRequest): CommandMetaOfMany {
  const caller = callerOf(request);
  const idempotencyKey = matched(
    request.headers['idempotency-key'],
    /^([\x21-\x7e]{1,255})$/,
    'malformed-idempotency-key',
  );
  // All strangers are one caller: whoever knew the key of another would be answered with the other's tracking code.
  if (caller.kind === 'anonymous' && idempotencyKey !== undefined && !isSecretKey(idempotencyKey)) {
    throw new Problem('weak-idempotency-key');
  }
  const { traceparent } = request.headers;
  return {
    caller,
    correlationId: request.id,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(typeof traceparent === 'string' &&
      /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/.test(traceparent) && { traceparent }),
  };
}

const ifMatchHeader = ApiHeader({
  name: 'If-Match',
  required: false,
  description: 'The revision decided on, as an ETag gave it. At any other revision: 412.',
  schema: { type: 'string', pattern: '^"\\d{1,9}"$' },
});

/** The revision that a request is based on; undefined without the header. Throws `Problem('malformed-if-match')`. */
function ifMatchIn({ headers }: FastifyRequest): number | undefined {
  const revision = matched(headers['if-match'], /^"(\d{1,9})"$/, 'malformed-if-match');
  return revision === undefined ? undefined : Number(revision);
}

/** Injects the revision that a request without a command is based on; undefined without the header. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext) => ifMatchIn(context.switchToHttp().getRequest<FastifyRequest>()),
  [describesParameter(ifMatchHeader)],
);

/** Answers what was saved with its revision as the `ETag`, for the `If-Match` of the next request. */
export function withRevision<Saved extends { readonly revision: number }>(saved: Saved, reply: FastifyReply): Saved {
  void reply.header('etag', `"${saved.revision}"`);
  return saved;
}

const idempotencyKeyHeader = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description:
    'A repeat with the same key and body is answered as the first was, and recorded once. Without a token the key must be a secret ' +
    'of 128 random bits (a random UUID, 22 characters of base64url, 32 hexadecimal digits), and is forgotten after a day.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
});

/** Injects the {@link CommandMeta} into a route's handler. */
export const CommandMeta = createParamDecorator(
  (_: unknown, context: ExecutionContext) => commandMetaOf(context.switchToHttp().getRequest<FastifyRequest>()),
  [idempotencyKeyHeader, ifMatchHeader].map(describesParameter),
);

/** Injects the {@link CommandMetaOfMany} into a route's handler. */
export const CommandMetaOfMany = createParamDecorator(
  (_: unknown, context: ExecutionContext) => commandMetaOfMany(context.switchToHttp().getRequest<FastifyRequest>()),
  [describesParameter(idempotencyKeyHeader)],
);

/** Returns the source of a command in the form the complaint aggregate expects. */
export function commandSourceOf(meta: CommandMeta): CommandSource {
  return {
    caller: callerKey(meta.caller),
    actor: meta.caller.actor,
    roles: meta.caller.roles,
    ...(meta.caller.teams && { teams: meta.caller.teams }),
    ...(meta.caller.codeShownTo && { onBehalfOf: meta.caller.codeShownTo }),
    ...(meta.caller.kind === 'anonymous' && { isStranger: true }),
    correlationId: meta.correlationId,
    ...(meta.idempotencyKey !== undefined && { idempotencyKey: meta.idempotencyKey }),
    ...(meta.ifMatch !== undefined && { expectedRevision: meta.ifMatch }),
    ...(meta.traceparent !== undefined && { traceparent: meta.traceparent }),
  };
}

function matched(
  header: string | readonly string[] | undefined,
  pattern: RegExp,
  code: 'malformed-idempotency-key' | 'malformed-if-match',
): string | undefined {
  if (header === undefined) return undefined;
  const value = typeof header === 'string' ? pattern.exec(header)?.[1] : undefined;
  if (value === undefined) throw new Problem(code);
  return value;
}

/** Converts a reference as people write it to its stored form. Throws `Problem` when it is malformed or mistyped. */
export function readReference(text: string): Reference {
  const parsed = parseReference(text);
  if (parsed.ok) return parsed.reference;
  throw new Problem(parsed.reason === 'malformed' ? 'malformed-reference' : 'wrong-check-symbol');
}

/** Injects the reference of the route's `:reference`, in its stored form. */
export const RouteReference = createParamDecorator(
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
