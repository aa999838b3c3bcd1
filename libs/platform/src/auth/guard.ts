import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { may, parseReference, type Action, type PermissionFacts } from '@redress/domain';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { ALLOW, PUBLIC, type Allowance } from './allow.js';
import type { Caller } from './caller.js';
import { Authenticator, type Identity } from './authenticator.js';

/**
 * The one place where permissions are enforced. A route that neither says what it does (`@Allow`) nor is `@Public` is refused to
 * everybody: forgetting the decorator shuts a door rather than opening one.
 */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  private readonly logger = new Logger('authorization');

  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const targets = [context.getHandler(), context.getClass()];
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const allowance = this.reflector.getAllAndOverride<Allowance | undefined>(ALLOW, targets);
    if (allowance === undefined) {
      if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets) === true) return true;
      this.logger.error(
        `${context.getClass().name}.${context.getHandler().name} says neither @Allow nor @Public: refused.`,
      );
      throw new Problem('forbidden');
    }
    const identity = await this.authenticator.identify(request.headers.authorization);
    request.caller = admit(identity, allowance, request);
    return true;
  }
}

function admit(identity: Identity, allowance: Allowance, request: FastifyRequest): Caller {
  if (!allowance.kinds.includes(identity.kind)) {
    throw new Problem(identity.kind === 'anonymous' ? 'unauthenticated' : 'forbidden');
  }
  if (identity.kind === 'complainant' && referenceIn(request) !== identity.reference) throw new Problem('not-found');
  const role = roleFor(identity, allowance.action, request);
  if (role === undefined) throw new Problem('forbidden');
  const { id, ...known } = identity;
  return { ...known, actor: { id, role } };
}

/** The first of the caller's roles that allows the action; events will say that it was done in this role. */
function roleFor(identity: Identity, action: Action, request: FastifyRequest): string | undefined {
  const { assignee, person } = (request.body ?? {}) as { readonly assignee?: unknown; readonly person?: unknown };
  const facts: PermissionFacts = {
    actorId: identity.id,
    ...(typeof assignee === 'string' && { assignee }),
    ...(typeof person === 'string' && { person }),
  };
  return identity.roles.find((role) => may([role], action, facts));
}

function referenceIn(request: FastifyRequest): string | undefined {
  const text = (request.params as { reference?: string } | null | undefined)?.reference;
  if (text === undefined) return undefined;
  const parsed = parseReference(text);
  return parsed.ok ? parsed.reference : undefined;
}
