import type { Language } from '@redress/contracts';
import { languages } from '@redress/contracts';
import { preferredLanguage } from '@redress/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

const LANGUAGE_COOKIE = 'redress-language';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * The language of a visitor: as the address says (`?language=fa`), which is kept from then on; else as kept; else as the browser asks for.
 */
export function languageOf(request: FastifyRequest, reply: FastifyReply): Language {
  const asked = (request.query as { readonly language?: unknown }).language;
  const chosen = languages.find((language) => language === asked);
  if (chosen !== undefined) {
    void reply.setCookie(LANGUAGE_COOKIE, chosen, { path: '/', sameSite: 'lax', maxAge: YEAR_SECONDS });
    return chosen;
  }
  const kept = languages.find((language) => language === request.cookies[LANGUAGE_COOKIE]);
  return kept ?? preferredLanguage(request.headers['accept-language']);
}
