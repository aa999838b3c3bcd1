import { text, letterLines } from '@redress/texts';
import type { Language } from '@redress/contracts';
import type { Way } from '../channels/choose-way.js';
import type { MessageOccasion, Words } from '../messages/message-rule.js';
import { notice, standingFactsOf } from '../progress-report/progress-report.message.js';

/** Version of the texts `contact.*`, recorded with every message: change it with any of them. */
export const CONTACT_TEMPLATE = 'contact@1';

/** The parts of a contact that a message can go to without a person, and by which way. */
export const CONTACT_WAYS = { email: 'email', phone: 'sms' } as const satisfies { readonly [part: string]: Way };

/** Confirms a corrected address at that address, so that a slip shows before anything is missed. */
export const contactConfirmed: MessageOccasion<'DetailsCorrected'> = {
  isCause: ({ data }) => movesContact(data),
  waysOf: ({ data }) => waysIn(data.complainant),
  words: (facts) => {
    const said = [text(facts.language, 'contact.confirmed', { received: { day: facts.receivedOn } })];
    return { template: CONTACT_TEMPLATE, language: facts.language, ...notice(standingFactsOf(facts), said) };
  },
};

/** Whether a correction changes an address that a message can go to. */
export function movesContact({
  complainant,
}: {
  readonly complainant?: { readonly [part: string]: unknown };
}): boolean {
  return waysIn(complainant).length > 0;
}

function waysIn(corrected: { readonly [part: string]: unknown } = {}): readonly Way[] {
  return (['email', 'phone'] as const)
    .filter((part) => corrected[part] !== undefined)
    .map((part) => CONTACT_WAYS[part]);
}

/**
 * Tells the former address that it is written to no more. Says neither the new address nor anything about the complaint: whoever reads it
 * may be somebody else by now.
 */
export function contactReplaced(language: Language, reference: string): Words {
  const lines = letterLines(language, undefined, [
    text(language, 'contact.replaced'),
    text(language, 'contact.not-you'),
    '',
    text(language, 'message.reference', { reference }),
  ]);
  return {
    template: CONTACT_TEMPLATE,
    language,
    subject: text(language, 'contact.subject', { reference }),
    text: lines.join('\n'),
    brief: text(language, 'contact.brief', { reference }),
  };
}
