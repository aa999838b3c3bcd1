import type { ComplaintEvent, EventData, Impact, Priority, Severity } from '@redress/contracts';
import { isOneOf, type StaffList } from '../permissions/person.js';
import { caseWork } from '../permissions/roles.js';
import { routeFor } from '../policies/routes.js';
import { refuse } from '../refusal.js';
import { ended, givingTo, sameContent, saying, untilItEnds, type Command } from './command.js';
import { atLeast, type Case, type Complaint } from './complaint.js';

// The initial assessment, its consequences, and the assignment: ISO 10002:2018, 7.5.

/** More people than have ever worked on one case. */
const CONFLICTS_MAX = 50;

/** From least to most pressing. */
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly Priority[];

/** Priority by severity and impact, before safety and urgency. */
const byHarm: { readonly [severity in Severity]: { readonly [impact in Impact]: Priority } } = {
  low: { individual: 'low', group: 'normal', public: 'normal' },
  medium: { individual: 'normal', group: 'normal', public: 'high' },
  high: { individual: 'high', group: 'high', public: 'urgent' },
  critical: { individual: 'urgent', group: 'urgent', public: 'urgent' },
};

type Assessment = Omit<EventData<'ComplaintAssessed'>, 'priority'>;

/**
 * Derives the priority from an initial assessment: by the table of harm; at least `high` if safety is affected; one step up if immediate
 * action is needed. Complexity is ignored: it says how long the work takes, not how soon it must begin.
 */
export function priorityOf(assessment: Omit<Assessment, 'rationale' | 'complexity'>): Priority {
  const rank = (priority: Priority) => PRIORITIES.indexOf(priority);
  const byTable = rank(byHarm[assessment.severity][assessment.impact]);
  const withSafety = assessment.safetyImplication ? Math.max(byTable, rank('high')) : byTable;
  const withUrgency = assessment.immediateAction === 'needed' ? withSafety + 1 : withSafety;
  return PRIORITIES[withUrgency] ?? 'urgent';
}

/** An earlier assessment stays in the history. Priority and route follow from the new one in the same decision. */
export const assess: Command<'assess', Assessment, 'ComplaintAssessed'> = {
  type: 'assess',
  by: caseWork,
  standing: untilItEnds,
  decide: ({ data, policy: { routes = [] }, staff }, complaint) => {
    if (sameContent(data, complaint.assessment)) return [];
    const product = complaint.corrected?.product ?? complaint.product;
    const found = routeFor(routes, { ...data, ...(product !== undefined && { product }) });
    // A rule that matched before changes nothing, even if a supervisor has chosen another team since.
    const isNew = found !== undefined && found.name !== complaint.routedBy;
    const assessed = { type: 'ComplaintAssessed', data: { ...data, priority: priorityOf(data) } } as const;
    return [assessed, ...(isNew ? sentTo(knownTo(staff, found), complaint, found.name) : [])];
  },
  folds: {
    ComplaintAssessed: (complaint, { data: { priority, ...assessment } }) => ({
      ...complaint,
      assessment,
      priority,
      status: atLeast(complaint, 'assessed'),
    }),
  },
  examples: {
    severity: ['medium', 'low', 'high', 'critical'],
    safetyImplication: [false, true],
    complexity: ['simple', 'standard', 'complex'],
    impact: ['individual', 'group', 'public'],
    immediateAction: ['none', 'possible', 'needed'],
    rationale: ['A fee was charged twice.', 'بله'],
  },
};

/** A supervisor's choice stays in force until another rule of the policy matches the assessment. */
export const route: Command<'route', { readonly team: string; readonly person?: string }, 'ComplaintRouted'> = {
  type: 'route',
  by: ['supervisor'],
  names: 'person',
  standing: untilItEnds,
  standingOf: ({ data }, complaint) => givingTo(data.person, complaint),
  decide: ({ data }, complaint) => (sameContent(data, complaint.route) ? [] : sentTo(data, complaint)),
  folds: {
    ComplaintRouted: (complaint, { data: { rule, ...route } }) => ({
      ...complaint,
      route,
      ...(rule !== undefined && { routedBy: rule }),
    }),
  },
  examples: { team: ['Cards', 'Loans'], person: [undefined, 'handler-1', 'handler-2'] },
};

