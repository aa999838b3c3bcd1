import desk from './catalogues/en/desk.json' with { type: 'json' };
import persianDesk from './catalogues/fa/desk.json' with { type: 'json' };
import { createTexts } from './message-format.js';

/** The name of a text of the staff application. */
export type DeskTextKey = keyof typeof desk;

/** The texts of the staff application. Import them from `@redress/texts/desk`. */
export const { text: deskText } = createTexts<DeskTextKey>({ en: desk, fa: persianDesk });

export { localeOf } from './message-format.js';
