import { webText } from '@redress/texts/web';
import { LanguageProvider } from '@redress/ui';
import { Logger } from '@nestjs/common';
import { failureSummary } from '@redress/platform';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemPage } from '../public/problem-page.js';
import { HomePage } from '../public/home-page.js';
import { PolicyPage } from '../public/policy-page.js';
import { ApiUnreachable, type AskApi } from './api.js';
import { complainRoutes } from './complain-routes.js';
import { entryFilesOf } from './assets.js';
import { sendPage } from './page-document.js';
import { createSite, PageRefused } from './site.js';
import { trackRoutes } from './track-routes.js';
import { languageOf } from './visitor.js';

/** Registers the pages for everybody. They work without a script: each step is a form that is posted, and each answer is a whole page. */
export function publicPages(fastify: FastifyInstance, askApi: AskApi): void {
  const files = entryFilesOf('public');
  const visit = createSite(askApi, files);
  fastify.setErrorHandler<FastifyError | Error>((error, request, reply) =>
    answerWithPage(error, request, reply, files.styles),
  );

  fastify.get('/', async (request, reply) => {
    const visited = visit(request, reply);
    return visited.show(webText(visited.language, 'web.home.title'), <HomePage />);
  });

  fastify.get('/policy', async (request, reply) => {
    const visited = visit(request, reply);
    const policy = await visited.policy();
    return visited.show(policy.title, <PolicyPage policy={policy} />);
  });

  complainRoutes(fastify, visit);
  trackRoutes(fastify, visit);
}

const logger = new Logger('web');

/** Answers a failure with a page that says what to do. What the visitor sent is neither shown nor logged. */
function answerWithPage(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
  styles: readonly string[],
): FastifyReply {
  const language = languageOf(request, reply);
  const status = error instanceof PageRefused ? error.problem.status : statusOf(error);
  if (status >= 500) {
    const line = { correlationId: request.id, route: request.routeOptions.url, ...failureSummary(error) };
    if (status === 500) logger.error(line);
    else logger.warn(line);
  }
  const title = webText(language, 'web.problem.title');
  const content = (
    <LanguageProvider language={language}>
      <ProblemPage
        detail={error instanceof PageRefused ? error.problem.detail : webText(language, 'web.problem.text')}
      />
    </LanguageProvider>
  );
  return sendPage(reply, { language, title, content, styles }, status);
}

function statusOf(error: FastifyError | Error): number {
  if (error instanceof ApiUnreachable) return 503;
  const { statusCode } = error as Partial<FastifyError>;
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}
