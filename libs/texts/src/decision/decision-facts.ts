import type { CalendarDate, Language, Remedy, Upheld } from '@redress/contracts';
import type { AppealStage, OutsideBody, Silence } from '@redress/domain';

/** What a complainant is told of a decision (ISO 10002:2018, 7.8): what was decided, why, what follows, and what they can do now. */
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
  /** What the policy reads into a complainant who does not answer. */
  readonly silence?: Silence;
}
