import type { Language } from '@redress/contracts';
import { type ClockCondition, conditionParts } from '@redress/domain';
import { text } from './text.js';

/** A clock's condition in words, as part of a sentence: "safety is affected, and the priority is high or urgent". */
export function conditionWords(when: ClockCondition, language: Language): string {
  const parts = conditionParts.flatMap((part): readonly string[] => {
    if (part === 'safetyImplication' || part === 'vulnerability') {
      const holds = when[part];
      return holds === undefined ? [] : [text(language, `condition.${part}.${holds}`)];
    }
    const values: readonly string[] = when[part]?.map((value) => text(language, `condition.value.${value}`)) ?? [];
    if (values.length === 0) return [];
    return [text(language, `condition.${part}`, { values: values.join(text(language, 'condition.or')) })];
  });
  return parts.join(text(language, 'condition.and'));
}
