import type { Language } from '@redress/contracts';
import { formatReference } from '@redress/domain';
import { text } from '@redress/texts';

/**
 * What the complainant of a merged complaint is told. `earlier`: the other complaint in its stored form, when it is theirs as well; without
 * it nothing is said that they could find it by.
 */
export function handledTogetherText(language: Language, earlier: string | undefined): string {
  if (earlier === undefined) return text(language, 'handled-together');
  return text(language, 'handled-together.known', { reference: formatReference(earlier) });
}
