import { webText } from '@redress/texts/web';
import { buttonClass, useLanguage } from '@redress/ui';
import type { MouseEvent, ReactNode } from 'react';
import { forgetDraft } from './complain/draft-store.js';
import { LanguageLinks } from './language-links.js';

/** Where somebody lands who must not be seen here: a page that says nothing about them. */
const ELSEWHERE = 'https://www.wikipedia.org';

/** Leaves at once, without a way back to what was typed. */
function leave(event: MouseEvent): void {
  event.preventDefault();
  void forgetDraft();
  location.replace(ELSEWHERE);
}

export interface FrameProps {
  readonly organization: string;
  /** Offers a way out for people who are watched. */
  readonly isLeftQuickly?: boolean;
  readonly children: ReactNode;
}

/** What every public page has around its content: one column, readable on the smallest phone. */
export function Frame({ organization, isLeftQuickly = false, children }: FrameProps) {
  const language = useLanguage();
  return (
    <div className="flex min-h-dvh flex-col bg-surface text-l text-text">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:bg-surface focus:p-2"
      >
        {webText(language, 'web.skip')}
      </a>
      <header className="border-b border-hairline">
        <div className="mx-auto flex w-full max-w-2xl flex-wrap items-center justify-between gap-x-6 px-4 py-2">
          <a href="/" className="inline-flex min-h-11 items-center font-bold text-text no-underline">
            {organization}
          </a>
          <LanguageLinks />
          {isLeftQuickly && (
            <a href={ELSEWHERE} rel="noreferrer" onClick={leave} className={`${buttonClass('danger')} print:hidden`}>
              {webText(language, 'web.leave')}
            </a>
          )}
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-2xl grow px-4 py-6 outline-none">
        {children}
      </main>
      <footer className="border-t border-hairline print:hidden">
        <div className="mx-auto flex w-full max-w-2xl flex-wrap gap-x-6 px-4 py-2 text-m">
          <a href="/policy" className="inline-flex min-h-11 items-center">
            {webText(language, 'web.home.policy')}
          </a>
          <a href="/sign-in" className="inline-flex min-h-11 items-center">
            {webText(language, 'web.staff')}
          </a>
        </div>
      </footer>
    </div>
  );
}
