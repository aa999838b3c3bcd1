import { type CanActivate, type ExecutionContext, Inject, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Reference } from '@redress/contracts';
import { type Action, complaintCommands, may, parseReference, type PermissionFacts } from '@redress/domain';
import { type ActorId, toActorId } from '@redress/eventing';
import type { FastifyRequest } from 'fastify';
import { decodeJwt, type JWTPayload } from 'jose';
import { TIME_SOURCE, type TimeSource } from '../service/time-source.js';
import { Problem } from '../http/problems/problem.js';
import { ALLOW, type Allowance, type Caller, PUBLIC } from './caller.js';
import { ComplaintWalls } from './complaint-walls.js';
import { StaffTokens } from './staff-tokens.js';
import { TRACK_AUDIENCE, TrackTokens } from './track-tokens.js';
import { TrackingCodes } from './tracking-codes.js';

/** A caller before the permissions check: id and roles. */
export interface Identity extends Omit<Caller, 'actor' | 'at'> {
  readonly id: ActorId;
}

const COMPLAINANT = toActorId('complainant');
const ANONYMOUS: Identity = { kind: 'anonymous', id: COMPLAINANT, roles: ['complainant'] };
const TOKEN_LENGTH_MAX = 8192;

/** Identifies the sender of a request by its `Authorization` header. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly staffTokens: StaffTokens,
    private readonly trackTokens: TrackTokens,
    private readonly codes: TrackingCodes,
  ) {}

  /**
   * A missing header means an anonymous caller. A header without a valid token never does: it throws `Problem('unauthenticated')`, without
   * saying what is wrong.
   */
  async identify(header: string | undefined): Promise<Identity> {
    if (header === undefined) return ANONYMOUS;
    const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1];
    if (token === undefined || token.length > TOKEN_LENGTH_MAX) throw new Problem('unauthenticated');
    if (audienceOf(token) === TRACK_AUDIENCE) return this.complainant(token);
    const { sub, ...claims } = await this.staffTokens.verify(token);
    return { kind: 'staff', id: toActorId(sub), ...claims };
  }

  /** A token ends with the code for which it was exchanged. */
  private async complainant(token: string): Promise<Identity> {
    const { reference, codeVersion } = await this.trackTokens.verify(token);
    const current = await this.codes.current(reference);
    if (current !== undefined && current.version !== codeVersion) throw new Problem('unauthenticated');
    const codeShownTo = current?.shownTo;
    return {
      kind: 'complainant',
      id: COMPLAINANT,
      roles: ['complainant'],
      reference,
      ...(codeShownTo && { codeShownTo }),
    };
  }
}

/** Reads the token's audience, unverified: it only selects the keys that the token must then be verified with. */
function audienceOf(token: string): JWTPayload['aud'] {
  try {
    return decodeJwt(token).aud;
  } catch {
    throw new Problem('unauthenticated');
  }
}

/**
 * The only place that enforces permissions. Refuses every caller on a route with neither `@Allow` nor `@Public`: a forgotten decorator
 * closes a route instead of opening it.
 */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  private readonly logger = new Logger('authorization');

  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly walls: ComplaintWalls,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
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
    request.caller = { ...admit(identity, allowance, request), at: this.clock.now() };
    await this.keepOut(request.caller, allowance.action, request);
    return true;
  }

  /**
   * Hides the complaint that a request names from staff behind its wall, on every route that names one. A command is decided on the
   * complaint itself, in one step with the check, so that the repeat of an accepted one is answered as the first was.
   */
  private async keepOut(caller: Caller, action: Action, request: FastifyRequest): Promise<void> {
    if (caller.kind !== 'staff' || Object.hasOwn(complaintCommands, action)) return;
    const reference = referenceIn(request);
    if (reference !== undefined) await this.walls.admit(caller, action, reference);
  }
}

function admit(identity: Identity, allowance: Allowance, request: FastifyRequest): Caller {
  if (!allowance.kinds.includes(identity.kind)) {
    throw new Problem(identity.kind === 'anonymous' ? 'unauthenticated' : 'forbidden');
  }
  if (identity.kind === 'complainant' && referenceIn(request) !== identity.reference) throw new Problem('not-found');
  const role = roleFor(identity, allowance, request);
  if (role === undefined) throw new Problem('forbidden');
  const { id, ...known } = identity;
  return { ...known, actor: { id, role } };
}

/** Returns the first of the caller's roles that permits the action; events record this role. */
function roleFor(identity: Identity, { action, contentIn }: Allowance, request: FastifyRequest): string | undefined {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const content = (contentIn === undefined ? body : body[contentIn]) ?? {};
  const { assignee, person } = content as { readonly assignee?: unknown; readonly person?: unknown };
  const facts: PermissionFacts = {
    actorId: identity.id,
    ...(typeof assignee === 'string' && { assignee }),
    ...(typeof person === 'string' && { person }),
  };
  return identity.roles.find((role) => may({ id: identity.id, roles: [role] }, action, undefined, facts));
}

/** The complaint that a request names in its path or its query. */
function referenceIn({ params, query }: FastifyRequest): Reference | undefined {
  const [inPath, inQuery] = [params, query] as ({ readonly reference?: unknown } | null | undefined)[];
  const text = inPath?.reference ?? inQuery?.reference;
  if (typeof text !== 'string') return undefined;
  const parsed = parseReference(text);
  return parsed.ok ? parsed.reference : undefined;
}
