import {
  applyDecorators,
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Ip,
  Param,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import {
  browserFamilies,
  type BrowserFamily,
  NAME_LENGTH_MAX,
  type SignInWay,
  signInWays,
  systemFamilies,
  type SystemFamily,
} from '@redress/contracts';
import { type Instant, isAfter } from '@redress/domain';
import {
  acceptedOrProblem,
  Allow,
  Answers,
  Caller,
  clientNetworkOf,
  CommandMeta,
  commandSourceOf,
  CONFIG,
  instantSchema,
  IsPerson,
  listOf,
  objectSchema,
  Problem,
  Public,
  type RedressConfig,
  Refuses,
  revisionHeaders,
  SessionUses,
  StaffAccounts,
  StaffSessions,
  Text,
  textSchema,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';
import { IsOptional, MinLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccountAnswer, accountAnswerSchema } from '../accounts/account-answer.js';
import { Accounts } from '../accounts/accounts.js';
import { LocalSignIn } from '../accounts/sign-in-place.guards.js';
import { Issuer, type IssuerStanding } from '../issuer/issuer.js';
import { relyingPartyOf } from '../passkeys/relying-party.js';
import { deviceOf } from './device.js';
import { type Session, SessionAnswers, sessionSchema, SignInRoute } from './session-answer.js';
import { SignIn } from './sign-in.js';

/** NIST SP 800-63B, 3.1.1.2: length is what counts, and long passphrases are welcome. */
const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 200;
const LINK_LENGTH_MAX = 100;

/** A password that is being set. */
function NewPassword(): PropertyDecorator {
  return applyDecorators(Text(PASSWORD_LENGTH_MAX), MinLength(PASSWORD_LENGTH_MIN));
}

export class SignInRequest {
  @Text(NAME_LENGTH_MAX)
  username!: string;

  @Text(PASSWORD_LENGTH_MAX)
  password!: string;
}

export class UseLinkRequest {
  /** What stands after the # in the address of the link. */
  @Text(LINK_LENGTH_MAX)
  link!: string;

  @NewPassword()
  password!: string;

  /** How others see the person. Default: as the invitation says. */
  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  name?: string;

  /** Only of the first administrator, who needs one. */
  @IsOptional()
  @IsPerson(NAME_LENGTH_MAX)
  username?: string;
}

export class ChangePasswordRequest {
  @Text(PASSWORD_LENGTH_MAX)
  current!: string;

  @NewPassword()
  new!: string;
}

/** A session of the caller's own account. */
interface OwnSession {
  /** SHA-256 of its secret. */
  readonly session: string;
  readonly startedAt: string;
  /** When it ends, however much it is used. */
  readonly endsAt: string;
  /** When it was last used, to five minutes; absent where that is not known. */
  readonly usedAt?: string;
  /** Absent for one that began before this was recorded. */
  readonly by?: SignInWay;
  /** As the browser called itself then; absent where it is not one of these. */
  readonly browser?: BrowserFamily;
  readonly system?: SystemFamily;
  /** Whether the request came with it. */
  readonly isThis: boolean;
}

const ownSessionSchema = objectSchema(
  { session: textSchema, startedAt: instantSchema, endsAt: instantSchema, isThis: { type: 'boolean' } },
  {
    title: 'OwnSession',
    optional: {
      usedAt: {
        ...instantSchema,
        description: 'When it was last used, to five minutes. Absent where that is not known.',
      },
      by: { enum: signInWays },
      browser: { enum: browserFamilies },
      system: { enum: systemFamilies },
    },
  },
);

/** Ways to sign in that are open at an address. */
interface SignInWays {
  readonly password: boolean;
  readonly passkey: boolean;
  /** Absent without an issuer. */
  readonly issuer?: IssuerStanding;
}

const signInWaysSchema = objectSchema(
  { password: { type: 'boolean' }, passkey: { type: 'boolean' } },
  {
    title: 'SignInWays',
    optional: {
      issuer: objectSchema(
        { isReachable: { type: 'boolean' } },
        { title: 'SignInIssuer', optional: { signOut: textSchema } },
      ),
    },
  },
);

/** Signing in and out, with a cookie that only the browser sees. */
@Controller('session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: StaffSessions,
    private readonly accounts: Accounts,
    private readonly known: StaffAccounts,
    private readonly answers: SessionAnswers,
    private readonly issuer: Issuer,
    private readonly uses: SessionUses,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    @Inject(CONFIG) private readonly config: RedressConfig,
  ) {}

  @SignInRoute('', 'Signs in with username and password.')
  @Refuses(401, 'Username and password do not belong together, whichever of them is wrong.')
  async start(
    @Body() { username, password }: SignInRequest,
    @Ip() address: string,
    @Headers('user-agent') userAgent: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const from = { client: clientNetworkOf(address), device: deviceOf(userAgent) };
    return this.answers.started(await this.signIn.withPassword(username, password, from), reply);
  }

  @SignInRoute('link', 'Sets a password with a link and signs in.')
  @Refuses(404, 'The link is wrong, was used, or is older than 24 hours.')
  async useLink(
    @Body() request: UseLinkRequest,
    @Ip() address: string,
    @Headers('user-agent') userAgent: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const from = { client: clientNetworkOf(address), device: deviceOf(userAgent) };
    return this.answers.started(await this.signIn.withLink(request, from), reply);
  }

  @Get()
  @Allow('use-own-session')
  @ApiOperation({ summary: 'Who is signed in, also with a token.' })
  @Answers(200, 'Whoever is signed in.', sessionSchema)
  async show(@Caller() caller: Caller): Promise<Session> {
    const { actor, session, name = actor.id, roles, ownTeams: teams, expiresAt } = caller;
    if (expiresAt === undefined) throw new Problem('unauthenticated');
    if (session !== undefined) return this.answers.of(actor.id, session, expiresAt);
    return { person: actor.id, name, roles, ...(teams && { teams }), expiresAt };
  }

  @Delete()
  @Allow('use-own-session')
  @HttpCode(204)
  @ApiOperation({ summary: 'Signs out: the session ends everywhere, at once. A token is left as it is.' })
  @ApiResponse({ status: 204, description: 'Signed out.' })
  async end(@CommandMeta() meta: CommandMeta, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { actor, session } = meta.caller;
    void reply.header('set-cookie', this.sessions.clearedCookie);
    if (session === undefined) return;
    const command = { type: 'end-session', data: { session } } as const;
    acceptedOrProblem(await this.accounts.decide(actor.id, command, commandSourceOf(meta)));
  }

  @Get('ways')
  @Public()
  @ApiOperation({ summary: 'The ways in which somebody can sign in here.' })
  @Answers(200, 'The ways. One that is false is not offered at this address.', signInWaysSchema)
  async ways(@Req() request: FastifyRequest): Promise<SignInWays> {
    const { localSignIn: password, oidc } = this.config;
    const passkey = password && relyingPartyOf(request, this.config) !== undefined;
    return { password, passkey, ...(oidc && { issuer: await this.issuer.standing() }) };
  }

  @Get('all')
  @Allow('use-own-session')
  @ApiOperation({ summary: 'The sessions of the own account, newest first. None for who came with a token.' })
  @Answers(200, 'The sessions.', objectSchema({ items: listOf(ownSessionSchema) }, { title: 'OwnSessions' }))
  async list(@Caller() { actor, session: own }: Caller): Promise<{ readonly items: readonly OwnSession[] }> {
    const now = this.clock.now();
    const known = await this.known.of(actor.id);
    if (known === undefined) return { items: [] };
    const [devices, uses] = await Promise.all([this.known.devicesOf(known), this.uses.of(actor.id)]);
    const lasting = known.account.sessions
      .filter(({ id, endsAt }) => isAfter(endsAt, now) && (id === own || !this.hasLapsed(uses.get(id))))
      .toReversed();
    return {
      items: lasting.map(({ id: session, ...began }) => ({
        session,
        ...began,
        ...usedIn(uses, session),
        ...devices.get(session),
        isThis: session === own,
      })),
    };
  }

  private hasLapsed(usedAt: Instant | undefined): boolean {
    return usedAt !== undefined && this.sessions.isIdle(usedAt);
  }

  @Delete('all/:session')
  @Allow('use-own-session')
  @ApiOperation({ summary: 'Ends a session of the own account, at once.' })
  @ApiParam({ name: 'session', type: String, description: '`session` of the list.' })
  @Answers(200, 'Ended. `events` is empty when there was no such session.', accountAnswerSchema, revisionHeaders)
  @Refuses(404, 'The caller has no account here.')
  async endOne(@Param('session') session: string, @CommandMeta() meta: CommandMeta): Promise<AccountAnswer> {
    const { actor } = meta.caller;
    const command = { type: 'end-session', data: { session } } as const;
    return new AccountAnswer(
      actor.id,
      acceptedOrProblem(await this.accounts.decide(actor.id, command, commandSourceOf(meta))),
    );
  }

  @Post('password')
  @UseGuards(LocalSignIn)
  @Allow('use-own-session')
  @HttpCode(200)
  @ApiOperation({ summary: 'Changes the own password, and ends all other sessions.' })
  @Answers(200, 'Changed.', accountAnswerSchema, revisionHeaders)
  @Refuses(404, 'The caller has no account here.')
  @Refuses(422, 'The current password is another, or the new one breaks its rule.')
  @Refuses(429, 'Too many wrong passwords; Retry-After says when to try again.')
  async changePassword(
    @Body() { current, new: next }: ChangePasswordRequest,
    @Ip() address: string,
    @CommandMeta() meta: CommandMeta,
  ): Promise<AccountAnswer> {
    const { actor, session: keeps } = meta.caller;
    const sent = { client: clientNetworkOf(address), source: commandSourceOf(meta) };
    return new AccountAnswer(actor.id, await this.signIn.changePassword(actor.id, { current, next, keeps }, sent));
  }
}

function usedIn(uses: ReadonlyMap<string, Instant>, session: string): Pick<OwnSession, 'usedAt'> {
  const usedAt = uses.get(session);
  return usedAt === undefined ? {} : { usedAt };
}
