import type { Language, Remedy, ToldWords } from '@redress/contracts';
import { amountWords } from '../amounts.js';
import { letterLines } from '../letter-lines.js';
import { text, type TextValues } from '../text.js';
import type { TextKey } from '../catalogues.js';
import type { DecisionFacts } from './decision-facts.js';

/** Version of the texts `decision.*`, recorded with every decision told: change it whenever one of them changes. */
export const DECISION_TEMPLATE = 'decision@2';

/** The words in which a decision is told. Pure: the same for the same facts. */
export function decisionMessage(facts: DecisionFacts): ToldWords {
  const { language, reference, name, receivedOn, decision, explanation, remedies } = facts;
  const say = (key: TextKey, values?: TextValues): string => text(language, key, values);
  const lines = letterLines(language, name, [
    say('decision.opening', { received: { day: receivedOn } }),
    '',
    say('message.reference', { reference }),
    '',
    say(`decision.answer.${decision}`),
    '',
    say('decision.reasons'),
    explanation,
    '',
    ...(remedies.length === 0
      ? []
      : [say('decision.remedies'), ...remedies.flatMap((remedy, index) => promised(remedy, index, language)), '']),
    say('decision.choices'),
    say('decision.accept'),
    say('decision.reject'),
    ...appeal(facts),
    ...outside(facts),
    ...silent(facts),
    '',
    say('decision.how'),
  ]);
  return {
    template: DECISION_TEMPLATE,
    language,
    subject: say('decision.subject', { reference }),
    text: lines.join('\n'),
  };
}

function promised({ kind, amount, dueOn, description }: Remedy, index: number, language: Language): readonly string[] {
  const parts = [
    text(language, `remedy.${kind}`),
    ...(amount ? [text(language, 'decision.amount', { amount: amountWords(amount, language) })] : []),
    ...(dueOn === undefined ? [] : [text(language, 'decision.by', { due: { day: dueOn } })]),
  ];
  const number = new Intl.NumberFormat(language).format(index + 1);
  const promise = `${number}. ${parts.join(text(language, 'message.separator'))}`;
  return [promise, ...(description ? [`   ${description}`] : [])];
}

function appeal({ language, nextStage }: DecisionFacts): readonly string[] {
  if (nextStage === undefined) return [];
  const key = nextStage.anotherDecider ? 'decision.next-stage-other-decider' : 'decision.next-stage';
  return [text(language, key, { stage: nextStage.names[language] })];
}

function outside({ language, outsideBodies }: DecisionFacts): readonly string[] {
  if (outsideBodies.length === 0) return [];
  return [
    text(language, 'decision.outside'),
    ...outsideBodies.map(
      ({ names, web }) => `  ${text(language, 'decision.outside-body', { name: names[language], web })}`,
    ),
  ];
}

function silent({ language, silence }: DecisionFacts): readonly string[] {
  if (silence === undefined) return [];
  const { length, unit } = silence.after;
  return ['', text(language, 'decision.silence', { within: text(language, `within.${unit}`, { length }) })];
}
