import cookies from '@fastify/cookie';
import formBodies from '@fastify/formbody';
import staticFiles from '@fastify/static';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { deskText } from '@redress/texts/desk';
import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { apiOf } from './api.js';
import { BROWSER_FOLDER, entryFilesOf } from './assets.js';
import { PAGE_HEADERS, pageDocument } from './page-document.js';
import { DESK_PLACES } from './places.js';
import { publicPages } from './public-pages.js';
import { languageOf } from './visitor.js';

/** Largest form that is read: the longest description, each of its letters written as up to nine signs. */
const FORM_BYTES_MAX = 262_144;

/**
 * Answers browsers: the public pages, the staff application and their files. All in one Fastify plugin of its own, so that forms and cookies are
 * read here and nowhere else: the API takes neither.
 */
@Injectable()
export class WebServer implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  async onModuleInit(): Promise<void> {
    const root = this.host.httpAdapter.getInstance<FastifyInstance>();
    await root.register(async (fastify) => {
      await fastify.register(cookies);
      await fastify.register(formBodies, { bodyLimit: FORM_BYTES_MAX });
      await fastify.register(staticFiles, {
        root: join(BROWSER_FOLDER, 'assets'),
        prefix: '/assets/',
        preCompressed: true,
        // Their names change with their content.
        immutable: true,
        maxAge: '365d',
        index: false,
        decorateReply: false,
      });
      publicPages(fastify, apiOf(root));
      deskPages(fastify);
    });
  }
}

/** The staff application, which starts in the browser. */
function deskPages(fastify: FastifyInstance): void {
  const files = entryFilesOf('desk');
  for (const place of DESK_PLACES) {
    for (const url of [place, `${place}/*`]) {
      fastify.get(url, async (request, reply) => {
        const language = languageOf(request, reply);
        const document = pageDocument({
          language,
          title: deskText(language, 'desk.title'),
          styles: files.styles,
          script: files.script,
          content: <noscript>{deskText(language, 'desk.needs-script')}</noscript>,
          data: { language },
        });
        return reply.headers(PAGE_HEADERS).header('content-language', language).send(document);
      });
    }
  }
}
