import { Controller, Get, type HttpRedirectResponse, Ip, Query, Redirect, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { clientNetworkOf, Public, Refuses } from '@redress/platform';
import { IsOptional, IsString } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { deviceOf } from '../session/device.js';
import { SignIn } from '../session/sign-in.js';
import { IssuerSignIn, IssuerSignInError } from './issuer-sign-in.js';

const FOUND = 302;

export class SignInAtIssuerRequest {
  /** The place of our own pages to come back to. Default: where the person begins. */
  @IsOptional()
  @IsString()
  place?: string;
}

/** Signing in at the issuer: addresses for a browser to go to, each answered with the next. */
@Controller('session/issuer')
export class IssuerController {
  constructor(
    private readonly issuer: IssuerSignIn,
    private readonly signIn: SignIn,
  ) {}

  @Get()
  @Public()
  @Redirect()
  @ApiOperation({
    summary: 'Sends a browser to the issuer to sign in there, or back to the sign-in page, which says why not.',
  })
  @ApiResponse({ status: FOUND, description: 'Where to go next.' })
  @Refuses(404, 'No issuer is configured.')
  begin(
    @Query() { place }: SignInAtIssuerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HttpRedirectResponse> {
    return leading(reply, async () => {
      const { address, cookie } = await this.issuer.begin(place);
      void reply.header('set-cookie', cookie);
      return address;
    });
  }

  @Get('callback')
  @Public()
  @Redirect()
  @ApiOperation({
    summary: 'Where the issuer sends a browser back to: signs its person in, or says why not on the sign-in page.',
  })
  @ApiQuery({
    name: 'code',
    required: false,
    type: String,
    description: 'Of the issuer (RFC 6749, 4.1.2), as `state` is.',
  })
  @ApiResponse({ status: FOUND, description: 'Where to go next.' })
  @Refuses(404, 'No issuer is configured.')
  @Refuses(429, 'Too many attempts that failed; Retry-After says when to try again.')
  finish(
    @Req() { url, headers }: FastifyRequest,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HttpRedirectResponse> {
    return leading(reply, async () => {
      void reply.header('set-cookie', this.issuer.cleared);
      const from = { client: clientNetworkOf(address), device: deviceOf(headers['user-agent']) };
      const { session, place } = await this.signIn.withIssuer(queryIn(url), headers.cookie, from);
      // Added to the other.
      void reply.header('set-cookie', session.cookie);
      return place;
    });
  }
}

/** A browser cannot be shown a problem, so it is led to the page that shows one. */
async function leading(reply: FastifyReply, next: () => Promise<string>): Promise<HttpRedirectResponse> {
  // What the address holds is nobody else's, and used once.
  void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  try {
    return { url: await next(), statusCode: FOUND };
  } catch (error) {
    if (!(error instanceof IssuerSignInError)) throw error;
    return { url: `/sign-in?failed=${error.failure}`, statusCode: FOUND };
  }
}

/** The part of a request's address after its path, with the question mark. */
function queryIn(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}
