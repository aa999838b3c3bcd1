import { applyDecorators, Body, Controller, Delete, Get, HttpCode, Ip, Post, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { type Language, languages, NAME_LENGTH_MAX } from '@redress/contracts';
import {
  acceptedOrProblem,
  Allow,
  Answers,
  Caller,
  clientNetworkOf,
  CommandMeta,
  commandSourceOf,
  instantSchema,
  IsPerson,
  listOf,
  objectSchema,
  Problem,
  Public,
  Refuses,
  revisionHeaders,
  StaffAccounts,
  StaffSessions,
  Text,
  textSchema,
} from '@redress/platform';
import { IsOptional, MinLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { AccountAnswer, accountAnswerSchema } from '../accounts/account-answer.js';
import { Accounts } from '../accounts/accounts.js';
import { OwnIssuer } from '../accounts/own-issuer.js';
import { OwnPages } from './own-pages.guard.js';
import { SignIn, type StartedSession } from './sign-in.js';

/** NIST SP 800-63B, 3.1.1.2: length is what counts, and long passphrases are welcome. */
const PASSWORD_LENGTH_MIN = 12;
const PASSWORD_LENGTH_MAX = 200;
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

/** Whoever is signed in, as pages show them. */
interface Session {
  /** Their id in events. */
  readonly person: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly teams?: readonly string[];
  readonly language?: Language;
  /** When they are signed out, if they do nothing more. */
  readonly expiresAt: string;
}

const sessionSchema = objectSchema(
  { person: textSchema, name: textSchema, roles: listOf(textSchema), expiresAt: instantSchema },
  { title: 'Session', optional: { teams: listOf(textSchema), language: { enum: languages } } },
);

const cookieHeaders = { 'Set-Cookie': { description: 'The session, which scripts cannot read.', schema: textSchema } };

/** Signing in and out, with a cookie that only the browser sees. */
@Controller('session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: StaffSessions,
    private readonly accounts: Accounts,
    private readonly known: StaffAccounts,
  ) {}

  @SignInRoute('', 'Signs in with username and password.')
  @Refuses(401, 'Username and password do not belong together, whichever of them is wrong.')
  async start(
    @Body() { username, password }: SignInRequest,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.started(await this.signIn.withPassword(username, password, clientNetworkOf(address)), reply);
  }

  @SignInRoute('link', 'Sets a password with a link and signs in.')
  @Refuses(404, 'The link is wrong, was used, or is older than 24 hours.')
  async useLink(
    @Body() request: UseLinkRequest,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    return this.started(await this.signIn.withLink(request, clientNetworkOf(address)), reply);
  }

  @Get()
  @Allow('use-own-session')
  @ApiOperation({ summary: 'Who is signed in, also with a token.' })
  @Answers(200, 'Whoever is signed in.', sessionSchema)
  async show(@Caller() caller: Caller): Promise<Session> {
    const { actor, session, name = actor.id, roles, ownTeams: teams, expiresAt } = caller;
    if (expiresAt === undefined) throw new Problem('unauthenticated');
    if (session !== undefined) return this.shown(actor.id, expiresAt);
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

  @Post('password')
  @UseGuards(OwnIssuer)
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

  private async started({ person, cookie, expiresAt }: StartedSession, reply: FastifyReply): Promise<Session> {
    void reply.header('set-cookie', cookie);
    return this.shown(person, expiresAt);
  }

  private async shown(person: string, expiresAt: string): Promise<Session> {
    const known = await this.known.of(person);
    if (known === undefined) throw new Problem('unauthenticated');
    const { roles, teams, language } = known.account;
    const { name = person } = await this.known.holderOf(known);
    return { person, name, roles, ...(teams && { teams }), ...(language && { language }), expiresAt };
  }
}

function SignInRoute(path: string, summary: string): MethodDecorator {
  return applyDecorators(
    Post(path),
    Public(),
    UseGuards(OwnIssuer, OwnPages),
    ApiOperation({ summary }),
    Answers(201, 'Signed in.', sessionSchema, cookieHeaders),
    Refuses(403, 'A page of another site made the request.'),
    Refuses(409, 'Another issuer signs staff in.'),
    Refuses(429, 'Too many attempts; Retry-After says when the next one is looked at.'),
  );
}
