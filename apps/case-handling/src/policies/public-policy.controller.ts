import { Controller, Get, Headers, Inject, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { channels, languages, type Channel, type Language } from '@redress/contracts';
import {
  Answers,
  TIME_SOURCE,
  listOf,
  objectSchema,
  preferredLanguage,
  Public,
  Text,
  textSchema,
  type TimeSource,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import { publicPage, type PublicPage } from '@redress/texts';
import { IsIn, IsOptional } from 'class-validator';

/** Selects the complaint and the language; the language defaults to `Accept-Language`. */
export class PublicPolicyRequest {
  @IsOptional()
  @IsIn(languages)
  language?: Language;

  @IsOptional()
  @Text(200)
  product?: string;

  @IsOptional()
  @IsIn(channels)
  channel?: Channel;

  @IsOptional()
  @Text(200)
  jurisdiction?: string;

  @IsOptional()
  @Text(200)
  complainantType?: string;
}

const named = (...names: readonly string[]) =>
  listOf(objectSchema(Object.fromEntries(names.map((name) => [name, textSchema]))));

const publicPolicySchema = objectSchema(
  {
    language: { enum: ['en', 'fa'] },
    direction: { enum: ['ltr', 'rtl'] },
    policy: textSchema,
    title: textSchema,
    organization: textSchema,
    introduction: textSchema,
    freeOfCharge: textSchema,
    ways: named('channel', 'name', 'at'),
    needed: listOf(textSchema),
    steps: named('clock', 'text', 'time'),
    stages: listOf(objectSchema({ name: textSchema }, { optional: { note: textSchema } })),
    remedies: named('kind', 'name'),
    outsideBodies: named('name', 'web'),
    help: textSchema,
    version: textSchema,
  },
  { title: 'PublicPolicy' },
);

/** Public information that clause 7.1 requires, from the policy in force. The page at `/policy` shows it. */
@Controller('policies/public')
export class PublicPolicyController {
  constructor(
    private readonly policies: Policies,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
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
}
