import type { CalendarDate } from '@redress/contracts';
import { availableCommands, type Complaint } from '@redress/domain';
import { letterLines, text, type TextKey } from '@redress/texts';
import { SERVICE } from '../messages/message-recorder.js';
import type { MessageFacts, MessageRule, Words } from '../messages/message-rule.js';
import { outsideBodies } from '../progress-report/progress-report.message.js';

/**
 * The acknowledgement of clause 7.4.
 *
 * Sent only while the complaint awaits one: it may have been acknowledged by hand, or withdrawn, referred or closed meanwhile, and "we look
 * into it" would no longer be true. An appeal is acknowledged like a complaint, and for its own clock.
 */
export const acknowledgementRule: MessageRule = {
  purpose: 'acknowledgement',
  occasions: {
    ComplaintReceived: {
      isWanted: isAwaited,
      words: ({ language, reference, trackingCode, name, receivedOn, answerDueOn, outOfScope }) => ({
        template: ACKNOWLEDGEMENT_TEMPLATE,
        language,
        ...acknowledgementMessage({
          language,
          reference,
          trackingCode,
          receivedOn,
          outOfScope,
          ...(answerDueOn !== undefined && { answerDueOn }),
          ...(name !== undefined && { name }),
        }),
      }),
    },
    AppealLodged: {
      isWanted: (state, { data }) => state.stage.number === data.stage && isAwaited(state),
      words: appealWords,
    },
  },
};

/** Whether the complaint's rules still allow this service to acknowledge it. */
function isAwaited(state: Complaint): boolean {
  const { id, role } = SERVICE.actor;
  return availableCommands(state, { id, roles: [role] }).includes('acknowledge');
}

/** Version of the texts `acknowledgement.*`, recorded with every message: change it with any of them. */
export const ACKNOWLEDGEMENT_TEMPLATE = 'acknowledgement@3';

export interface AcknowledgementFacts {
  readonly language: 'en' | 'fa';
  /** In groups of four. */
  readonly reference: string;
  readonly trackingCode: string;
  /** See {@link greetingName}. */
  readonly name?: string;
  readonly receivedOn: CalendarDate;
  /** Latest date of the answer; absent while it is unknown. */
  readonly answerDueOn?: CalendarDate;
  /** Whether the matter seems out of scope: then no answer is promised. */
  readonly outOfScope: boolean;
}

/** The acknowledgement of clause 7.4: confirms receipt and gives the reference, the next step and its date. */
export function acknowledgementMessage(facts: AcknowledgementFacts): {
  readonly subject: string;
  readonly text: string;
  readonly brief: string;
} {
  const { language, name, reference, trackingCode, receivedOn, answerDueOn } = facts;
  const due = answerDueOn === undefined ? {} : { due: { day: answerDueOn } };
  const values = { reference, trackingCode, received: { day: receivedOn }, ...due };
  const promise = promiseOf(facts);
  const say = (key: TextKey): string => text(language, key, values);
  const lines = letterLines(language, name, [
    say('acknowledgement.received'),
    '',
    say('message.reference'),
    say('acknowledgement.tracking-code'),
    '',
    say('acknowledgement.follow'),
    say('acknowledgement.secret'),
    '',
    say(`acknowledgement.next.${promise}`),
    ...(promise === 'out-of-scope' ? [] : [say('acknowledgement.disagree')]),
  ]);
  return {
    subject: say('acknowledgement.subject'),
    text: lines.join('\n'),
    brief: say(promise === 'dated' ? 'acknowledgement.brief.dated' : 'acknowledgement.brief.undated'),
  };
}

/** Version of the texts `appeal.*`, recorded with every message: change it with any of them. */
export const APPEAL_TEMPLATE = 'appeal@1';

/** The acknowledgement of an appeal: who looks into it now, until when, and where else the complainant can turn. */
function appealWords(facts: MessageFacts<'AppealLodged'>): Words {
  const { language, reference, name, policy, occasion, answerDueOn, dayOf } = facts;
  const { stage, anotherDecider, automatic } = occasion.data;
  const on = { day: dayOf(occasion.metadata.occurredAt) };
  const stageName = policy.stages[stage - 1]?.names[language];
  const bodies = outsideBodies(facts);
  const lines = letterLines(language, name, [
    automatic ? text(language, 'appeal.automatic') : text(language, 'appeal.received', { on }),
    ...(stageName === undefined
      ? []
      : [text(language, anotherDecider ? 'appeal.stage-other-decider' : 'appeal.stage', { stage: stageName })]),
    ...(answerDueOn === undefined ? [] : [text(language, 'progress.decision-due', { due: { day: answerDueOn } })]),
    '',
    ...(bodies.length === 0 ? [] : [...bodies, '']),
    text(language, 'progress.follow'),
    '',
    text(language, 'message.reference', { reference }),
  ]);
  return {
    template: APPEAL_TEMPLATE,
    language,
    subject: text(language, 'appeal.subject', { reference }),
    text: lines.join('\n'),
    brief: text(language, 'appeal.brief', { reference }),
  };
}

/** Returns what can be promised about the answer without risking a broken promise. */
function promiseOf({ outOfScope, answerDueOn }: AcknowledgementFacts): 'dated' | 'undated' | 'out-of-scope' {
  if (outOfScope) return 'out-of-scope';
  return answerDueOn === undefined ? 'undated' : 'dated';
}
