import { HttpAdapterHost } from '@nestjs/core';
import { service } from '@redress/platform';
import type { FastifyInstance } from 'fastify';
import { apiOf } from './server/api.js';
import { ASK_API, WebServer } from './server/web-server.js';

export { serveWeb, WebModule } from './web.js';

/**
 * Pages for browsers: the public ones and the staff application. A client of the API, as a browser is; it calls no service in any other way.
 * As one of the services of a process it asks the API of that process; {@link serveWeb} runs it alone.
 */
export const web = service({
  name: 'web',
  routes: [],
  providers: [
    {
      provide: ASK_API,
      inject: [HttpAdapterHost],
      useFactory: ({ httpAdapter }: HttpAdapterHost) => apiOf(() => httpAdapter.getInstance<FastifyInstance>()),
    },
    WebServer,
  ],
});
