import {
  applyDecorators,
  createParamDecorator,
  type CustomDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Action } from '@redress/domain';
import type { Actor } from '@redress/eventing';
import type { FastifyRequest } from 'fastify';

/** Kinds of callers: with a staff token, with a token for one tracked complaint, or without any. */
export type CallerKind = 'staff' | 'complainant' | 'anonymous';

/** The sender of a request, as the guard established it. */
export interface Caller {
  readonly kind: CallerKind;
  /** As events will name the caller: `id` is the token's `sub` or `complainant`; `role` is the role that allowed this very action. */
  readonly actor: Actor;
  /** All roles the caller has, for what depends on more than one action. */
  readonly roles: readonly string[];
  /** The only complaint that a complainant with a tracking token may touch, in its stored form. */
  readonly reference?: string;
  /** The staff member's name as the token gives it: for showing, never for the log or an event. */
  readonly name?: string;
}

/** The owner of idempotency keys and of references made from them: two callers may use the same key. */
export function callerKey(caller: Caller): string {
  switch (caller.kind) {
    case 'staff':
      return `staff:${caller.actor.id}`;
    case 'complainant':
      return `complainant:${caller.reference ?? ''}`;
    case 'anonymous':
      return 'anonymous';
  }
}

export const ALLOW = Symbol('ALLOW');
export const PUBLIC = Symbol('PUBLIC');
/** Extension of an operation under which the API's description finds its {@link Allowance}. */
export const ALLOWED_EXTENSION = 'x-allowed';

/** Requirements of a route on its caller. */
export interface Allowance {
  readonly action: Action;
  readonly kinds: readonly CallerKind[];
}

/**
 * The action a route performs, which the permissions table must grant the caller. Only staff may come in unless other kinds are named:
 * `@Allow('lodge-complaint', 'anonymous', 'staff')`, `@Allow('track-complaint', 'complainant')`.
 */
export function Allow(action: Action, ...kinds: readonly CallerKind[]): MethodDecorator {
  const allowance: Allowance = { action, kinds: kinds.length === 0 ? ['staff'] : kinds };
  return applyDecorators(SetMetadata(ALLOW, allowance), ApiExtension(ALLOWED_EXTENSION, allowance));
}

/** A route that anyone may use and that looks at no token: health, metrics, the API's description, presenting a tracking code. */
export function Public(): CustomDecorator<symbol> {
  return SetMetadata(PUBLIC, true);
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard on every request that it let in. */
    caller?: Caller;
  }
}

/** The caller whom the guard let in on this request. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === undefined) throw new Error('The guard has not established a caller for this request.');
  return request.caller;
}

/** Injects the caller into a route's handler: `@Caller() caller: Caller`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