export const assign: Command<'assign', { readonly assignee: string }, 'ComplaintAssigned'> = {
  type: 'assign',
  by: [{ role: 'handler', whenSelf: 'assignee' }, 'supervisor'],
  names: 'assignee',
  standing: untilItEnds,
  standingOf: ({ data }, complaint) => givingTo(data.assignee, complaint),
  decide: ({ data }, { stage, assignee }) => {
    if (isOneOf(stage.barred, data.assignee)) return refuse('decider-of-earlier-stage');
    return data.assignee === assignee ? [] : [{ type: 'ComplaintAssigned', data }];
  },
  folds: {
    ComplaintAssigned: (complaint, { data }) => assignedTo(data.assignee, complaint),
  },
  examples: { assignee: ['handler-1', 'handler-2'] },
};

/**
 * Declares a person's interest in a complaint, by that person or a supervisor, which excludes them from its outcome (ISO 10002:2018,
 * clause 4: objectivity). The same decision returns an assignee's complaint to the queue.
 */
export const declareConflict: Command<
  'declare-conflict',
  EventData<'ConflictOfInterestDeclared'>,
  'ConflictOfInterestDeclared'
> = {
  type: 'declare-conflict',
  by: [{ role: 'handler', whenSelf: 'person' }, 'supervisor'],
  names: 'person',
  standing: (complaint) =>
    ended(complaint) ?? (complaint.conflicts.length < CONFLICTS_MAX ? 'open' : refuse('too-many-entries')),
  standingOf: ({ data }, { conflicts }) => (isOneOf(conflicts, data.person) ? 'done' : undefined),
  decide: ({ data }, { assignee }) => {
    const declared = { type: 'ConflictOfInterestDeclared', data } as const;
    return assignee !== undefined && isOneOf([data.person], assignee)
      ? [declared, { type: 'ComplaintAssigned', data: {} }]
      : [declared];
  },
  folds: {
    ConflictOfInterestDeclared: (complaint, { data }) => ({
      ...complaint,
      ...saying(`declare-conflict ${data.person}`, data, complaint),
      conflicts: [...complaint.conflicts, data.person],
    }),
  },
  once: { otherwise: 'conflict-already-declared', act: ({ person }) => `declare-conflict ${person}` },
  examples: { person: ['handler-1', 'supervisor-1', 'supervisor-2'], nature: ['A cousin.', 'بله'] },
};

/** Sends the complaint to the organization that must answer, not to a person. */
export const sendOn: Command<'send-on', EventData<'ComplaintSentOn'>, 'ComplaintSentOn'> = {
  type: 'send-on',
  by: caseWork,
  standing: untilItEnds,
  decide: ({ data }, { sentOnTo }) => (data.recipient === sentOnTo ? [] : [{ type: 'ComplaintSentOn', data }]),
  folds: {
    ComplaintSentOn: (complaint, { data }) => ({ ...complaint, sentOnTo: data.recipient }),
  },
  examples: { recipient: ['Bank A', 'Bank B'] },
};

/** A rule of the policy without a person whom the staff list does not know: they have left, and the team chooses somebody else. */
function knownTo<Sent extends { readonly team: string; readonly person?: string }>(
  staff: StaffList | undefined,
  { person, ...rule }: Sent,
): { readonly team: string; readonly person?: string } {
  const known = person === undefined || staff === undefined ? person : staff.find(person);
  return { team: rule.team, ...(known !== undefined && { person: known }) };
}

/** Decides the route, and the assignment to the person that it names. Skips a person with a conflict of interest; the team then chooses. */
function sentTo(
  { team, person }: { readonly team: string; readonly person?: string },
  { conflicts, assignee }: Complaint,
  rule?: string,
): readonly ComplaintEvent[] {
  const chosen = person === undefined || isOneOf(conflicts, person) ? {} : { person };
  const routed = { type: 'ComplaintRouted', data: { team, ...chosen, ...(rule !== undefined && { rule }) } } as const;
  const { person: assigned = assignee } = chosen;
  if (assigned === undefined || assigned === assignee) return [routed];
  return [routed, { type: 'ComplaintAssigned', data: { assignee: assigned } }];
}

function assignedTo(assignee: string | undefined, { assignee: _before, ...complaint }: Complaint): Case {
  return assignee === undefined ? complaint : { ...complaint, assignee };
}
