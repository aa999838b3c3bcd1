import { Body, Controller, Delete, Get, HttpCode, Inject, Ip, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import { CREDENTIAL_LENGTH_MAX, NAME_LENGTH_MAX } from '@redress/contracts';
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
  listOf,
  objectSchema,
  Problem,
  Public,
  type RedressConfig,
  Refuses,
  revisionHeaders,
  StaffAccounts,
  Text,
  textSchema,
} from '@redress/platform';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccountAnswer, accountAnswerSchema } from '../accounts/account-answer.js';
import { Accounts } from '../accounts/accounts.js';
import { LocalSignIn } from '../accounts/sign-in-place.guards.js';
import { OwnPages } from '../session/own-pages.guard.js';
import { deviceOf } from '../session/device.js';
import { type Session, SessionAnswers, SignInRoute } from '../session/session-answer.js';
import { PASSWORD_LENGTH_MAX } from '../session/session.controller.js';
import { SignIn } from '../session/sign-in.js';
import { type AnsweredHere, Passkeys } from './passkeys.js';
import { type RelyingParty, relyingPartyOf } from './relying-party.js';

/** Longest part of an authenticator's answer, in base64url: more than keys and signatures of any kind in use. */
const PART_LENGTH_MAX = 16_384;
const USER_HANDLE_LENGTH_MAX = 86;

export class ConfirmPasswordRequest {
  /** The current password: whoever finds an open desk must not add a way in. */
  @Text(PASSWORD_LENGTH_MAX)
  current!: string;
}

/** The answer of `navigator.credentials.create` (WebAuthn Level 3, 5.1.3); each part in base64url. */
export class AddPasskeyRequest {
  /** What its owner calls it. */
  @Text(NAME_LENGTH_MAX)
  name!: string;

  @Text(CREDENTIAL_LENGTH_MAX)
  credential!: string;

  @Text(PART_LENGTH_MAX)
  clientData!: string;

  @Text(PART_LENGTH_MAX)
  attestation!: string;
}

/** The answer of `navigator.credentials.get` (WebAuthn Level 3, 5.1.4); each part in base64url. */
export class ShowPasskeyRequest {
  @Text(CREDENTIAL_LENGTH_MAX)
  credential!: string;

  @Text(PART_LENGTH_MAX)
  clientData!: string;

  @Text(PART_LENGTH_MAX)
  authenticatorData!: string;

  @Text(PART_LENGTH_MAX)
  signature!: string;

  @Text(USER_HANDLE_LENGTH_MAX)
  userHandle!: string;
}

/** A passkey of the caller's own account. */
interface OwnPasskey {
  readonly passkey: string;
  /** Absent where it was erased or its key is missing. */
  readonly name?: string;
  readonly addedAt: string;
  /** Absent until somebody signs in with it. */
  readonly usedAt?: string;
}

const ownPasskeySchema = objectSchema(
  { passkey: textSchema, addedAt: instantSchema },
  { title: 'OwnPasskey', optional: { name: textSchema, usedAt: instantSchema } },
);

/** Options for a browser, in the form that WebAuthn Level 3 gives them (5.4, 5.5). */
const optionsSchema = { type: 'object', additionalProperties: true };

const cookieHeaders = {
  'Set-Cookie': { description: 'Ties the answer to this question, for five minutes.', schema: textSchema },
};

