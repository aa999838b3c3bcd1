import type { Language } from '@redress/contracts';
import { directionOf } from '@redress/texts/web';
import type { FastifyReply } from 'fastify';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';

/** Everything that a page's HTML document holds. */
export interface PageDocument {
  readonly language: Language;
  readonly title: string;
  readonly styles: readonly string[];
  /** Its program; a page without one works all the same. */
  readonly script?: string;
  /** What the page shows before, or without, its script. */
  readonly content: ReactNode;
  /** What its script goes on from: the same as was rendered. */
  readonly data?: unknown;
}

/** Where a page's script finds what it was rendered with. */
const DATA_ELEMENT = 'page-data';

/**
 * What a page may do: run the scripts and show the styles of this server alone, and call nobody else (Content Security Policy Level 3). Who
 * takes a photograph of a receipt does so with the camera's own program, so the page needs no camera.
 */
const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'content-type': 'text/html; charset=utf-8',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  vary: 'accept-language, cookie',
} as const;

/** A speech bubble. In the page itself, so that no browser asks for one. */
const ICON =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0b4ea2" d="M2 2h12v9H7l-4 3v-3H2z"/></svg>',
  );

/** Answers with a page. */
export function sendPage(reply: FastifyReply, page: PageDocument, status = 200): FastifyReply {
  return reply.code(status).headers(PAGE_HEADERS).header('content-language', page.language).send(pageDocument(page));
}

function pageDocument({ language, title, styles, script, content, data }: PageDocument): string {
  const html = renderToString(
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href={ICON} />
        {styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {script !== undefined && <script type="module" src={script} />}
      </head>
      <body>
        {/* Apart from the document around it, as the script goes on from it. */}
        <div id="page" dangerouslySetInnerHTML={{ __html: renderToString(content) }} />
        {data !== undefined && (
          <script
            type="application/json"
            id={DATA_ELEMENT}
            dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replaceAll('<', String.raw`\u003c`) }}
          />
        )}
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}
