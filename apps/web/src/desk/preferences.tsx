import type { Language } from '@redress/contracts';
import type { DeskTextKey } from '@redress/texts/desk';
import { directionOf } from '@redress/texts/web';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

const THEME_KEY = 'redress-theme';
const KEYS_KEY = 'redress-letter-keys';
const LANGUAGE_COOKIE = 'redress-language';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

/** What each look is called. */
export const THEME_WORDS: Readonly<Record<Theme, DeskTextKey>> = {
  system: 'desk.theme.system',
  light: 'desk.theme.light',
  dark: 'desk.theme.dark',
  contrast: 'desk.theme.contrast',
};

/** How a reader wants the application to look and behave on this device. */
export interface Preferences {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
  /** Whether single letters act as keys, which speech input may have to turn off (WCAG 2.2, 2.1.4). */
  readonly letterKeys: boolean;
  readonly setLetterKeys: (letterKeys: boolean) => void;
}

const PreferencesContext = createContext<Preferences | undefined>(undefined);

/** Keeps preferences on this device; the language in the cookie that the server reads as well. */
export function PreferencesProvider({
  initialLanguage,
  children,
}: {
  readonly initialLanguage: Language;
  readonly children: ReactNode;
}) {
  const [language, setLanguage] = useState(initialLanguage);
  const [theme, setTheme] = useState<Theme>(
    () => themes.find((one) => one === localStorage.getItem(THEME_KEY)) ?? 'system',
  );
  const [letterKeys, setLetterKeys] = useState(() => localStorage.getItem(KEYS_KEY) !== 'off');

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    document.cookie = `${LANGUAGE_COOKIE}=${language}; path=/; SameSite=Lax; max-age=${YEAR_SECONDS}`;
  }, [language]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    localStorage.setItem(THEME_KEY, theme);
  }, [theme]);
  useEffect(() => localStorage.setItem(KEYS_KEY, letterKeys ? 'on' : 'off'), [letterKeys]);

  const preferences = useMemo(
    () => ({ language, setLanguage, theme, setTheme, letterKeys, setLetterKeys }),
    [language, theme, letterKeys],
  );
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

/** The preferences of the reader. Throws outside `PreferencesProvider`. */
export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === undefined) throw new Error('There is no PreferencesProvider around this component.');
  return preferences;
}
