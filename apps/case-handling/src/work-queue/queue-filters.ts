import { channels, languages, NAME_LENGTH_MAX, priorities, severities, TAG_LENGTH_MAX } from '@redress/contracts';
import type { Channel, Language, Priority, Severity } from '@redress/contracts';
import { complaintStatuses, type Asking, type ComplaintStatus, type Instant } from '@redress/domain';
import type { Comparison } from '@redress/eventing';
import {
  ALL_TEAMS,
  askingOf,
  type Caller,
  IsInstant,
  SomeOfInQuery,
  TextsInQuery,
  WholeNumbersInQuery,
} from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import { awaited, type Awaited } from '../case-view/queue-fields.js';

const YES_OR_NO = ['true', 'false'] as const;
type YesOrNo = (typeof YES_OR_NO)[number];

/** Which clocks were missed: `any` of them, none, the acknowledgement's, the answer's. */
const BREACHES = ['any', 'none', 'acknowledgement', 'answer'] as const;

/** Of a filter by texts. */
export const VALUES_MAX = 20;
const STAGE_MAX = 9;

/** A reader's own name in a filter by people; their teams' in one by teams; and what nobody has. */
const ME = 'me';
const MINE = 'mine';
const NONE = 'none';

/**
 * Filters of the work queue: a case has to fit all of them. Of several values of one filter it has to fit one.
 */
export class QueueFilters {
  @IsOptional()
  @SomeOfInQuery(complaintStatuses)
  status?: ComplaintStatus[];

  /** Whether it is still worked on. */
  @IsOptional()
  @IsIn(YES_OR_NO)
  open?: YesOrNo;

  /** Staff members by their id; `me`; `none` for unassigned. */
  @IsOptional()
  @TextsInQuery(VALUES_MAX, NAME_LENGTH_MAX)
  assignee?: string[];

  /** Teams that complaints were routed to; `mine` for those that the reader's token names; `none` for not routed. */
  @IsOptional()
  @TextsInQuery(VALUES_MAX, NAME_LENGTH_MAX)
  team?: string[];

  @IsOptional()
  @SomeOfInQuery(priorities)
  priority?: Priority[];

  @IsOptional()
  @SomeOfInQuery(severities)
  severity?: Severity[];

  @IsOptional()
  @TextsInQuery(VALUES_MAX, NAME_LENGTH_MAX)
  product?: string[];

  @IsOptional()
  @TextsInQuery(VALUES_MAX, NAME_LENGTH_MAX)
  organizationUnit?: string[];

  @IsOptional()
  @TextsInQuery(VALUES_MAX, NAME_LENGTH_MAX)
  jurisdiction?: string[];

  /** Tags, whole. */
  @IsOptional()
  @TextsInQuery(VALUES_MAX, TAG_LENGTH_MAX)
  tag?: string[];

  @IsOptional()
  @SomeOfInQuery(channels)
  channel?: Channel[];

  @IsOptional()
  @SomeOfInQuery(languages)
  language?: Language[];

  /** Stages of the policy, the first decision being 1. */
  @IsOptional()
  @WholeNumbersInQuery(STAGE_MAX, 1, STAGE_MAX)
  stage?: number[];

  /** Whose turn it is. */
  @IsOptional()
  @SomeOfInQuery(awaited)
  waitingFor?: Awaited[];

  @IsOptional()
  @IsIn(YES_OR_NO)
  confidential?: YesOrNo;

  /** Whether a message to the complainant did not arrive, and was not sent again since. */
  @IsOptional()
  @IsIn(YES_OR_NO)
  undelivered?: YesOrNo;

  /** Whether a running clock is past its due date. */
  @IsOptional()
  @IsIn(YES_OR_NO)
  overdue?: YesOrNo;

  /** Whether a running clock has reached a warning. */
  @IsOptional()
  @IsIn(YES_OR_NO)
  warned?: YesOrNo;

  /** Which clock was ever missed: any, none, that of the acknowledgement, or that of the answer. */
  @IsOptional()
  @IsIn(BREACHES)
  breached?: (typeof BREACHES)[number];

  @IsOptional()
  @IsInstant()
  receivedFrom?: Instant;

  @IsOptional()
  @IsInstant()
  receivedTo?: Instant;

  @IsOptional()
  @IsInstant()
  dueFrom?: Instant;

  @IsOptional()
  @IsInstant()
  dueBefore?: Instant;

  /** Cases about which anything was recorded from this instant on. */
  @IsOptional()
  @IsInstant()
  changedSince?: Instant;

  /** Whether the complainant answered, added, accepted, rejected, appealed or withdrew since case workers last acted. */
  @IsOptional()
  @IsIn(YES_OR_NO)
  answered?: YesOrNo;

  /** As `answered=true`, where the complainant last did so from this instant on. */
  @IsOptional()
  @IsInstant()
  answeredSince?: Instant;
}

/** Who asks, and the instant at which running clocks are evaluated. */
export interface QueueReader {
  readonly asking: Asking;
  /** The teams that they belong to; `*` stands for all. Absent: none. */
  readonly ownTeams?: readonly string[];
  readonly now: Instant;
}

