import type { OpenedEventData, Remedy, ToldWords } from '@redress/contracts';
import {
  alternativesOf,
  calendarInForce,
  type Complaint,
  formatReference,
  localDate,
  type Policy,
  type Text,
} from '@redress/domain';
import { greetingName } from '../greeting-name.js';
import { decisionMessage } from './decision.message.js';

type OpenedRemedy = OpenedEventData<'ResponseProposed'>['remedies'][number];

/**
 * The words in which the response that a complaint now has would be told. Undefined when there is none, or when its complainant was
 * erased: what the decision said is then no longer known.
 */
export function decisionOfComplaint(reference: string, complaint: Complaint, policy: Policy): ToldWords | undefined {
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

function wordsIn(text: Text | undefined): string | undefined {
  return typeof text === 'string' ? text : undefined;
}
