import type { ProjectedComplaintEvent } from '@redress/complaints';
import type { Language } from '@redress/contracts';
import { text, type TextKey, type TextValues } from '@redress/texts';

/** What became of a complaint within which others are handled. */
type OutcomeEvent = ProjectedComplaintEvent<
  'DecisionCommunicated' | 'ComplaintAbsorbed' | 'ComplaintClosed' | 'ComplaintReferred' | 'ComplaintReopened'
>;

/** Whether an event can change anything for the complainants of merged complaints: most closings follow a decision that told them. */
export function canHaveNote(event: OutcomeEvent): boolean {
  return event.type !== 'ComplaintClosed' || event.data.outcome === 'out-of-scope';
}

/**
 * What the complainant of a merged complaint is told of an outcome, in their language; undefined when it changes nothing for them. Says what
 * was decided and not the reasons, which were written to another person and may name what is theirs.
 */
export function outcomeNote(event: OutcomeEvent, upheld: string | undefined, language: Language): string | undefined {
  const said = outcomeLines(event, upheld, language);
  return said.length === 0 ? undefined : [...said, '', text(language, 'together.disagree')].join('\n');
}

function outcomeLines(event: OutcomeEvent, upheld: string | undefined, language: Language): readonly string[] {
  const say = (key: TextKey, values?: TextValues): string => text(language, key, values);
  switch (event.type) {
    case 'DecisionCommunicated':
    // What was decided before the merge concerns the later complaint as well.
    case 'ComplaintAbsorbed':
      if (upheld === undefined) return [];
      return [say('together.decided'), say(`decision.answer.${upheld}` as TextKey)];
    case 'ComplaintClosed':
      return canHaveNote(event) ? [say('together.out-of-scope')] : [];
    case 'ComplaintReferred':
      return [say('together.referred', { to: event.data.to })];
    case 'ComplaintReopened':
      return [say('together.reopened')];
  }
}
