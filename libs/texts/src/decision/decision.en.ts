import { amountWords } from '../amounts.js';
import { dayWords } from '../days.js';
import { publicWords } from '../public-page/public-words.js';
import type { DecisionFacts } from './decision-facts.js';
import type { Remedy, Upheld } from '@redress/contracts';

const DECIDED: Readonly<Record<Upheld, string>> = {
  upheld: 'Our decision: you are right, and we uphold your complaint.',
  'partly-upheld': 'Our decision: you are right in part, and we uphold that part of your complaint.',
  'not-upheld': 'Our decision: we do not uphold your complaint.',
};

export function englishDecision(facts: DecisionFacts): { readonly subject: string; readonly lines: readonly string[] } {
  const { reference, name, receivedAt, decision, explanation, remedies } = facts;
  return {
    subject: `Our decision on your complaint ${reference}`,
    lines: [
      name === undefined ? 'Hello,' : `Dear ${name},`,
      '',
      `We have looked into the complaint that we received from you on ${dayWords(receivedAt, 'en')}.`,
      '',
      `Your reference: ${reference}`,
      '',
      DECIDED[decision],
      '',
      'Our reasons:',
      explanation,
      '',
      ...(remedies.length === 0 ? [] : ['What we do to put things right:', ...remedies.flatMap(promised), '']),
      'What you can do now:',
      '- Accept the decision.',
      '- Reject it, and tell us why if you like: your complaint then stays open.',
      ...appeal(facts),
      ...outside(facts),
      ...silent(facts),
      '',
      'Answering and asking for a review cost you nothing. Answer with your reference and tracking code where you follow your',
      'complaint, or in any other way in which you reach us.',
      '',
    ],
  };
}

function promised({ kind, amount, dueOn, description }: Remedy, index: number): readonly string[] {
  const parts = [
    publicWords.en.remedies[kind],
    ...(amount ? [amountWords(amount, 'en')] : []),
    ...(dueOn === undefined ? [] : [`by ${dayWords(dueOn, 'en')}`]),
  ];
  return [`${index + 1}. ${parts.join(', ')}`, ...(description ? [`   ${description}`] : [])];
}

function appeal({ nextStage }: DecisionFacts): readonly string[] {
  if (nextStage === undefined) return [];
  const by = nextStage.anotherDecider ? `, ${publicWords.en.anotherDecider}` : '';
  return [`- Ask us to look at it again in the next stage (${nextStage.names.en})${by}.`];
}

function outside({ outsideBodies }: DecisionFacts): readonly string[] {
  if (outsideBodies.length === 0) return [];
  return ['- Turn to an outside body:', ...outsideBodies.map(({ names, web }) => `  ${names.en}: ${web}`)];
}

function silent({ silence }: DecisionFacts): readonly string[] {
  if (silence === undefined) return [];
  const { length, unit } = silence.after;
  const within = publicWords.en.within(new Intl.NumberFormat('en').format(length), unit, length === 1);
  return ['', `If we do not hear from you ${within}, we take it that you accept the decision.`];
}