/** Whoever sent a request, at this instant. */
export function queueReaderOf(caller: Caller, now: Instant): QueueReader {
  const { ownTeams } = caller;
  return { asking: askingOf(caller), ...(ownTeams && { ownTeams }), now };
}

/** What the view compares for these filters. */
export function comparisonsOf(filters: QueueFilters, { asking, ownTeams, now }: QueueReader): readonly Comparison[] {
  const { assignee, team, tag, breached, waitingFor } = filters;
  return [
    ...valuesOf(filters),
    ...flagsOf(filters),
    ...instantsOf(filters),
    ...(assignee === undefined ? [] : [onePersonOf('assignee', assignee, asking.id)]),
    ...(team === undefined ? [] : [oneTeamOf('team', team, ownTeams)]),
    ...(tag === undefined ? [] : [{ field: 'queue.tags', is: 'has', values: tag } as const]),
    ...(breached === undefined ? [] : [breachOf(breached)]),
    // What has ended waits for nobody. Said, so that an index can begin with it.
    ...(waitingFor === undefined ? [] : [{ field: 'queue.open', is: 'equal', value: true } as const]),
    ...dueOrNot('dueAt', filters.overdue, now),
    ...dueOrNot('queue.warnAt', filters.warned, now),
  ];
}

function valuesOf(filters: QueueFilters): readonly Comparison[] {
  const fields = {
    status: filters.status,
    priority: filters.priority,
    'assessment.severity': filters.severity,
    product: filters.product,
    organizationUnit: filters.organizationUnit,
    jurisdiction: filters.jurisdiction,
    channel: filters.channel,
    language: filters.language,
    'state.stage.number': filters.stage,
    'queue.waitingFor': filters.waitingFor,
  };
  return Object.entries(fields).flatMap(([field, values]) => (values === undefined ? [] : [oneOf(field, values)]));
}

function flagsOf({ open, confidential, undelivered, answered }: QueueFilters): readonly Comparison[] {
  const flags = {
    'queue.open': open,
    'queue.confidential': confidential,
    'queue.undelivered': undelivered,
    answered,
  };
  return Object.entries(flags).flatMap(([field, asked]): Comparison[] =>
    asked === undefined ? [] : [{ field, is: 'equal', value: asked === 'true' }],
  );
}

function instantsOf(filters: QueueFilters): readonly Comparison[] {
  const asked: readonly (readonly [string, 'from' | 'before', Instant | undefined])[] = [
    ['receivedAt', 'from', filters.receivedFrom],
    ['receivedAt', 'before', filters.receivedTo],
    ['dueAt', 'from', filters.dueFrom],
    ['dueAt', 'before', filters.dueBefore],
    ['changedAt', 'from', filters.changedSince],
    ['queue.answeredAt', 'from', filters.answeredSince],
  ];
  return asked.flatMap(([field, is, value]) => (value === undefined ? [] : [{ field, is, value }]));
}

/** One value is compared for equality, which an index can begin with. */
export function oneOf(field: string, values: readonly (string | number)[]): Comparison {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? { field, is: 'equal', value: only } : { field, is: 'in', values };
}

/** Compares a field with people, of whom `me` is the reader and `none` nobody. */
export function onePersonOf(field: string, asked: readonly string[], readerId: string): Comparison {
  const people = asked.filter((one) => one !== NONE).map((one) => (one === ME ? readerId : one));
  return oneOrNone(field, people, asked.includes(NONE));
}

/** Compares a field with teams, of which `mine` are the reader's own and `none` is no team. */
export function oneTeamOf(field: string, asked: readonly string[], own: readonly string[] = []): Comparison {
  const teams = asked.filter((one) => one !== NONE && one !== MINE);
  if (!asked.includes(MINE)) return oneOrNone(field, teams, asked.includes(NONE));
  if (!own.includes(ALL_TEAMS)) return oneOrNone(field, [...teams, ...own], asked.includes(NONE));
  // All names sort behind the empty one.
  return { field, is: 'from', value: '', ...(asked.includes(NONE) && { orNone: true }) };
}

function oneOrNone(field: string, values: readonly string[], orNone: boolean): Comparison {
  if (!orNone) return oneOf(field, values);
  return values.length === 0 ? { field, is: 'equal', value: null } : { field, is: 'in', values, orNone };
}

function breachOf(asked: (typeof BREACHES)[number]): Comparison {
  const fields = {
    any: 'breached',
    none: 'breached',
    acknowledgement: 'acknowledgementBreached',
    answer: 'answerBreached',
  };
  return { field: `queue.${fields[asked]}`, is: 'equal', value: asked !== 'none' };
}

/** A case on which nothing is due is not late. */
function dueOrNot(field: string, asked: YesOrNo | undefined, now: Instant): readonly Comparison[] {
  if (asked === undefined) return [];
  return [asked === 'true' ? { field, is: 'before', value: now } : { field, is: 'from', value: now, orNone: true }];
}
