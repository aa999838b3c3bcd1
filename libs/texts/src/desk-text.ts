import desk from './catalogues/en/desk.json' with { type: 'json' };
import persianDesk from './catalogues/fa/desk.json' with { type: 'json' };
import { createTexts } from './message-format.js';

/** The name of a text of the staff application. */
export type DeskTextKey = keyof typeof desk;

/** The texts of the staff application. Import them from `@redress/texts/desk`. */
export const { text: deskText } = createTexts<DeskTextKey>({ en: desk, fa: persianDesk });

/** What people call the clocks that every complaint has by the shipped policies; others keep the name that their own policy gives them. */
export const clockNames: Readonly<Partial<Record<string, DeskTextKey>>> = {
  acknowledgement: 'desk.clock-name.acknowledgement',
  decision: 'desk.clock-name.decision',
};

export { localeOf } from './message-format.js';
