import '../styles.css';
import { LanguageProvider } from '@redress/ui';
import type { ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { PRINT_ID, PrintButton } from './print-button.js';
import { type LivePage, LivePublicPage, type PageInParts } from './public-page.js';
import { Files, FILES_ID } from './track/files.js';

const data = document.getElementById('page-data');
if (data !== null) {
  const rendered = JSON.parse(data.textContent) as LivePage | PageInParts;
  if (isInParts(rendered)) {
    const { language, show } = rendered;
    const inLanguage = (part: ReactNode): ReactNode => <LanguageProvider language={language}>{part}</LanguageProvider>;
    goOnFrom(FILES_ID, inLanguage(<Files {...show.files} />));
    goOnFrom(PRINT_ID, inLanguage(<PrintButton />));
  } else {
    goOnFrom('page', <LivePublicPage {...rendered} />);
  }
}

function isInParts(rendered: LivePage | PageInParts): rendered is PageInParts {
  return rendered.show.page === 'status';
}

function goOnFrom(id: string, content: ReactNode): void {
  const element = document.getElementById(id);
  if (element !== null) hydrateRoot(element, content);
}
