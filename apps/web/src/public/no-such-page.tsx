import { directionOf, pageLanguages, webText } from '@redress/texts/web';
import { useLanguage } from '@redress/ui';

/** Says that there is nothing at an address, and where to begin. Needs nothing of the API. */
export function NoSuchPage() {
  const shown = useLanguage();
  return (
    <main className="mx-auto w-full max-w-2xl p-4 text-l">
      <nav aria-label={webText(shown, 'web.language')} className="flex gap-4">
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
      <h1 className="text-2xl font-bold">{webText(shown, 'web.no-page.title')}</h1>
      <p className="my-4">{webText(shown, 'web.no-page.text')}</p>
      <a href="/" className="inline-flex min-h-11 items-center">
        {webText(shown, 'web.problem.home')}
      </a>
    </main>
  );
}
