import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { publicPage, type PublicPage } from '@redress/texts';
import { Policies } from '@redress/policies';
import { Answers, CLOCK, preferredLanguage, Public, type Clock } from '@redress/platform';
import type { FastifyReply } from 'fastify';
import { PublicPolicyRequest } from './policies.request.js';
import { publicPolicySchema } from './policies.schema.js';
import { publicPageHtml, publicPagePolicy } from './public-page.html.js';

/** What clause 7.1 asks to be told to everybody, from the policy in force, as data and as a page. */
@Controller('policies/public')
export class PublicPolicyController {
  constructor(
    private readonly policies: Policies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Where and how to complain, what happens when, and who else can help.' })
  @Answers(200, 'Of the policy in force.', publicPolicySchema)
  async show(
    @Query() request: PublicPolicyRequest,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<PublicPage> {
    const { language = preferredLanguage(accepted), channel = 'web', ...scope } = request;
    return publicPage(await this.policies.choose({ ...scope, channel, at: this.clock.now() }), language);
  }

  @Get('page')
  @Public()
  @ApiOperation({ summary: 'The same as a page for people.' })
  @ApiResponse({ status: 200, description: 'HTML.', content: { 'text/html': { schema: { type: 'string' } } } })
  async page(
    @Query() request: PublicPolicyRequest,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = await this.show(request, accepted);
    void reply.headers({
      'content-type': 'text/html; charset=utf-8',
      'content-language': page.language,
      'content-security-policy': publicPagePolicy,
    });
    const { language: _language, ...scope } = request;
    const other = new URLSearchParams({ ...scope, language: page.language === 'fa' ? 'en' : 'fa' });
    return publicPageHtml(page, `?${other.toString()}`);
  }
}
