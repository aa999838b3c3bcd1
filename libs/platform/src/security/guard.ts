import { type CanActivate, type ExecutionContext, Inject, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Reference } from '@redress/contracts';
import { type Action, complaintCommands, may, parseReference, type PermissionFacts } from '@redress/domain';
import { toActorId } from '@redress/eventing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decodeJwt, type JWTPayload } from 'jose';
import type { RedressConfig } from '../service/configuration/redress-config.js';
import { CONFIG } from '../service/engines/tokens.js';
import { TIME_SOURCE, type TimeSource } from '../service/time-source.js';
import { Problem } from '../http/problems/problem.js';
import { ALLOW, type Allowance, type Caller, type Identity, PUBLIC } from './caller.js';
import { ComplaintWalls } from './complaint-walls.js';
import { isFromOwnPage } from './own-pages.js';
import { StaffSessions } from './staff-sessions.js';
import { StaffTokens } from './staff-tokens.js';
import { TRACK_AUDIENCE, TrackTokens } from './track-tokens.js';
import { TrackingCodes } from './tracking-codes.js';

const COMPLAINANT = toActorId('complainant');
const ANONYMOUS: Identity = { kind: 'anonymous', id: COMPLAINANT, roles: ['complainant'] };
const TOKEN_LENGTH_MAX = 8192;

/** Methods that change nothing (RFC 9110, 9.2.1). */
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD'];

/** Identifies the sender of a request by its `Authorization` header, or else by the cookie of a session. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly staffTokens: StaffTokens,
    private readonly trackTokens: TrackTokens,
    private readonly codes: TrackingCodes,
    private readonly sessions: StaffSessions,
    @Inject(CONFIG) private readonly config: RedressConfig,
  ) {}

  /**
   * Without either, the caller is anonymous. A header without a valid token never means that: it throws `Problem('unauthenticated')`, without
   * saying what is wrong. A cookie of a session that ended does, because browsers send it unasked. For the same reason a request with a cookie
   * that changes something throws `Problem('cross-site-request')` unless one of our own pages made it.
   */
  async identify(request: FastifyRequest, reply: FastifyReply): Promise<Identity> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) return this.byToken(authorization);
    const session = cookie === undefined ? undefined : await this.sessions.find(cookie);
    if (session === undefined) return ANONYMOUS;
    if (!SAFE_METHODS.includes(request.method) && !isFromOwnPage(request, this.config)) {
      throw new Problem('cross-site-request');
    }
    if (session.renewed !== undefined) void reply.header('set-cookie', session.renewed);
    return session.identity;
  }

  private async byToken(header: string): Promise<Identity> {
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
    const identity = await this.authenticator.identify(request, context.switchToHttp().getResponse<FastifyReply>());
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
