import type { ProjectedComplaintEvent } from '@redress/complaints';
import { isOngoing } from '@redress/domain';
import { text } from '@redress/texts';
import { contactConfirmed, movesContact } from '../contact-changed/contact-changed.js';
import type { MessageFacts, MessageOccasion, Words } from '../messages/message-rule.js';
import { decisionDue, notice, outsideBodies, reasonGiven, standingFactsOf } from './progress-report.message.js';

/** Version of the texts `scope.*`, recorded with every message: change it with any of them. */
export const SCOPE_TEMPLATE = 'scope@1';

type Correction = ProjectedComplaintEvent<'DetailsCorrected'>;

/**
 * What was corrected: an address, which is confirmed there, or the matter. Once that seems to be none for this procedure, nothing that was
 * promised holds, and complainants learn where else to turn; when it turns out to be one, they learn the date of the answer.
 */
export const correctionOccasion: MessageOccasion<'DetailsCorrected'> = {
  isCause: (event) => movesContact(event.data) || concernsMatter(event),
  isWanted: (complaint, { data }) => movesContact(data) || isOngoing(complaint),
  waysOf: (event) => (concernsMatter(event) ? undefined : contactConfirmed.waysOf?.(event)),
  words: (facts) =>
    scopeChanged(facts) ?? (movesContact(facts.occasion.data) ? contactConfirmed.words(facts) : undefined),
};

function concernsMatter({ data: { concern, description } }: Correction): boolean {
  return concern !== undefined || description !== undefined;
}

/** Undefined when it seems to be a matter for this procedure as much as before. */
function scopeChanged(facts: MessageFacts<'DetailsCorrected'>): Words | undefined {
  const { language, receivedOn, complaint, outOfScope, movedScope } = facts;
  if (!movedScope || !isOngoing(complaint)) return undefined;
  const received = { received: { day: receivedOn } };
  const lines = outOfScope
    ? [text(language, 'scope.not-covered', received), ...reasonGiven(facts), '', ...outsideBodies(facts)]
    : [text(language, 'scope.covered', received), ...decisionDue(standingFactsOf(facts))];
  return { template: SCOPE_TEMPLATE, language, ...notice(standingFactsOf(facts), lines) };
}
