import type { Language } from '@redress/contracts';
import { LanguageProvider } from '@redress/ui';
import { ComplainPage, type ComplainPageProps } from './complain/complain-page.js';
import { Frame } from './frame.js';
import type { FilesProps } from './track/files.js';
import { IdentifyPage, type IdentifyPageProps } from './track/identify-page.js';

/** What a page with a script is made of: the server renders it, and its script goes on from the same. */
export interface LivePage {
  readonly language: Language;
  readonly organization: string;
  readonly show:
    ({ readonly page: 'complain' } & ComplainPageProps) | ({ readonly page: 'identify' } & IdentifyPageProps);
}

/** A page of which only parts go on by a script, each in its own element: the rest needs texts that no browser should download. */
export interface PageInParts {
  readonly language: Language;
  readonly show: { readonly page: 'status'; readonly files: FilesProps };
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
