import type { Language } from '@redress/contracts';
import type { PublicPage } from '@redress/texts';
import { webText } from '@redress/texts/web';
import { LanguageProvider } from '@redress/ui';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import { Frame } from '../public/frame.js';
import { HomePage } from '../public/home-page.js';
import { PolicyPage } from '../public/policy-page.js';
import type { AskApi } from './api.js';
import { entryFilesOf } from './assets.js';
import { PAGE_HEADERS, pageDocument } from './page-document.js';
import { languageOf } from './visitor.js';

/** Registers the pages for everybody. They work without a script: each step is a form that is posted, and each answer is a whole page. */
export function publicPages(fastify: FastifyInstance, askApi: AskApi): void {
  const files = entryFilesOf('public');

  /** Answers with a page inside the frame that all public pages share. */
  async function answer(
    reply: FastifyReply,
    { language, policy, title, content }: { language: Language; policy: PublicPage; title: string; content: ReactNode },
  ): Promise<FastifyReply> {
    const whole = (
      <LanguageProvider language={language}>
        <Frame organization={policy.organization}>{content}</Frame>
      </LanguageProvider>
    );
    const document = pageDocument({
      language,
      title: `${title} - ${policy.organization}`,
      styles: files.styles,
      content: whole,
    });
    return reply.headers(PAGE_HEADERS).header('content-language', language).send(document);
  }

  async function policyFor(request: FastifyRequest, language: Language): Promise<PublicPage> {
    const answered = await askApi(request, {
      method: 'GET',
      path: `/api/policies/public?language=${language}`,
      language,
    });
    if (!answered.ok) throw new Error(`The API answered ${answered.problem.code} for the public policy.`);
    return answered.document as PublicPage;
  }

  fastify.get('/', async (request, reply) => {
    const language = languageOf(request, reply);
    const policy = await policyFor(request, language);
    return answer(reply, { language, policy, title: webText(language, 'web.home.title'), content: <HomePage /> });
  });

  fastify.get('/policy', async (request, reply) => {
    const language = languageOf(request, reply);
    const policy = await policyFor(request, language);
    return answer(reply, { language, policy, title: policy.title, content: <PolicyPage policy={policy} /> });
  });
}
