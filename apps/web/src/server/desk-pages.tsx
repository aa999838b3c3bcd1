import { deskText } from '@redress/texts/desk';
import type { FastifyInstance } from 'fastify';
import { isDeskAddress } from '../desk/addresses.js';
import { entryFilesOf } from './assets.js';
import { sendPage } from './page-document.js';
import { keptLanguageOf } from './visitor.js';

const SIGN_IN = '/sign-in';
const NOT_FOUND = 404;

/**
 * The places of the staff application, which finds its own way below them: each is answered with the same page. A sign-in and the places
 * of administrators are among them, because what somebody may see is decided by the API, never by a page.
 */
export const DESK_PLACES = [
  SIGN_IN,
  '/work',
  '/cases',
  '/tasks',
  '/activity',
  '/letters',
  '/calls',
  '/failures',
  '/deadlines',
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
        const language = keptLanguageOf(request);
        const page = {
          language,
          title: deskText(language, 'desk.title'),
          styles,
          script,
          content: <noscript>{deskText(language, 'desk.needs-script')}</noscript>,
        };
        const [path = ''] = request.url.split('?', 1);
        // The script says of an address that it does not know that there is no such page.
        return sendPage(reply, page, path === SIGN_IN || isDeskAddress(decodedPath(path)) ? 200 : NOT_FOUND);
      });
    }
  }
}

/** A path without its escapes; as it is where they are none. */
function decodedPath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
