import { text } from '@redress/texts';
import type { MessageOccasion } from '../messages/message-rule.js';
import { notice, standingFactsOf } from './progress-report.message.js';

/** Version of the texts `note.*`, recorded with every message: change it with any of them. */
export const NOTE_TEMPLATE = 'note@1';

/** What staff write to complainants, at any time: a note that only waits where the complaint is followed may never be read. */
export const noteOccasion: MessageOccasion<'NoteAdded'> = {
  isCause: ({ data }) => data.visibility === 'complainant',
  words: (facts) => {
    const { text: said } = facts.occasion.data;
    if (typeof said !== 'string') return undefined;
    const { language, receivedOn } = facts;
    const opening = text(language, 'note.opening', { received: { day: receivedOn } });
    return { template: NOTE_TEMPLATE, language, ...notice(standingFactsOf(facts), [opening, '', said]) };
  },
};
