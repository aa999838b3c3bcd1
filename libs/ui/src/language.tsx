import type { Language } from '@redress/contracts';
import { createContext, type ReactNode, useContext } from 'react';

const LanguageContext = createContext<Language>('en');

/** Sets the language of everything inside. */
export function LanguageProvider({
  language,
  children,
}: {
  readonly language: Language;
  readonly children: ReactNode;
}) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

/** The language that the page is shown in. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}
