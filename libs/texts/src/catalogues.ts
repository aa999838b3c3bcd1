import type { Language } from '@redress/contracts';
import clocks from './catalogues/en/clocks.json' with { type: 'json' };
import desk from './catalogues/en/desk.json' with { type: 'json' };
import doctor from './catalogues/en/doctor.json' with { type: 'json' };
import facts from './catalogues/en/facts.json' with { type: 'json' };
import fields from './catalogues/en/fields.json' with { type: 'json' };
import messages from './catalogues/en/messages.json' with { type: 'json' };
import problems from './catalogues/en/problems.json' with { type: 'json' };
import queueViews from './catalogues/en/queue-views.json' with { type: 'json' };
import publicPage from './catalogues/en/public-page.json' with { type: 'json' };
import reports from './catalogues/en/reports.json' with { type: 'json' };
import staff from './catalogues/en/staff.json' with { type: 'json' };
import web from './catalogues/en/web.json' with { type: 'json' };
import persianClocks from './catalogues/fa/clocks.json' with { type: 'json' };
import persianDesk from './catalogues/fa/desk.json' with { type: 'json' };
import persianDoctor from './catalogues/fa/doctor.json' with { type: 'json' };
import persianFacts from './catalogues/fa/facts.json' with { type: 'json' };
import persianFields from './catalogues/fa/fields.json' with { type: 'json' };
import persianMessages from './catalogues/fa/messages.json' with { type: 'json' };
import persianProblems from './catalogues/fa/problems.json' with { type: 'json' };
import persianQueueViews from './catalogues/fa/queue-views.json' with { type: 'json' };
import persianPublicPage from './catalogues/fa/public-page.json' with { type: 'json' };
import persianReports from './catalogues/fa/reports.json' with { type: 'json' };
import persianStaff from './catalogues/fa/staff.json' with { type: 'json' };
import persianWeb from './catalogues/fa/web.json' with { type: 'json' };

const english = {
  ...problems,
  ...fields,
  ...messages,
  ...staff,
  ...reports,
  ...publicPage,
  ...clocks,
  ...facts,
  ...queueViews,
  ...web,
  ...desk,
  ...doctor,
};

/** The name of a text. One that the English catalogue lacks does not compile. */
export type TextKey = keyof typeof english;

/** Every text for people, by language. Only the files in `catalogues` contain texts, so translators edit nothing else. */
export const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = {
  en: english,
  fa: {
    ...persianProblems,
    ...persianFields,
    ...persianMessages,
    ...persianStaff,
    ...persianReports,
    ...persianPublicPage,
    ...persianClocks,
    ...persianFacts,
    ...persianWeb,
    ...persianDesk,
    ...persianDoctor,
    ...persianQueueViews,
  },
};
