import {
  applyDecorators,
  createParamDecorator,
  type CustomDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Reference } from '@redress/contracts';
import type { Action, Asking, Instant } from '@redress/domain';
import type { Actor, ActorId } from '@redress/eventing';
import type { FastifyRequest } from 'fastify';

/** Kinds of callers: with a staff token, with a token for one tracked complaint, or without a token. */
export type CallerKind = 'staff' | 'complainant' | 'anonymous';

/** The sender of a request, as the guard established it. */
export interface Caller {
  readonly kind: CallerKind;
  /** Caller as recorded in events: `id` is the token's `sub` or `complainant`; `role` is the role that permitted this action. */
  readonly actor: Actor;
  /** All roles of the caller, for decisions that depend on more than one action. */
  readonly roles: readonly string[];
  /** The teams and organization units of whose complaints alone they know. Absent: those of all. */
  readonly teams?: readonly string[];
  /** The teams that their token names, whether or not they know of those of others; `*` stands for all. Absent: none. */
  readonly ownTeams?: readonly string[];
  /** When the request came. */
  readonly at?: Instant;
  /** The only complaint that a tracking token gives access to, in its stored form. */
  readonly reference?: Reference;
  /**
   * The member of staff who was shown the tracking code with which the caller came. Recorded with what they do, so that nobody of the staff
   * passes as the complainant unseen.
   */
  readonly codeShownTo?: Actor;
  /** When their token or session ends, if nothing more is done. Absent for strangers and complainants. */
  readonly expiresAt?: Instant;
  /** The id of the session that they came with; absent for who came with a token. */
  readonly session?: string;
  /** The staff member's name from the token, for display only: never logged or recorded. */
  readonly name?: string;
}

/** A caller before the permissions check: id and roles. */
export interface Identity extends Omit<Caller, 'actor' | 'at'> {
  readonly id: ActorId;
}

/** The caller as the permissions know them. */
export function askingOf({ actor, roles, teams, at }: Pick<Caller, 'actor' | 'roles' | 'teams' | 'at'>): Asking {
  return { id: actor.id, roles, ...(teams && { teams }), ...(at !== undefined && { at }) };
}

/** Owner of idempotency keys and of references derived from them: two callers may use the same key. */
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
/** Extension under which the OpenAPI module finds an operation's {@link Allowance}. */
export const ALLOWED_EXTENSION = 'x-allowed';

/** Requirements that a route has of its caller. */
export interface Allowance {
  readonly action: Action;
  readonly kinds: readonly CallerKind[];
  /** The field of the body that holds what the action is about. Absent: the body itself. */
  readonly contentIn?: 'data';
}

/**
 * Declares the action of a route, which the permissions table must grant the caller. Only staff are admitted unless other kinds are named:
 * `@Allow('lodge-complaint', 'anonymous', 'staff')`, `@Allow('track-complaint', 'complainant')`.
 */
export function Allow(action: Action, ...kinds: readonly CallerKind[]): MethodDecorator {
  return requires({ action, kinds: kinds.length === 0 ? ['staff'] : kinds });
}

/** As {@link Allow} for staff, on a route for many complaints at once, whose body holds in `data` what that of a single route is. */
export function AllowInData(action: Action): MethodDecorator {
  return requires({ action, kinds: ['staff'], contentIn: 'data' });
}

function requires(allowance: Allowance): MethodDecorator {
  return applyDecorators(SetMetadata(ALLOW, allowance), ApiExtension(ALLOWED_EXTENSION, allowance));
}

/** Declares a route that anyone may use and that ignores tokens: health, metrics, the API description, presenting a tracking code. */
export function Public(): CustomDecorator<symbol> {
  return SetMetadata(PUBLIC, true);
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard on every admitted request. */
    caller?: Caller;
  }
}

/** Returns the caller that the guard admitted. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === undefined) throw new Error('The guard has not established a caller for this request.');
  return request.caller;
}

/** Injects the caller into a route's handler: `@Caller() caller: Caller`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
