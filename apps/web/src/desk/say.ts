import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { TextValues } from '@redress/texts/web';
import { useLanguage } from '@redress/ui';
import { useCallback } from 'react';

/** Says a text of the staff application. */
export type Say = (key: DeskTextKey, values?: TextValues) => string;

/** Says texts in the language that the page is shown in. */
export function useSay(): Say {
  const language = useLanguage();
  return useCallback((key, values) => deskText(language, key, values), [language]);
}
