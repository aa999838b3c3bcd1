import type { ComplaintEvent, EventData } from '@redress/contracts';
import { epochMsOf, instantOf } from '../instant.js';
import { isOneOf } from '../permissions/person.js';
import { hasEmergencyAccess, wallBeforePerson } from '../permissions/wall.js';
import { refuse } from '../refusal.js';
import { always, isBlank, type Command, type Nothing } from './command.js';
import type { Complaint } from './complaint.js';

// Confidential complaints: only the members of staff whom they name know of them (ISO 10002:2018, clause 4: confidentiality).

/** Changes nothing but the walls, which follow from every event in the same way. */
const onlyWalls = (complaint: Complaint): Complaint => complaint;

/** Long enough for a working day and the night before it; whoever needs longer says why once more. */
const EMERGENCY_ACCESS_MS = 24 * 3_600_000;

/**
 * Makes the complaint confidential to some members of staff, in place of those named before. In any status, because an ended complaint is
 * still read. Requires a reason, since others lose sight of their work: a complaint of somebody who is not named returns to the queue.
 */
export const restrictAccess: Command<'restrict-access', EventData<'AccessRestricted'>, 'AccessRestricted'> = {
  type: 'restrict-access',
  by: ['supervisor', 'compliance'],
  names: 'people',
  standing: always,
  standingOf: ({ data: { people } }, { restrictedTo, conflicts }) => {
    if (restrictedTo !== undefined && isSameCircle(people, restrictedTo)) return 'done';
    return people.some((person) => isOneOf(conflicts, person)) ? refuse('conflict-of-interest') : undefined;
  },
  decide: ({ data, reason }, complaint) => {
    if (isBlank(reason)) return refuse('reason-missing');
    const people = data.people.filter((person, index) => !isOneOf(data.people.slice(0, index), person));
    return [{ type: 'AccessRestricted', data: { people } }, ...returned(people, complaint)];
  },
  folds: {
    AccessRestricted: onlyWalls,
  },
  examples: {
    people: [
      ['handler-1', 'supervisor-1', 'compliance-1'],
      ['handler-1', 'handler-2', 'supervisor-1', 'compliance-1'],
      ['supervisor-1'],
    ],
  },
};

/** Opens the complaint again to everybody who handles complaints. */
export const liftRestriction: Command<'lift-restriction', Nothing, 'AccessRestrictionLifted'> = {
  type: 'lift-restriction',
  by: ['supervisor', 'compliance'],
  standing: ({ restrictedTo }) => (restrictedTo === undefined ? 'done' : 'open'),
  decide: ({ reason }) =>
    isBlank(reason) ? refuse('reason-missing') : [{ type: 'AccessRestrictionLifted', data: {} }],
  folds: {
    AccessRestrictionLifted: onlyWalls,
  },
  examples: {},
};

/**
 * Takes access to a confidential complaint for somebody whom it does not name, when nobody who is named can act. The complaint says so, and
 * compliance and its handler are told. Never for a person with an interest in it. Its time counts from when it is recorded, whatever is
 * said of when it happened.
 */
export const breakGlass: Command<'break-glass', Nothing, 'EmergencyAccessTaken'> = {
  type: 'break-glass',
  by: ['supervisor', 'compliance'],
  despiteRestriction: true,
  standing: (complaint, actorId) => (wallBeforePerson(actorId, complaint) === 'restriction' ? 'open' : 'done'),
  decide: ({ reason, actor, now }, complaint) => {
    if (isBlank(reason)) return refuse('reason-missing');
    if (hasEmergencyAccess(actor.id, now, complaint)) return [];
    const until = instantOf(epochMsOf(now) + EMERGENCY_ACCESS_MS);
    return [{ type: 'EmergencyAccessTaken', data: { until } }];
  },
  folds: {
    EmergencyAccessTaken: onlyWalls,
  },
  examples: {},
};

function isSameCircle(one: readonly string[], other: readonly string[]): boolean {
  return one.every((person) => isOneOf(other, person)) && other.every((person) => isOneOf(one, person));
}

/** Returns the complaint to the queue when whoever has it may not know of it any more. */
function returned(people: readonly string[], { assignee }: Complaint): readonly ComplaintEvent[] {
  const stays = assignee === undefined || isOneOf(people, assignee);
  return stays ? [] : [{ type: 'ComplaintAssigned', data: {} }];
}
