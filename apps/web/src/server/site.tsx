import type { Language } from '@redress/contracts';
import type { PublicPage } from '@redress/texts';
import { LanguageProvider } from '@redress/ui';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import { Frame } from '../public/frame.js';
import { type LivePage, LivePublicPage, type PageInParts } from '../public/public-page.js';
import type { ApiRequest, AskApi } from './api.js';
import type { EntryFiles } from './assets.js';
import { type PageDocument, sendPage } from './page-document.js';
import { languageOf } from './visitor.js';

/** The public pages' way to answer one visitor. */
export interface Visit {
  readonly language: Language;
  /** The policy in force; asked for once, when a page needs it. */
  policy(): Promise<PublicPage>;
  /** Answers with a page that needs no script. */
  show(title: string, content: ReactNode, status?: number): Promise<FastifyReply>;
  /** Answers with a page of which a script makes parts better. */
  showInParts(title: string, content: ReactNode, parts: PageInParts['show'], status?: number): Promise<FastifyReply>;
  /** Answers with a page that a script makes better. */
  showLive(title: string, show: LivePage['show'], status?: number): Promise<FastifyReply>;
  ask(request: Omit<ApiRequest, 'language'>): ReturnType<AskApi>;
}

/** Opens a visit. */
export type OpenVisit = (request: FastifyRequest, reply: FastifyReply) => Visit;

/** Opens visits to pages with these files. */
export function createSite(askApi: AskApi, { styles, script }: EntryFiles): OpenVisit {
  return (request, reply) => {
    const language = languageOf(request, reply);
    let inForce: Promise<PublicPage> | undefined;
    const policy = (): Promise<PublicPage> => (inForce ??= policyInForce(askApi, request, language));
    const send = (
      status: number,
      { title, ...page }: Omit<PageDocument, 'language' | 'styles'>,
      organization: string,
    ) => sendPage(reply, { ...page, language, styles, title: `${title} - ${organization}` }, status);
    const framed = (content: ReactNode, organization: string): ReactNode => (
      <LanguageProvider language={language}>
        <Frame organization={organization}>{content}</Frame>
      </LanguageProvider>
    );
    return {
      language,
      policy,
      show: async (title, content, status = 200) => {
        const { organization } = await policy();
        return send(status, { title, content: framed(content, organization) }, organization);
      },
      showInParts: async (title, content, show, status = 200) => {
        const { organization } = await policy();
        const data: PageInParts = { language, show };
        return send(status, { title, content: framed(content, organization), data, script }, organization);
      },
      showLive: async (title, show, status = 200) => {
        const { organization } = await policy();
        const data: LivePage = { language, organization, show };
        return send(status, { title, content: <LivePublicPage {...data} />, data, script }, organization);
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
