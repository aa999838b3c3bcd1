import { letterLines, text, type TextKey } from '@redress/texts';

/** Version of the texts `acknowledgement.*`, recorded with every message: change it whenever one of them changes. */
export const ACKNOWLEDGEMENT_TEMPLATE = 'acknowledgement@2';

export interface AcknowledgementFacts {
  readonly language: 'en' | 'fa';
  /** Shown in fours. */
  readonly reference: string;
  readonly trackingCode: string;
  /** See {@link greetingName}. */
  readonly name?: string;
  /** Instants, ISO 8601 in UTC. */
  readonly receivedAt: string;
  readonly decisionDueAt: string;
}

/** The acknowledgement of clause 7.4: that the complaint arrived, under which reference, and what comes next, when. */
export function acknowledgementMessage(facts: AcknowledgementFacts): {
  readonly subject: string;
  readonly text: string;
  readonly brief: string;
} {
  const { language, name, reference, trackingCode, receivedAt, decisionDueAt } = facts;
  const values = { reference, trackingCode, received: new Date(receivedAt), due: new Date(decisionDueAt) };
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
    say('acknowledgement.next'),
    say('acknowledgement.disagree'),
  ]);
  return { subject: say('acknowledgement.subject'), text: lines.join('\n'), brief: say('acknowledgement.brief') };
}
