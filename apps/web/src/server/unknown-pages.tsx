import { webText } from '@redress/texts/web';
import { LanguageProvider } from '@redress/ui';
import type { FastifyInstance } from 'fastify';
import { NoSuchPage } from '../public/no-such-page.js';
import { entryFilesOf } from './assets.js';
import { sendPage } from './page-document.js';
import { languageOfStranger } from './visitor.js';

/** Where programs ask, who want problem details and no page. */
const FOR_PROGRAMS = /^\/(?:api|health|metrics|assets)(?:\/|$)/;
const NOT_FOUND = 404;

/**
 * Answers a browser that asks for an address that there is not with a page. A hook of the whole server, since what is not found belongs to no
 * plugin; it looks at nothing else.
 */
export function unknownPages(server: FastifyInstance): void {
  const { styles } = entryFilesOf('public');
  server.addHook('onRequest', async (request, reply) => {
    const isAsked = request.method === 'GET' || request.method === 'HEAD';
    const [path = ''] = request.url.split('?', 1);
    const wantsPage = request.headers.accept?.includes('text/html') === true;
    if (!request.is404 || !isAsked || !wantsPage || FOR_PROGRAMS.test(path)) return;
    const language = languageOfStranger(request);
    const content = (
      <LanguageProvider language={language}>
        <NoSuchPage />
      </LanguageProvider>
    );
    const title = webText(language, 'web.no-page.title');
    await sendPage(reply, { language, title, content, styles }, NOT_FOUND);
  });
}
