import type { ComplaintEventType, OpenedEventData } from '@redress/contracts';
import { type Instant, isAfter } from '../instant.js';
import { isOneOf, isSamePerson } from './person.js';

/** Somebody who wants to see or do something. */
export interface Asking {
  /** The `sub` of a member of staff; the name of a service; `complainant`. */
  readonly id: string;
  readonly roles: readonly string[];
  /** The teams and organization units of whose complaints alone they know. Absent: those of all. */
  readonly teams?: readonly string[];
  /** When they ask. Without it, access that was taken for a time counts as over. */
  readonly at?: Instant;
}

/** What decides who may know of a complaint. */
export interface Walls {
  /** Staff with an interest in it: the person complained about, a relative, a friend. */
  readonly conflicts: readonly string[];
  /** The only members of staff who may know of it, when it is confidential. */
  readonly restrictedTo?: readonly string[];
  /** Whoever took access in an emergency, and until when. */
  readonly emergencies?: readonly EmergencyAccess[];
  readonly work?: Work;
}

/** Whose work a complaint is, for members of staff who know of that of their teams alone. */
export interface Work {
  /** The team to which it was sent last. Without one it waits for somebody to send it to a team, and everybody knows of it. */
  readonly team?: string;
  /** The part of the organization that it is about. */
  readonly unit?: string;
  /** Departments with a task of it. */
  readonly departments: readonly string[];
  /** Whoever took it down for the complainant, was given it, or a task of it. */
  readonly people: readonly string[];
}

/** Access to a confidential complaint that somebody who is not named took for a time. */
export interface EmergencyAccess {
  readonly person: string;
  readonly until: Instant;
}

/**
 * What stands between a member of staff and a complaint: their `interest` in it, its `restriction` to others, or that it is the work of
 * another `team`. ISO 10002:2018, clause 4: objectivity, confidentiality.
 */
export type Wall = 'interest' | 'restriction' | 'team';

/** Roles without a person of staff behind them. */
const NO_STAFF: readonly string[] = ['complainant', 'system'];

/** Roles that look after the work of all teams. */
const OF_ALL_TEAMS: readonly string[] = ['analyst', 'compliance', 'admin'];

/** Whether somebody acts in this role as a member of staff. */
export function isStaffRole(role: string): boolean {
  return !NO_STAFF.includes(role);
}

/**
 * The wall between somebody and a complaint, of which they see nothing and on which they do nothing; undefined where none stands. The same
 * for every role, also for those who only read.
 */
export function wallBefore(asking: Asking, walls: Walls): Wall | undefined {
  const { id, roles, at } = asking;
  if (!roles.some(isStaffRole)) return undefined;
  const wall = wallBeforePerson(id, walls);
  if (wall === 'restriction' && hasEmergencyAccess(id, at, walls)) return undefined;
  // To whom a confidential complaint is open was said by name.
  return wall ?? (walls.restrictedTo !== undefined || isWorkOf(asking, walls.work) ? undefined : 'team');
}

/** The teams of whose complaints alone somebody knows; undefined for somebody who knows of those of all. */
export function teamsOf({ roles, teams }: Asking): readonly string[] | undefined {
  return roles.some((role) => OF_ALL_TEAMS.includes(role)) ? undefined : teams;
}

function isWorkOf(asking: Asking, work: Work | undefined): boolean {
  const teams = teamsOf(asking);
  if (teams === undefined || work?.team === undefined) return true;
  const { team, unit, departments, people } = work;
  const theirs = [team, unit, ...departments];
  return teams.some((one) => theirs.includes(one)) || isOneOf(people, asking.id);
}

/** Whether a person took access to the complaint that is not over yet. */
export function hasEmergencyAccess(person: string, at: Instant | undefined, { emergencies = [] }: Walls): boolean {
  return emergencies.some(
    (taken) => at !== undefined && isAfter(taken.until, at) && isSamePerson(taken.person, person),
  );
}

/** The wall between a member of staff and a complaint, whatever their roles and whatever access they took for a time. An interest counts for more than being named. */
export function wallBeforePerson(person: string, { conflicts, restrictedTo }: Walls): Wall | undefined {
  if (isOneOf(conflicts, person)) return 'interest';
  return restrictedTo === undefined || isOneOf(restrictedTo, person) ? undefined : 'restriction';
}

/** Who caused an event. */
interface By {
  readonly id: string;
  readonly role: string;
}

type Moves = {
  readonly [Type in ComplaintEventType]?: (walls: Walls, data: OpenedEventData<Type>, actor: By) => Walls;
};

/** The events that put up a wall, take one down, or move it to others. */
const moves: Moves = {
  ComplaintReceived: (walls, { restriction, organizationUnit }, actor) => ({
    ...walls,
    ...(restriction && { restrictedTo: restriction.people }),
    work: {
      ...(organizationUnit !== undefined && { unit: organizationUnit }),
      departments: [],
      people: isStaffRole(actor.role) ? [actor.id] : [],
    },
  }),
  DetailsCorrected: (walls, { organizationUnit: unit }) => (unit === undefined ? walls : working(walls, { unit })),
  ComplaintRouted: (walls, { team }) => working(walls, { team }),
  ComplaintAssigned: (walls, { assignee }) => givenTo(assignee, walls),
  TaskAssigned: (walls, { assignee, department }) =>
    givenTo(assignee, department === undefined ? walls : withDepartment(department, walls)),
  ConflictOfInterestDeclared: (walls, { person }) => ({ ...walls, conflicts: [...walls.conflicts, person] }),
  AccessRestricted: (walls, { people }) => ({ ...walls, restrictedTo: people }),
  AccessRestrictionLifted: ({ restrictedTo: _lifted, emergencies: _over, ...walls }) => walls,
  EmergencyAccessTaken: ({ emergencies = [], ...walls }, { until }, { id: person }) => {
    const others = emergencies.filter((taken) => !isSamePerson(taken.person, person));
    return { ...walls, emergencies: [...others, { person, until }] };
  },
};

const NOBODYS: Work = { departments: [], people: [] };

function working(walls: Walls, more: Partial<Work>): Walls {
  return { ...walls, work: { ...NOBODYS, ...walls.work, ...more } };
}

function givenTo(person: string | undefined, walls: Walls): Walls {
  const { people } = walls.work ?? NOBODYS;
  return person === undefined || isOneOf(people, person) ? walls : working(walls, { people: [...people, person] });
}

function withDepartment(department: string, walls: Walls): Walls {
  const { departments } = walls.work ?? NOBODYS;
  return departments.includes(department) ? walls : working(walls, { departments: [...departments, department] });
}

/** Whether events of a type put up a wall, take one down, or move it. */
export function movesWalls(type: string): boolean {
  return Object.hasOwn(moves, type);
}

/** The walls around a complaint after an event, which need not be opened: whom a wall concerns is never sealed. */
export function wallsAfter<Known extends Walls>(
  walls: Known,
  { type, data, actor }: { readonly type: ComplaintEventType; readonly data: object; readonly actor: By },
): Known {
  const move = moves[type] as ((walls: Walls, data: object, actor: By) => Walls) | undefined;
  // Only the parts of walls are changed, the optional ones perhaps taken out.
  return move === undefined ? walls : (move(walls, data, actor) as Known);
}
