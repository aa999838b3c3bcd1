import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { keyedPlaces } from './keyed-places.ts';

const { places, refused } = keyedPlaces(join(import.meta.dirname, '../..'));

const ROUTES = 'spread in `sending`, which has to have every command';
const SHOWN = 'what the case shows of its events; all others change the state alone, which every document holds';
const TOLD = 'what complainants are written to about; a property finds an end, restart or new date without a message';
const OUTCOMES = 'what becomes of a complaint and concerns those merged into it';
/** Places that need not name every word of their kind, and why. */
const PARTIAL: Readonly<Record<string, string>> = {
  'apps/analytics/src/facts/fact.projection.ts changes': 'figures count what is named; all else leaves them alone',
  'apps/case-handling/src/bulk/bulk.controller.ts bulkRoutes': 'the commands that many cases take at once',
  'apps/case-handling/src/carry-over/carry-over.process.ts carryOver':
    'the events that another complaint has to hear of',
  'apps/case-handling/src/carry-over/outcome-notes.ts OutcomeEvent': OUTCOMES,
  'apps/case-handling/src/carry-over/outcome-notes.ts outcomeLines': OUTCOMES,
  'apps/case-handling/src/case-view/answered.ts THEIR_ACTS': 'what complainants do that somebody has to look at',
  'apps/case-handling/src/case-view/case.projection.ts assessment': SHOWN,
  'apps/case-handling/src/case-view/case.projection.ts decision': SHOWN,
  'apps/case-handling/src/case-view/case.projection.ts ending': SHOWN,
  'apps/case-handling/src/case-view/case.projection.ts erasing': SHOWN,
  'apps/case-handling/src/case-view/case.projection.ts investigation': SHOWN,
  'apps/case-handling/src/case-view/case.projection.ts receipt': SHOWN,
  'apps/case-handling/src/case-view/case.projection.ts relations': SHOWN,
  'apps/case-handling/src/commands/assessment.routes.ts assessmentRoutes': ROUTES,
  'apps/case-handling/src/commands/clocks.routes.ts clockRoutes': ROUTES,
  'apps/case-handling/src/commands/closing.routes.ts closingRoutes': ROUTES,
  'apps/case-handling/src/commands/decision.routes.ts decisionRoutes': ROUTES,
  'apps/case-handling/src/commands/erasure.routes.ts erasureRoutes': ROUTES,
  'apps/case-handling/src/commands/investigation.routes.ts investigationRoutes': ROUTES,
  'apps/case-handling/src/commands/receipt.routes.ts receiptRoutes': ROUTES,
  'apps/case-handling/src/commands/relations.routes.ts relationRoutes': ROUTES,
  'apps/case-handling/src/search/search.projection.ts words': 'what complaints are searched for',
  'apps/intake/src/complainant/complainant.controller.ts ComplainantController': 'what complainants may do themselves',
  'apps/intake/src/tracking-view/tracking.projection.ts INSIDE': 'any other status is shown as it is',
  'apps/intake/src/tracking-view/tracking.projection.ts changes':
    'what complainants see; all else changes the state alone',
  'apps/notification/src/by-hand/message-tasks.process.ts messageTasks': 'what makes work for a person, or ends it',
  'apps/notification/src/progress-report/ending.occasions.ts endingOccasions': TOLD,
  'apps/notification/src/progress-report/new-date.occasions.ts moved':
    'the events that can change when the answer is due',
  'apps/notification/src/progress-report/new-date.occasions.ts newDateOccasions': TOLD,
  'apps/notification/src/progress-report/progress-report.rule.ts progressReportRule': TOLD,
  'apps/notification/src/staff-notices/staff-notice-rules.ts staffNoticeRules':
    'the events that staff are written to about',
  'apps/web/src/desk/case/commands.ts COMMANDS': 'the compiler asks for each of those that the case page offers',
  'apps/web/src/desk/case/commands.ts NEXT_STEPS': 'the steps of which one is the next; all else is in the list',
  'apps/web/src/desk/reply-words.ts REPLY_COMMAND': 'the commands of the API description that have templates',
  'apps/web/src/desk/words.ts STATUS': 'the statuses of the API description, from which the compiler asks for them',
  'libs/complaints/src/stream.ts NAMING_FIELDS': 'the events that name another complaint',
  'libs/contracts/src/events.ts complaintEvents': 'the table itself',
  'libs/domain/src/clocks/timeline.ts clockFact': 'the events that are no moment and yet change a clock',
  'libs/domain/src/clocks/timeline.ts momentOf': 'the moments from which policies count',
  'libs/domain/src/complaint/complaint.ts endedStatuses': 'the statuses in which nobody works',
  'libs/domain/src/complaint/complaint.ts stages': 'the table itself',
  'libs/domain/src/permissions/wall.ts moves': 'the events by which walls are put up and taken down',
  'libs/texts/src/reply-template.ts replyCommands': 'the commands with words that complainants read',
};

describe('One command, one event and one status more', () => {
  it('are asked for by the compiler wherever several are named, but for places that are partial on purpose', () => {
    const silent = places.filter(({ asked }) => !asked).map(({ where }) => where);
    expect([...new Set(silent)].sort()).toEqual(Object.keys(PARTIAL).sort());
  });

  it('do not compile until they are folded, routed and told to the complainant', () => {
    expect([...refused].sort()).toEqual([
      'apps/case-handling/src/commands/case-commands.controller.ts sending',
      'apps/intake/src/tracking-view/tracking.answer.ts nextStepAfter',
      'apps/web/src/desk/case/event-words.ts EVENTS',
      'libs/domain/src/complaint/commands.ts folds',
    ]);
  });
});
