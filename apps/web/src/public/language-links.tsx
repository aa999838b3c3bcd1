import { directionOf, pageLanguages, webText } from '@redress/texts/web';
import { useLanguage } from '@redress/ui';

/** Links to this page in the other languages, first in the page: who cannot read it finds them at once. */
export function LanguageLinks() {
  const shown = useLanguage();
  return (
    <nav aria-label={webText(shown, 'web.language')} className="flex gap-4 print:hidden">
      {pageLanguages
        .filter((language) => language !== shown)
        .map((language) => (
          <a
            key={language}
            href={`?language=${language}`}
            lang={language}
            hrefLang={language}
            dir={directionOf(language)}
            className="inline-flex min-h-11 items-center"
          >
            {webText(language, 'language.name')}
          </a>
        ))}
    </nav>
  );
}
