import type { ComplaintEvent, EventData, Impact, Priority, Severity } from '@redress/contracts';
import type { Instant } from '../instant.js';
import { isOneOf, isSamePerson, type StaffList } from '../permissions/person.js';
import { caseWork } from '../permissions/roles.js';
import { wallBeforePerson } from '../permissions/wall.js';
import { routeFor } from '../policies/routes.js';
import { refuse } from '../refusal.js';
import { ended, givingTo, isKnown, sameContent, saying, untilItEnds, type Command } from './command.js';
import { atLeast, named, type Case, type Complaint } from './complaint.js';

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
export function priorityOf(assessment: Omit<Assessment, 'rationale' | 'complexity' | 'vulnerability'>): Priority {
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
  decide: ({ data, policy: { routes = [] }, staff, now }, complaint) => {
    if (sameContent(data, complaint.assessment)) return [];
    const { product } = complaint.scoping;
    const found = routeFor(routes, { ...data, ...(product !== undefined && { product }) });
    // A rule that matched before changes nothing, even if a supervisor has chosen another team since.
    const isNew = found !== undefined && found.name !== complaint.routedBy;
    const assessed = { type: 'ComplaintAssessed', data: { ...data, priority: priorityOf(data) } } as const;
    return [assessed, ...(isNew ? sentTo(knownTo(staff, found, now), complaint, found.name) : [])];
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
    vulnerability: [undefined, true, false],
    rationale: ['A fee was charged twice.', 'بله'],
  },
};

/** A supervisor's choice stays in force until another rule of the policy matches the assessment. */
export const route: Command<'route', Destination, 'ComplaintRouted'> = {
  type: 'route',
  by: ['supervisor'],
  names: 'person',
  givesWork: true,
  namesTeam: 'team',
  standing: untilItEnds,
  standingOf: ({ data }, complaint) => givingTo(data.person, complaint),
  decide: ({ data }, complaint) => {
    const { insteadOf: _absent, ...destination } = data;
    return sameContent(destination, complaint.route) ? [] : sentTo(data, complaint);
  },
  folds: {
    ComplaintRouted: (complaint, { data: { rule, ...route } }) => ({
      ...complaint,
      route,
      ...(rule !== undefined && { routedBy: rule }),
    }),
  },
  examples: { team: ['Cards', 'Loans'], person: [undefined, 'handler-1', 'handler-2'], insteadOf: [undefined] },
};

/** Where a complaint is sent. `insteadOf`: who was meant, when the person is their deputy. */
export interface Destination {
  readonly team: string;
  readonly person?: string;
  readonly insteadOf?: string;
}

/**
 * Assigns the complaint. Whoever takes it from somebody else says whose it is (`from`) or which revision they saw, so that two who take it at
 * the same time do not overwrite each other.
 */
export const assign: Command<
  'assign',
  { readonly assignee: string; readonly insteadOf?: string; readonly from?: string },
  'ComplaintAssigned'
> = {
  type: 'assign',
  by: [{ role: 'handler', whenSelf: 'assignee' }, 'supervisor'],
  names: 'assignee',
  givesWork: true,
  standing: untilItEnds,
  standingOf: ({ data }, complaint) => givingTo(data.assignee, complaint),
  decide: ({ data: { assignee: next, from, ...instead }, actor, isAsSeen = false }, { stage, assignee }) => {
    if (isOneOf(stage.barred, next)) return refuse('decider-of-earlier-stage');
    if (next === assignee) return [];
    const isUnseen = from === undefined && !isAsSeen && assignee !== undefined && isSamePerson(next, actor.id);
    const isOthers = from !== undefined && (assignee === undefined || !isSamePerson(from, assignee));
    return isUnseen || isOthers
      ? refuse('assigned-to-other')
      : [{ type: 'ComplaintAssigned', data: { assignee: next, ...instead } }];
  },
  folds: {
    ComplaintAssigned: (complaint, { data }) => assignedTo(data.assignee, complaint),
  },
  examples: {
    assignee: ['handler-1', 'handler-2'],
    insteadOf: [undefined],
    from: [undefined, 'handler-1', 'handler-2'],
  },
};

