import { languages, type Language } from '@redress/contracts';

const HEADER_LENGTH_MAX = 200;

/** The language an `Accept-Language` header prefers among those there are (RFC 9110, 12.5.4); English when it prefers none. */
export function preferredLanguage(header: string | undefined): Language {
  if (header === undefined || header.length > HEADER_LENGTH_MAX) return 'en';
  let best: Language = 'en';
  let bestQuality = 0;
  for (const range of header.split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const quality = qualityOf(parameters);
    const language = tag === '*' ? 'en' : languages.find((known) => tag === known || tag.startsWith(`${known}-`));
    if (language !== undefined && quality > bestQuality) {
      best = language;
      bestQuality = quality;
    }
  }
  return best;
}

function qualityOf(parameters: readonly string[]): number {
  const weight = parameters
    .map((parameter) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1])
    .find((q) => q !== undefined);
  return weight === undefined ? 1 : Number(weight);
}
