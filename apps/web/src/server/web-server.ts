import cookies from '@fastify/cookie';
import formBodies from '@fastify/formbody';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type AbstractHttpAdapter, HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { AskApi } from './api.js';
import { BROWSER_FOLDER } from './assets.js';
import { deskPages } from './desk-pages.js';
import { publicPages } from './public-pages.js';
import { unknownPages } from './unknown-pages.js';

/** Largest form that is read: the longest description, each of its letters written as up to nine signs. */
const FORM_BYTES_MAX = 262_144;

/** `AskApi` */
export const ASK_API = Symbol('ASK_API');

/**
 * Answers browsers: the public pages, the staff application and their files. All in one Fastify plugin of its own, so that forms and cookies are
 * read here and nowhere else: the API takes neither.
 */
@Injectable()
export class WebServer implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(ASK_API) private readonly askApi: AskApi,
  ) {}

  onModuleInit(): void {
    // The command line starts services without HTTP.
    const adapter = this.host.httpAdapter as AbstractHttpAdapter | null;
    if (adapter === null) return;
    const server = adapter.getInstance<FastifyInstance>();
    unknownPages(server);
    // Not awaited: that would load it at once, and every route before Nest has said how errors are answered.
    void server.register(async (fastify) => {
      await fastify.register(cookies);
      await fastify.register(formBodies, { bodyLimit: FORM_BYTES_MAX });
      // Loaded here, since it and others need one ES module, which jest cannot load twice at once in the two ways that they do.
      await fastify.register(import('@fastify/static'), {
        root: join(BROWSER_FOLDER, 'assets'),
        prefix: '/assets/',
        preCompressed: true,
        // Their names change with their content.
        immutable: true,
        maxAge: '365d',
        index: false,
        decorateReply: false,
      });
      publicPages(fastify, this.askApi);
      deskPages(fastify);
    });
  }
}
