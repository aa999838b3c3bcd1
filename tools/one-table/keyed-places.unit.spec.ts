import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { keyedPlaces } from './keyed-places.ts';

const { places, refused } = keyedPlaces(join(import.meta.dirname, '../..'));

const ROUTES = 'spread in `sending`, which has to have every command';
/** Places that may omit words of their kind, and why. */
const PARTIAL: Readonly<Record<string, string>> = {
  'apps/analytics/src/facts/fact.projection.ts factProjection':
    'figures count what is named; all else leaves them alone',
  'apps/case-handling/src/carry-over/carried-over.ts CARRIED_TYPES': 'the events that another complaint has to hear of',
  'apps/case-handling/src/carry-over/carried-over.ts carriedOver': 'as CARRIED_TYPES',
  'apps/case-handling/src/case-view/case.projection.ts caseProjection':
    'all else changes the state alone, which it keeps',
  'apps/case-handling/src/commands/assessment.routes.ts assessmentRoutes': ROUTES,
  'apps/case-handling/src/commands/clocks.routes.ts clockRoutes': ROUTES,
  'apps/case-handling/src/commands/closing.routes.ts closingRoutes': ROUTES,
  'apps/case-handling/src/commands/decision.routes.ts decisionRoutes': ROUTES,
  'apps/case-handling/src/commands/investigation.routes.ts investigationRoutes': ROUTES,
  'apps/case-handling/src/commands/relations.routes.ts relationRoutes': ROUTES,
  'apps/intake/src/complainant/complainant.controller.ts ComplainantController': 'what complainants may do themselves',
  'apps/intake/src/tracking-view/tracked-status.ts INSIDE': 'any other status is shown as it is',
  'apps/intake/src/tracking-view/tracking.projection.ts trackingProjection': 'as caseProjection',
  'libs/complaints/src/named-complaints.ts NAMING_FIELDS': 'the events that name another complaint',
  'libs/contracts/src/events.ts complaintEvents': 'the table itself',
  'libs/domain/src/clocks/timeline.ts clockFact': 'the events that are no moment and yet change a clock',
  'libs/domain/src/clocks/timeline.ts momentOf': 'the moments from which policies count',
  'libs/domain/src/complaint/complaint.ts endedStatuses': 'the statuses in which nobody works',
  'libs/domain/src/complaint/complaint.ts stages': 'the table itself',
};

describe('One command, one event and one status more', () => {
  it('are asked for by the compiler wherever several are named, but for places that are partial on purpose', () => {
    const silent = places.filter(({ asked }) => !asked).map(({ where }) => where);
    expect([...new Set(silent)].sort()).toEqual(Object.keys(PARTIAL).sort());
  });

  it('do not compile until they are folded, routed and told to the complainant', () => {
    expect([...refused].sort()).toEqual([
      'apps/case-handling/src/commands/case-commands.controller.ts sending',
      'apps/intake/src/tracking-view/tracked-status.ts nextStepAfter',
      'libs/domain/src/complaint/commands.ts folds',
    ]);
  });
});