/** Returns the complaint of a person to the queue of its team, or to that of all. Names the person, so that no one else loses it. */
export const unassign: Command<'unassign', { readonly assignee: string }> = {
  type: 'unassign',
  by: [{ role: 'handler', whenSelf: 'assignee' }, 'supervisor'],
  standing: (complaint) => ended(complaint) ?? (complaint.assignee === undefined ? 'done' : 'open'),
  decide: ({ data }, { assignee = data.assignee, route }) => {
    if (!isSamePerson(data.assignee, assignee)) return refuse('assigned-to-other');
    const unassigned = { type: 'ComplaintAssigned', data: {} } as const;
    const isRouted = route?.person !== undefined && isSamePerson(route.person, assignee);
    return isRouted ? [{ type: 'ComplaintRouted', data: { team: route.team } }, unassigned] : [unassigned];
  },
  folds: {},
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

/**
 * A rule of the policy without a person whom the staff list does not know: they have left, and the team chooses somebody else. The deputy gets the
 * work of somebody who is absent.
 */
function knownTo(staff: StaffList | undefined, { team, person }: Destination, now: Instant): Destination {
  const known = person === undefined || staff === undefined ? person : staff.find(person);
  if (known === undefined) return { team };
  const deputy = staff?.deputyOf(known, now);
  return deputy === undefined ? { team, person: known } : { team, person: deputy, insteadOf: known };
}

/** Decides the route, and the assignment to the person that it names. Skips a person behind a wall; the team then chooses. */
function sentTo(
  { team, person, insteadOf }: Destination,
  complaint: Complaint,
  rule?: string,
): readonly ComplaintEvent[] {
  const { assignee } = complaint;
  const chosen = person === undefined || wallBeforePerson(person, complaint) !== undefined ? {} : { person };
  const routed = { type: 'ComplaintRouted', data: { team, ...chosen, ...(rule !== undefined && { rule }) } } as const;
  const { person: assigned = assignee } = chosen;
  if (assigned === undefined || assigned === assignee) return [routed];
  const data = { assignee: assigned, ...(insteadOf !== undefined && { insteadOf }) };
  return [routed, { type: 'ComplaintAssigned', data }];
}

function assignedTo(assignee: string | undefined, { assignee: _before, ...complaint }: Complaint): Case {
  return assignee === undefined ? complaint : { ...complaint, assignee };
}

// Tags: names by which an organization finds complaints again. In any status, because ended complaints are looked for as well.

/** Of one complaint at a time. */
const TAGS_MAX = 20;

const exampleTags = ['recall-2026', 'فراخوان', 'Branch 12, counter'] as const;

/** Gives the complaint a tag. Two tags that differ in anything, case included, are two tags. */
export const addTag: Command<'add-tag', EventData<'ComplaintTagged'>, 'ComplaintTagged'> = {
  type: 'add-tag',
  by: caseWork,
  standing: ({ tags }) => (tags.length < TAGS_MAX ? 'open' : refuse('too-many-tags')),
  standingOf: ({ data: { tag } }, { tags }) => (tags.includes(tag) ? 'done' : undefined),
  decide: ({ data }) => [{ type: 'ComplaintTagged', data }],
  folds: {
    ComplaintTagged: (complaint, { data: { tag } }) => ({ ...complaint, tags: [...complaint.tags, tag] }),
  },
  examples: { tag: exampleTags },
};

/** Takes a tag off the complaint. Only a repeat of the last removal counts as done: a misspelt tag must not look removed. */
export const removeTag: Command<'remove-tag', EventData<'ComplaintUntagged'>, 'ComplaintUntagged'> = {
  type: 'remove-tag',
  by: caseWork,
  standing: ({ tags }) => (tags.length > 0 ? 'open' : refuse('complaint-not-tagged')),
  standingOf: ({ data }, { tags, said }) => {
    if (tags.includes(data.tag)) return undefined;
    return isKnown(data, named(said, 'remove-tag') ?? {}) ? 'done' : refuse('complaint-not-tagged');
  },
  decide: ({ data }) => [{ type: 'ComplaintUntagged', data }],
  folds: {
    ComplaintUntagged: (complaint, { data }) => ({
      ...complaint,
      ...saying('remove-tag', data, complaint),
      tags: complaint.tags.filter((tag) => tag !== data.tag),
    }),
  },
  examples: { tag: exampleTags },
};
