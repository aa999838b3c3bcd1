import type { Language } from '@redress/contracts';
import { languages } from '@redress/contracts';
import { preferredLanguage } from '@redress/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

const LANGUAGE_COOKIE = 'redress-language';
const KEPT_LANGUAGE = new RegExp(`(?:^|; )${LANGUAGE_COOKIE}=(\\w+)`);
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * The language of a visitor: as the address says (`?language=fa`), which is kept from then on; else as kept; else as the browser asks for.
 */
export function languageOf(request: FastifyRequest, reply: FastifyReply): Language {
  const chosen = chosenIn(request);
  if (chosen !== undefined) {
    void reply.setCookie(LANGUAGE_COOKIE, chosen, { path: '/', sameSite: 'lax', maxAge: YEAR_SECONDS });
    return chosen;
  }
  return keptLanguageOf(request);
}

/** The language of a member of staff: as kept, else as the browser asks for. In the desk's addresses `language` is that of complaints. */
export function keptLanguageOf({ cookies, headers }: FastifyRequest): Language {
  const kept = languages.find((language) => language === cookies[LANGUAGE_COOKIE]);
  return kept ?? preferredLanguage(headers['accept-language']);
}

/** As {@link languageOf}, for an answer that belongs to no page: nothing is kept, and cookies were not read yet. */
export function languageOfStranger(request: FastifyRequest): Language {
  const [, cookie] = KEPT_LANGUAGE.exec(request.headers.cookie ?? '') ?? [];
  const kept = languages.find((language) => language === cookie);
  return chosenIn(request) ?? kept ?? preferredLanguage(request.headers['accept-language']);
}

function chosenIn({ query }: FastifyRequest): Language | undefined {
  const asked = (query as { readonly language?: unknown }).language;
  return languages.find((language) => language === asked);
}
