import desk from './catalogues/en/desk.json' with { type: 'json' };
import persianDesk from './catalogues/fa/desk.json' with { type: 'json' };
import { createTexts } from './message-format.js';

/** The name of a text of the staff application. */
export type DeskTextKey = keyof typeof desk;

/** The texts of the staff application. Import them from `@redress/texts/desk`. */
export const { text: deskText } = createTexts<DeskTextKey>({ en: desk, fa: persianDesk });

/** What people call the clocks of the shipped policies; others keep the name that their own policy gives them. */
export const clockNames: Readonly<Partial<Record<string, DeskTextKey>>> = {
  acknowledgement: 'desk.clock-name.acknowledgement',
  decision: 'desk.clock-name.decision',
  'progress-report': 'desk.clock-name.progress-report',
  response: 'desk.clock-name.response',
  'summary-resolution': 'desk.clock-name.summary-resolution',
  'stage-1': 'desk.clock-name.stage-1',
  'stage-2': 'desk.clock-name.stage-2',
  'stage-2-acknowledgement': 'desk.clock-name.stage-2-acknowledgement',
};

export { localeOf } from './message-format.js';
export {
  bucketWords,
  dimensionWords,
  durationWords,
  type FiguresDimensionWord,
  figuresDimensionWords,
  measureWords,
  milestoneWords,
  ruleWords,
} from './figure-words.js';
