import { isOngoing } from '@redress/domain';
import { text, type TextKey } from '@redress/texts';
import type { MessageFacts, MessageRule, Words } from '../messages/message-rule.js';
import { decisionDue, notice, outsideBodies, reasonGiven, standingFactsOf } from './progress-report.message.js';

/** Version of the texts `ending.*`, recorded with every message: change it with any of them. */
export const ENDING_TEMPLATE = 'ending@1';

/**
 * A complaint ends, is taken up again, or reaches the organization's last word (ISO 10002:2018, 7.9): complainants learn what happened, why,
 * and what they can do about it. A restart makes the message about an earlier end untrue, and the other way round.
 */
export const endingOccasions: MessageRule['occasions'] = {
  ComplaintClosed: {
    // The withdrawal itself was confirmed already.
    isWanted: ({ status }, { data }) => status === 'closed' && data.outcome !== 'withdrawn',
    words: closedWords,
  },
  ComplaintWithdrawn: {
    isWanted: ({ status }) => status === 'withdrawn' || status === 'closed',
    words: (facts) => {
      const isOwnWish = facts.occasion.metadata.actor.role === 'complainant';
      const key = isOwnWish ? 'ending.withdrawn.complainant' : 'ending.withdrawn.staff';
      return ending(facts, [said(facts, key), ...(isOwnWish ? [] : reasonGiven(facts)), ...objecting(facts)]);
    },
  },
  ComplaintReferred: {
    isWanted: ({ status }) => status === 'referred' || status === 'closed',
    words: (facts) => {
      const referred = text(facts.language, 'ending.referred', {
        received: { day: facts.receivedOn },
        to: facts.occasion.data.to,
      });
      return ending(facts, [referred, ...reasonGiven(facts), ...objecting(facts)]);
    },
  },
  ComplaintReopened: {
    isWanted: isOngoing,
    words: (facts) =>
      ending(facts, [said(facts, 'ending.reopened'), ...reasonGiven(facts), ...decisionDue(standingFactsOf(facts))]),
  },
  FinalPositionStated: {
    isWanted: ({ status }) => status === 'rejected' || status === 'closed',
    words: (facts) => {
      const { text: position } = facts.occasion.data;
      if (typeof position !== 'string') return undefined;
      return ending(facts, [said(facts, 'ending.final-position'), position, '', ...outsideBodies(facts)]);
    },
  },
};

function closedWords(facts: MessageFacts<'ComplaintClosed'>): Words {
  const { outcome, comment } = facts.occasion.data;
  const lines = [said(facts, outcome === 'resolved' ? resolvedAs(facts) : `ending.closed.${outcome as Told}`)];
  if (outcome === 'resolved') return ending(facts, [...lines, '', text(facts.language, 'progress.object')]);
  const why = typeof comment === 'string' && comment.trim() !== '' ? comment : undefined;
  return ending(facts, [...lines, ...reasonGiven(facts, why), ...objecting(facts)]);
}

/** Outcomes of which there is one thing to say. */
type Told = 'options-exhausted' | 'settled-outside' | 'out-of-scope';

/** On what the complaint was resolved. An acceptance that silence stands for must not read like the complainant's own. */
function resolvedAs({ complaint }: MessageFacts): TextKey {
  if (complaint.decision === undefined) return 'ending.closed.settled-early';
  const { basis } = (complaint.said['record-acceptance'] ?? {}) as { readonly basis?: string };
  return basis === 'presumed' ? 'ending.closed.silence' : 'ending.closed.resolved';
}

function said({ language, receivedOn }: MessageFacts, key: TextKey): string {
  return text(language, key, { received: { day: receivedOn } });
}

/** What complainants can do who do not agree with an end. */
function objecting(facts: MessageFacts): readonly string[] {
  return ['', text(facts.language, 'progress.object'), ...outsideBodies(facts)];
}

function ending(facts: MessageFacts, lines: readonly string[]): Words {
  return { template: ENDING_TEMPLATE, language: facts.language, ...notice(standingFactsOf(facts), lines) };
}
