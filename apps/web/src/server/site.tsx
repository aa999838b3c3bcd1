import type { Language } from '@redress/contracts';
import type { PublicPage } from '@redress/texts';
import { LanguageProvider } from '@redress/ui';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import { Frame } from '../public/frame.js';
import { type LivePage, LivePublicPage } from '../public/public-page.js';
import type { ApiRequest, AskApi } from './api.js';
import { entryFilesOf } from './assets.js';
import { PAGE_HEADERS, pageDocument } from './page-document.js';
import { languageOf } from './visitor.js';

/** The public pages' way to answer one visitor. */
export interface Visit {
  readonly language: Language;
  readonly policy: PublicPage;
  /** Answers with a page that needs no script. */
  show(title: string, content: ReactNode, status?: number): FastifyReply;
  /** Answers with a page that a script makes better. */
  showLive(title: string, show: LivePage['show'], status?: number): FastifyReply;
  ask(request: Omit<ApiRequest, 'language'>): ReturnType<AskApi>;
}

/** Opens visits. Throws when the pages were not built. */
export function createSite(askApi: AskApi): (request: FastifyRequest, reply: FastifyReply) => Promise<Visit> {
  const { styles, script } = entryFilesOf('public');
  return async (request, reply) => {
    const language = languageOf(request, reply);
    const policy = await policyInForce(askApi, request, language);
    const { organization } = policy;
    const send = (status: number, page: { title: string; content: ReactNode; data?: LivePage; script?: string }) =>
      reply
        .code(status)
        .headers(PAGE_HEADERS)
        .header('content-language', language)
        .send(pageDocument({ ...page, language, styles, title: `${page.title} - ${organization}` }));
    return {
      language,
      policy,
      show: (title, content, status = 200) =>
        send(status, {
          title,
          content: (
            <LanguageProvider language={language}>
              <Frame organization={organization}>{content}</Frame>
            </LanguageProvider>
          ),
        }),
      showLive: (title, show, status = 200) => {
        const data = { language, organization, show };
        return send(status, { title, content: <LivePublicPage {...data} />, data, script });
      },
      ask: (asked) => askApi(request, { ...asked, language }),
    };
  };
}

/** What the address may say of a complaint to be, so that the page shows the policy for it. */
const SCOPE = ['product', 'channel', 'jurisdiction', 'complainantType'] as const;

async function policyInForce(askApi: AskApi, request: FastifyRequest, language: Language): Promise<PublicPage> {
  const given = request.query as Readonly<Record<string, unknown>>;
  const query = new URLSearchParams({ language });
  for (const name of SCOPE) if (typeof given[name] === 'string') query.set(name, given[name]);
  const answer = await askApi(request, { method: 'GET', path: `/api/policies/public?${query.toString()}`, language });
  if (!answer.ok) throw new PageRefused(answer.problem);
  return answer.document as PublicPage;
}

/** The API refused what a page cannot do without. */
export class PageRefused extends Error {
  constructor(readonly problem: { readonly status: number; readonly title: string; readonly detail: string }) {
    super(problem.title);
  }
}
