import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Action } from '@redress/domain';
import type { FastifyRequest } from 'fastify';
import type { Caller as CallerOfRequest, CallerKind } from './caller.js';

export const ALLOW = Symbol('ALLOW');
export const PUBLIC = Symbol('PUBLIC');
/** Under which the API's description finds an {@link Allowance}. */
export const ALLOWED_EXTENSION = 'x-allowed';

/** What a route asks of its caller. */
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
    caller?: CallerOfRequest;
  }
}

/** Whoever the guard let in on this request. */
export function callerOf(request: FastifyRequest): CallerOfRequest {
  if (request.caller === undefined) throw new Error('The guard has not established a caller for this request.');
  return request.caller;
}

/** Injects the {@link CallerOfRequest | Caller} into a route's handler. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
/** Lets `@Caller() caller: Caller` name both the decorator and the type. */
export type Caller = CallerOfRequest;
