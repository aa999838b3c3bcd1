import { deskText } from '@redress/texts/desk';
import type { FastifyInstance } from 'fastify';
import { entryFilesOf } from './assets.js';
import { sendPage } from './page-document.js';
import { languageOf } from './visitor.js';

/**
 * The places of the staff application, which finds its own way below them: each is answered with the same page. A sign-in and the places
 * of administrators are among them, because what somebody may see is decided by the API, never by a page.
 */
export const DESK_PLACES = [
  '/sign-in',
  '/work',
  '/cases',
  '/tasks',
  '/letters',
  '/calls',
  '/failures',
  '/figures',
  '/compliance',
  '/admin',
  '/account',
] as const;

/** Registers the staff application, which starts in the browser. */
export function deskPages(fastify: FastifyInstance): void {
  const { styles, script } = entryFilesOf('desk');
  for (const place of DESK_PLACES) {
    for (const url of [place, `${place}/*`]) {
      fastify.get(url, async (request, reply) => {
        const language = languageOf(request, reply);
        return sendPage(reply, {
          language,
          title: deskText(language, 'desk.title'),
          styles,
          script,
          content: <noscript>{deskText(language, 'desk.needs-script')}</noscript>,
        });
      });
    }
  }
}
