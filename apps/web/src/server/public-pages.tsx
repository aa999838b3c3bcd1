import { webText } from '@redress/texts/web';
import type { FastifyInstance } from 'fastify';
import { HomePage } from '../public/home-page.js';
import { PolicyPage } from '../public/policy-page.js';
import type { AskApi } from './api.js';
import { complainRoutes } from './complain-routes.js';
import { createSite } from './site.js';
import { trackRoutes } from './track-routes.js';

/** Registers the pages for everybody. They work without a script: each step is a form that is posted, and each answer is a whole page. */
export function publicPages(fastify: FastifyInstance, askApi: AskApi): void {
  const visit = createSite(askApi);

  fastify.get('/', async (request, reply) => {
    const visited = await visit(request, reply);
    return visited.show(webText(visited.language, 'web.home.title'), <HomePage />);
  });

  fastify.get('/policy', async (request, reply) => {
    const visited = await visit(request, reply);
    return visited.show(visited.policy.title, <PolicyPage policy={visited.policy} />);
  });

  complainRoutes(fastify, visit);
  trackRoutes(fastify, visit);
}
