import type { CalendarDate, Language, OpenedEventData, Remedy, ToldWords, Upheld, Reference } from '@redress/contracts';
import {
  alternativesOf,
  type AppealStage,
  calendarInForce,
  type Complaint,
  formatReference,
  localDate,
  type OutsideBody,
  type Policy,
  type Silence,
  type PersonalText,
} from '@redress/domain';
import type { TextKey } from './catalogues.js';
import { greetingName, letterLines, outsideBodyLines } from './letter-lines.js';
import { amountWords, type TextValues } from './message-format.js';
import { text } from './text.js';

/** The facts that a complainant is told of a decision (ISO 10002:2018, 7.8): the answer, its reasons, what follows, and their choices. */
export interface DecisionFacts {
  readonly language: Language;
  /** Shown in fours. */
  readonly reference: string;
  /** See {@link greetingName}. */
  readonly name?: string;
  /** The day on which it was received where the complaint is handled. */
  readonly receivedOn: CalendarDate;
  readonly decision: Upheld;
  readonly explanation: string;
  readonly remedies: readonly Remedy[];
  /** The stage to which the complainant may appeal; absent after the last one. */
  readonly nextStage?: AppealStage;
  readonly outsideBodies: readonly OutsideBody[];
  /** The meaning that the policy gives to a complainant's silence. */
  readonly silence?: Silence;
}

/** Version of the texts `decision.*`, recorded with every decision told: change it whenever one of them changes. */
export const DECISION_TEMPLATE = 'decision@2';

/** The words for a decision. Pure: the same for the same facts. */
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
  return [text(language, 'decision.outside'), ...outsideBodyLines(language, outsideBodies)];
}

function silent({ language, silence }: DecisionFacts): readonly string[] {
  if (silence === undefined) return [];
  const { length, unit } = silence.after;
  return ['', text(language, 'decision.silence', { within: text(language, `within.${unit}`, { length }) })];
}

type OpenedRemedy = OpenedEventData<'ResponseProposed'>['remedies'][number];

/**
 * The words for the response that a complaint has now. Undefined when there is none, or when its complainant was erased, and the content
 * of the decision with them.
 */
export function decisionOfComplaint(reference: Reference, complaint: Complaint, policy: Policy): ToldWords | undefined {
  const { addressee, receivedAt, response } = complaint;
  const explanation = wordsIn(response?.content.explanation);
  if (response === undefined || explanation === undefined) return undefined;
  const name = greetingName(wordsIn(addressee.name) ?? '');
  const { nextStage, outsideBodies } = alternativesOf(complaint, policy);
  return decisionMessage({
    language: addressee.language,
    reference: formatReference(reference),
    ...(name !== undefined && { name }),
    receivedOn: localDate(calendarInForce(policy, complaint.timeline), receivedAt),
    decision: response.content.decision,
    explanation,
    remedies: response.content.remedies.map(withKnownWords),
    ...(nextStage && { nextStage }),
    outsideBodies,
    ...(policy.silence && { silence: policy.silence }),
  });
}

function withKnownWords({ description: told, ...remedy }: OpenedRemedy): Remedy {
  const description = wordsIn(told);
  return description === undefined ? remedy : { ...remedy, description };
}

function wordsIn(text: PersonalText | undefined): string | undefined {
  return typeof text === 'string' ? text : undefined;
}
