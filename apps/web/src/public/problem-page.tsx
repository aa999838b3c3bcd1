import { webText } from '@redress/texts/web';
import { Notice, useLanguage } from '@redress/ui';

/** Says that a page could not be made, and what to do. Needs nothing of the API, which may be what fails. */
export function ProblemPage({ detail }: { readonly detail: string }) {
  const language = useLanguage();
  return (
    <main className="mx-auto w-full max-w-2xl p-4 text-l">
      <h1 className="text-2xl font-bold">{webText(language, 'web.problem.title')}</h1>
      <Notice kind="late">{detail}</Notice>
      <a href="/">{webText(language, 'web.problem.home')}</a>
    </main>
  );
}
