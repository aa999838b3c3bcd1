import type { Language } from '@redress/contracts';
import { LanguageProvider } from '@redress/ui';
import { ComplainPage, type ComplainPageProps } from './complain/complain-page.js';
import { Frame } from './frame.js';
import { IdentifyPage, type IdentifyPageProps } from './track/identify-page.js';

/** What a page with a script is made of: the server renders it, and its script goes on from the same. */
export interface LivePage {
  readonly language: Language;
  readonly organization: string;
  readonly show:
    ({ readonly page: 'complain' } & ComplainPageProps) | ({ readonly page: 'identify' } & IdentifyPageProps);
}

/** A page in its frame. */
export function LivePublicPage({ language, organization, show }: LivePage) {
  return (
    <LanguageProvider language={language}>
      <Frame organization={organization} isLeftQuickly={show.page === 'complain'}>
        {show.page === 'complain' ? <ComplainPage {...show} organization={organization} /> : <IdentifyPage {...show} />}
      </Frame>
    </LanguageProvider>
  );
}
