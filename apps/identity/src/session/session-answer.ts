import { applyDecorators, Injectable, Post, UseGuards } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type Language, languages, type SignInWay, signInWays } from '@redress/contracts';
import {
  Answers,
  instantSchema,
  listOf,
  objectSchema,
  Problem,
  Public,
  Refuses,
  StaffAccounts,
  textSchema,
} from '@redress/platform';
import type { FastifyReply } from 'fastify';
import { LocalSignIn } from '../accounts/sign-in-place.guards.js';
import { OwnPages } from './own-pages.guard.js';
import type { StartedSession } from './session-start.js';

/** Whoever is signed in, as pages show them. */
export interface Session {
  /** Their id in events. */
  readonly person: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly teams?: readonly string[];
  readonly language?: Language;
  /** How the session began; absent for a token. */
  readonly by?: SignInWay;
  /** When they are signed out, if they do nothing more. */
  readonly expiresAt: string;
}

export const sessionSchema = objectSchema(
  { person: textSchema, name: textSchema, roles: listOf(textSchema), expiresAt: instantSchema },
  {
    title: 'Session',
    optional: { teams: listOf(textSchema), language: { enum: languages }, by: { enum: signInWays } },
  },
);

const cookieHeaders = { 'Set-Cookie': { description: 'The session, which scripts cannot read.', schema: textSchema } };

/** Says who is signed in. */
@Injectable()
export class SessionAnswers {
  constructor(private readonly known: StaffAccounts) {}

  /** Gives the browser the cookie of a session that has just started. */
  async started(
    { person, session, cookie, expiresAt }: StartedSession,
    reply: FastifyReply,
    ...cookies: readonly string[]
  ): Promise<Session> {
    void reply.header('set-cookie', [cookie, ...cookies]);
    return this.of(person, session, expiresAt);
  }

  /** Throws `Problem('unauthenticated')` for somebody without an account. */
  async of(person: string, session: string, expiresAt: string): Promise<Session> {
    const known = await this.known.of(person);
    if (known === undefined) throw new Problem('unauthenticated');
    const { roles, teams, language, sessions } = known.account;
    const by = sessions.find(({ id }) => id === session)?.by;
    const { name = person } = await this.known.holderOf(known);
    return {
      person,
      name,
      roles,
      ...(teams && { teams }),
      ...(language && { language }),
      ...(by && { by }),
      expiresAt,
    };
  }
}

/** A route that signs somebody in. */
export function SignInRoute(path: string, summary: string): MethodDecorator {
  return applyDecorators(
    Post(path),
    Public(),
    UseGuards(LocalSignIn, OwnPages),
    ApiOperation({ summary }),
    Answers(201, 'Signed in.', sessionSchema, cookieHeaders),
    Refuses(403, 'A page of another site made the request.'),
    Refuses(409, 'Another issuer signs staff in.'),
    Refuses(429, 'Too many attempts; Retry-After says when the next one is looked at.'),
  );
}
