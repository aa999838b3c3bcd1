import type { Language } from '@redress/contracts';
import {
  explainClocks,
  formatReference,
  isOverdue,
  shownInstant,
  type ClockExplanation,
  type TimelineFact,
} from '@redress/domain';
import { parseJson, type JsonObject } from '@redress/eventing';
import { clockSentences } from './clock-sentences.js';
import type { KnownClocks } from './explain-clocks.query.js';

/** Something that came due and was recorded, and when each of that was. */
export interface ShownFiring {
  readonly what: 'warned' | 'missed' | 'told';
  readonly warning?: number;
  readonly to?: string;
  /** When it was due, as a `ShownInstant`. */
  readonly due: ReturnType<typeof shownInstant>;
  readonly recordedAt: string;
}

/** Every clock of a complaint, in numbers and in the words of a language, judged at an instant. */
export function clocksAnswer(reference: string, known: KnownClocks, at: string, language: Language): JsonObject {
  const { policy, timeline, revision } = known;
  const answer = {
    reference: formatReference(reference),
    revision,
    at,
    policy: policy.version,
    clocks: explainClocks(policy, timeline).map((explanation) => clockAnswer(explanation, known, at, language)),
  };
  // Plain data through and through; what is undefined is left out.
  return parseJson(JSON.stringify(answer)) as JsonObject;
}

function clockAnswer(explanation: ClockExplanation, known: KnownClocks, at: string, language: Language): object {
  const { clock, timeZone, fired: facts, ...numbers } = explanation;
  const fired = facts.map((fact): ShownFiring => {
    const { fact: what, mark, to, at: due } = fact;
    return {
      what,
      ...(mark !== 'due' && { warning: mark }),
      ...(to !== undefined && { to }),
      due: shownInstant(Date.parse(due), timeZone),
      recordedAt: recordedAt(known, fact),
    };
  });
  const { name, state } = clock;
  const overdue = isOverdue(clock, at);
  const explained = { name, state, overdue, timeZone, ...numbers, fired };
  return { ...explained, words: clockSentences(explanation, { fired, overdue, language }) };
}

function recordedAt({ timeline, recordedAt: instants }: KnownClocks, fact: TimelineFact): string {
  return instants[timeline.indexOf(fact)] ?? '';
}
