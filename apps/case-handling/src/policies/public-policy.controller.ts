import { Controller, Get, Headers, Inject, Query, Redirect, Res } from '@nestjs/common';
import { ApiExcludeController, ApiOperation, ApiResponse } from '@nestjs/swagger';
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
import { publicPage, text, type PublicPage } from '@redress/texts';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';

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

/** Redirects the bare address, which people type into a browser, to the page for them. */
@ApiExcludeController()
@Controller()
export class FrontDoorController {
  @Get()
  @Public()
  @Redirect('/api/policies/public/page')
  open(): void {}
}

/** Public information that clause 7.1 requires, from the policy in force, as data and as a page. */
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

/** Dark on light with a contrast above 12 to 1, underlined links, limited line width, and no scripts. */
const style =
  ':root{color-scheme:light}body{margin:0;background:#fff;color:#1b1b1f;font:1.125rem/1.7 system-ui,"Vazirmatn","Noto Sans Arabic",Tahoma,sans-serif}' +
  'header,main,footer{max-width:44rem;margin-inline:auto;padding:1rem 1.25rem}h1{font-size:2rem;line-height:1.3;margin:.5rem 0}' +
  'h2{font-size:1.35rem;margin:2rem 0 .5rem}nav{text-align:end}a{color:#0b4ea2}a:focus-visible{outline:3px solid #0b4ea2;outline-offset:2px}' +
  '.free{border-inline-start:.35rem solid #0b6b3a;background:#eef7f1;padding:.6rem 1rem;font-weight:600}ul,ol{padding-inline-start:1.5rem}' +
  ':lang(fa) ol{list-style-type:persian}li{margin:.35rem 0}.time{display:block;font-weight:600}footer{border-top:1px solid #767680;color:#4a4a52;font-size:1rem}';

/** Content policy that allows only the page's own style. */
export const publicPagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Renders the public page for any browser or screen reader. `other`: address of the page in the other language. */
export function publicPageHtml(page: PublicPage, other: string): string {
  const { language, direction, ways, needed, steps, stages, remedies, outsideBodies } = page;
  const otherLanguage = language === 'fa' ? 'en' : 'fa';
  const section = (heading: string, body: string): string => `<section><h2>${escaped(heading)}</h2>${body}</section>`;
  return [
    `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(`${page.title} - ${page.organization}`)}</title><style>${style}</style></head><body>`,
    `<header><nav><a href="${escaped(other)}" lang="${otherLanguage}" hreflang="${otherLanguage}" dir="auto">`,
    `${text(otherLanguage, 'language.name')}</a></nav>`,
    `<p>${escaped(page.organization)}</p><h1>${escaped(page.title)}</h1></header><main>`,
    `<p>${escaped(page.introduction)}</p><p class="free">${escaped(page.freeOfCharge)}</p>`,
    section(
      text(language, 'public-page.ways'),
      list(ways.map(({ name, at }) => `<strong>${escaped(name)}:</strong> ${told(at)}`)),
    ),
    section(text(language, 'public-page.needed'), list(needed.map(escaped))),
    section(
      text(language, 'public-page.steps'),
      list(
        steps.map(({ text: step, time }) => `${escaped(step)} <span class="time">${escaped(time)}</span>`),
        'ol',
      ),
    ),
    section(
      text(language, 'public-page.stages'),
      list(
        stages.map(({ name, note }) => escaped(note === undefined ? name : `${name} (${note})`)),
        'ol',
      ),
    ),
    ...(remedies.length === 0
      ? []
      : [section(text(language, 'public-page.remedies'), list(remedies.map(({ name }) => escaped(name))))]),
    ...(outsideBodies.length === 0
      ? []
      : [
          section(
            text(language, 'public-page.outside'),
            `<p>${escaped(text(language, 'public-page.outside-introduction'))}</p>${list(
              outsideBodies.map(({ name, web }) => `<a href="${escaped(web)}">${escaped(name)}</a>`),
            )}`,
          ),
        ]),
    section(text(language, 'public-page.help'), `<p>${escaped(page.help)}</p>`),
    `</main><footer><p>${escaped(page.version)}</p></footer></body></html>`,
  ].join('');
}

function list(items: readonly string[], element: 'ul' | 'ol' = 'ul'): string {
  return `<${element}>${items.map((item) => `<li>${item}</li>`).join('')}</${element}>`;
}

/** Isolates an address or a number, so that it keeps its direction within the surrounding text. */
function told(words: string): string {
  return `<bdi>${escaped(words)}</bdi>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
