import type { Language } from '@redress/contracts';
import { text } from '@redress/texts';

/** Each kind of notice, as its words are named. */
export type StaffNoticeName = 'staff-decision' | 'staff-task' | 'staff-assignment' | 'staff-escalation';

export interface StaffNotice {
  /** Name and version of the words. */
  readonly template: string;
  readonly subject: string;
  readonly text: string;
}

/** Changed whenever one of the texts `staff-*` changes. */
const VERSION = 2;

/** The words of a notice. `reference` is shown in fours. They say where to look and nothing of the matter: mail is read on the way. */
export function staffNotice(name: StaffNoticeName, language: Language, reference: string): StaffNotice {
  const subject = text(language, `${name}.subject`, { reference });
  return { template: `${name}@${VERSION}`, subject, text: `${text(language, `${name}.text`, { reference })}\n` };
}
