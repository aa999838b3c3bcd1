import { webText } from '@redress/texts/web';
import { useLanguage } from '@redress/ui';
import { LanguageLinks } from './language-links.js';

/** Says that there is nothing at an address, and where to begin. Needs nothing of the API. */
export function NoSuchPage() {
  const shown = useLanguage();
  return (
    <main className="mx-auto w-full max-w-2xl p-4 text-l">
      <LanguageLinks />
      <h1 className="text-2xl font-bold">{webText(shown, 'web.no-page.title')}</h1>
      <p className="my-4">{webText(shown, 'web.no-page.text')}</p>
      <a href="/" className="inline-flex min-h-11 items-center">
        {webText(shown, 'web.problem.home')}
      </a>
    </main>
  );
}