/** Signing in with a passkey, and the passkeys of the own account. */
@Controller('session')
@UseGuards(LocalSignIn)
export class PasskeysController {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly signIn: SignIn,
    private readonly accounts: Accounts,
    private readonly known: StaffAccounts,
    private readonly answers: SessionAnswers,
    @Inject(CONFIG) private readonly config: RedressConfig,
  ) {}

  @Post('passkey/options')
  @Public()
  @UseGuards(OwnPages)
  @HttpCode(200)
  @ApiOperation({ summary: 'Asks for a passkey: options for `navigator.credentials.get` as JSON.' })
  @Answers(200, 'The options.', optionsSchema, cookieHeaders)
  @Refuses(403, 'A page of another site made the request.')
  @Refuses(409, 'Passkeys are not available at this address, or another issuer signs staff in.')
  async ask(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { options, cookie } = await this.passkeys.ask(this.partyAt(request));
    void reply.header('set-cookie', cookie);
    return options;
  }

  @SignInRoute('passkey', 'Signs in with a passkey.')
  @Refuses(401, 'The passkey opens no account, or answers another question than the one that was asked here.')
  async show(
    @Body() shown: ShowPasskeyRequest,
    @Ip() address: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const session = await this.signIn.withPasskey(shown, this.answeredAt(request), clientNetworkOf(address));
    return this.answers.started(session, reply, this.passkeys.cleared);
  }

  @Get('passkeys')
  @Allow('use-own-session')
  @ApiOperation({ summary: 'The passkeys of the own account, in the order in which they were added.' })
  @Answers(200, 'The passkeys.', objectSchema({ items: listOf(ownPasskeySchema) }, { title: 'OwnPasskeys' }))
  async list(@Caller() { actor }: Caller): Promise<{ readonly items: readonly OwnPasskey[] }> {
    const known = await this.known.of(actor.id);
    const held = known === undefined ? [] : await this.known.passkeysOf(known);
    return {
      items: held.map(({ id: passkey, name, addedAt, usedAt }) => ({
        passkey,
        ...(name !== undefined && { name }),
        addedAt,
        ...(usedAt !== undefined && { usedAt }),
      })),
    };
  }

  @Post('passkeys/options')
  @Allow('use-own-session')
  @HttpCode(200)
  @ApiOperation({ summary: 'Asks for a new passkey: options for `navigator.credentials.create` as JSON.' })
  @Answers(200, 'The options.', optionsSchema, cookieHeaders)
  @Refuses(404, 'The caller has no account here.')
  @Refuses(409, 'Passkeys are not available at this address, or another issuer signs staff in.')
  @Refuses(422, 'The current password is another.')
  @Refuses(429, 'Too many wrong passwords; Retry-After says when to try again.')
  async askForNew(
    @Body() { current }: ConfirmPasswordRequest,
    @Ip() address: string,
    @Caller() { actor }: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const party = this.partyAt(request);
    const from = await this.signIn.confirm(actor.id, current, clientNetworkOf(address));
    const { options, cookie } = await this.passkeys.askForNew(actor.id, from, party);
    void reply.header('set-cookie', cookie);
    return options;
  }

  @Post('passkeys')
  @Allow('use-own-session')
  @ApiOperation({ summary: 'Adds the passkey that was made after `passkeys/options`.' })
  @Answers(201, 'Added.', accountAnswerSchema, revisionHeaders)
  @Refuses(404, 'The caller has no account here.')
  @Refuses(409, 'The passkey is in the account already, there are too many, or another issuer signs staff in.')
  @Refuses(422, 'The answer belongs to another question, or the password was changed since.')
  async add(
    @Body() { name, credential, clientData, attestation }: AddPasskeyRequest,
    @Req() request: FastifyRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<AccountAnswer> {
    const { actor } = meta.caller;
    const made = { name, credential, clientData, attestation };
    const here = { ...this.answeredAt(request), source: commandSourceOf(meta) };
    return new AccountAnswer(actor.id, acceptedOrProblem(await this.passkeys.add(actor.id, made, here)));
  }

  @Delete('passkeys/:passkey')
  @Allow('use-own-session')
  @ApiOperation({ summary: 'Removes a passkey from the own account: nobody signs in with it any more.' })
  @ApiParam({ name: 'passkey', type: String, description: '`passkey` of the list.' })
  @Answers(200, 'Removed. `events` is empty when there was none.', accountAnswerSchema, revisionHeaders)
  @Refuses(404, 'The caller has no account here.')
  async remove(@Param('passkey') passkey: string, @CommandMeta() meta: CommandMeta): Promise<AccountAnswer> {
    const { actor } = meta.caller;
    const command = { type: 'remove-passkey', data: { passkey } } as const;
    const outcome = await this.accounts.decide(actor.id, command, commandSourceOf(meta));
    return new AccountAnswer(actor.id, acceptedOrProblem(outcome));
  }

  private answeredAt(request: FastifyRequest): AnsweredHere {
    const { cookie: cookies, 'user-agent': userAgent } = request.headers;
    return { party: this.partyAt(request), cookies, device: deviceOf(userAgent) };
  }

  private partyAt(request: FastifyRequest): RelyingParty {
    const party = relyingPartyOf(request, this.config);
    if (party === undefined) throw new Problem('passkeys-unavailable');
    return party;
  }
}
