import { englishDecision } from './decision.en.js';
import type { DecisionFacts } from './decision-facts.js';
import { persianDecision } from './decision.fa.js';
import type { ToldWords } from '@redress/contracts';

/** Version of the texts beside this file, recorded with every decision told: change it whenever a text changes. */
export const DECISION_TEMPLATE = 'decision@1';

/** The words in which a decision is told. Pure: the same for the same facts. */
export function decisionMessage(facts: DecisionFacts): ToldWords {
  const { subject, lines } = facts.language === 'fa' ? persianDecision(facts) : englishDecision(facts);
  return { template: DECISION_TEMPLATE, language: facts.language, subject, text: lines.join('\n') };
}
