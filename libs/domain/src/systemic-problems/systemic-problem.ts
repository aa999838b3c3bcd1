import type {
  EffectOutcome,
  EventData,
  GroupFigures,
  OpenedEventData,
  ProblemRegisterEvent,
  SystemicProblemEventType,
} from '@redress/contracts';
import { isOverEverywhere } from '../calendars/calendar.js';
import type { Instant } from '../instant.js';
import { isSamePerson } from '../permissions/person.js';

/** The prefix of the stream of every systemic problem; its id follows. */
export const SYSTEMIC_PROBLEM_STREAM_PREFIX = 'systemic-problem-';

/** The register, which lists all of them, has a stream of its own. */
type OwnEventType = Exclude<SystemicProblemEventType, 'SystemicProblemListed'>;
/** These names are the storage format. */
export type SystemicProblemEvent = Extract<ProblemRegisterEvent, { readonly type: OwnEventType }>;

/** The values that the complaints of a group share. */
export type ComplaintGroup = EventData<'SystemicProblemConfirmed'>['group'];

/**
 * What was decided about a group of complaints. `confirmed`: they have one problem behind them, which is worked on. `dismissed`: there is
 * none to act on. `resolved`: its corrective actions were effective.
 */
export const problemStandings = ['confirmed', 'dismissed', 'resolved'] as const;
export type ProblemStanding = (typeof problemStandings)[number];

export const correctiveActionStandings = ['planned', 'completed', 'cancelled'] as const;
export type CorrectiveActionStanding = (typeof correctiveActionStandings)[number];

/** An action against the cause (ISO 10002:2018, 8.7). What is to be done is in its event, sealed. */
export interface CorrectiveAction {
  /** Its number within the systemic problem, from 1 on. */
  readonly action: number;
  readonly owner: string;
  readonly dueOn: string;
  readonly standing: CorrectiveActionStanding;
  /** Completed or cancelled. */
  readonly endedAt?: Instant;
}

/**
 * A group of complaints about which somebody decided, in the stream `systemic-problem-<id>`, where the id follows from the group: each group
 * has one. Texts are in the events, sealed, and not in this state: nothing is decided by them.
 */
export interface SystemicProblem {
  /** Absent before the first event, as is `figures`. */
  readonly standing?: ProblemStanding;
  readonly group: ComplaintGroup;
  /** Those that the last decision about the group stood on. */
  readonly figures?: GroupFigures;
  readonly actions: readonly CorrectiveAction[];
  /** Whether an action was completed since the problem was confirmed, reopened or last verified: only then an effect can be seen. */
  readonly isActedOn: boolean;
  readonly decisions: number;
}

/** Most corrective actions of one systemic problem. */
export const CORRECTIVE_ACTIONS_MAX = 50;

/** Most decisions about one group: whoever needs more asks the wrong question. */
const DECISIONS_MAX = 100;

type Data<Type extends OwnEventType, Field extends keyof EventData<Type> = keyof EventData<Type>> = Pick<
  EventData<Type>,
  Field
>;

export type SystemicProblemCommand =
  | { readonly type: 'confirm'; readonly data: Data<'SystemicProblemConfirmed'> }
  | { readonly type: 'dismiss'; readonly data: Data<'SystemicProblemDismissed'> }
  | {
      readonly type: 'plan-corrective-action';
      readonly data: Data<'CorrectiveActionPlanned', 'what' | 'owner' | 'dueOn'>;
      readonly at: Instant;
    }
  | {
      readonly type: 'complete-corrective-action';
      readonly data: Data<'CorrectiveActionCompleted'>;
      /** Who may complete only their own actions; absent for somebody who may complete all. */
      readonly ownOnly?: string;
    }
  | { readonly type: 'cancel-corrective-action'; readonly data: Data<'CorrectiveActionCancelled'> }
  | { readonly type: 'verify-effect'; readonly data: Data<'CorrectiveEffectVerified'> }
  | { readonly type: 'reopen'; readonly data: Data<'SystemicProblemReopened'> };

/** Codes of refusals. The name and the meaning of a code never change. */
export const systemicProblemRefusalCodes = [
  'systemic-problem-unknown',
  'systemic-problem-already-confirmed',
  'systemic-problem-not-open',
  'systemic-problem-resolved',
  'systemic-problem-not-resolved',
  'too-many-systemic-problems',
  'too-many-decisions',
  'corrective-action-unknown',
  'corrective-action-ended',
  'corrective-action-of-another',
  'corrective-actions-open',
  'no-corrective-action-completed',
  'too-many-corrective-actions',
  'due-in-past',
] as const;
export type SystemicProblemRefusalCode = (typeof systemicProblemRefusalCodes)[number];
export interface SystemicProblemRefusal {
  readonly refused: SystemicProblemRefusalCode;
  readonly details?: { readonly most: number };
}

type Decision = readonly SystemicProblemEvent[] | SystemicProblemRefusal;

const initialState: SystemicProblem = { group: [], actions: [], isActedOn: false, decisions: 0 };

/** Events to record, or a refusal. Every accepted command decides something: it is about the figures, or the standing, of now. */
function decide(command: SystemicProblemCommand, problem: SystemicProblem): Decision {
  const { standing, decisions } = problem;
  const isDecision = ['confirm', 'dismiss', 'verify-effect', 'reopen'].includes(command.type);
  if (isDecision && decisions >= DECISIONS_MAX) return refuse('too-many-decisions', DECISIONS_MAX);
  if (command.type === 'confirm') return confirm(command.data, problem);
  if (command.type === 'dismiss') {
    return hasOpenAction(problem)
      ? refuse('corrective-actions-open')
      : [{ type: 'SystemicProblemDismissed', data: command.data }];
  }
  if (standing === undefined) return refuse('systemic-problem-unknown');
  if (command.type === 'reopen') {
    return standing === 'resolved'
      ? [{ type: 'SystemicProblemReopened', data: command.data }]
      : refuse('systemic-problem-not-resolved');
  }
  return standing === 'confirmed' ? decideOnOpen(command, problem) : refuse('systemic-problem-not-open');
}

function confirm(data: Data<'SystemicProblemConfirmed'>, { standing }: SystemicProblem): Decision {
  if (standing === 'confirmed') return refuse('systemic-problem-already-confirmed');
  if (standing === 'resolved') return refuse('systemic-problem-resolved');
  return [{ type: 'SystemicProblemConfirmed', data }];
}

function decideOnOpen(
  command: Exclude<SystemicProblemCommand, { readonly type: 'confirm' | 'dismiss' | 'reopen' }>,
  problem: SystemicProblem,
): Decision {
  switch (command.type) {
    case 'plan-corrective-action': {
      const { data, at } = command;
      if (isOverEverywhere(data.dueOn, at)) return refuse('due-in-past');
      const action = problem.actions.length + 1;
      if (action > CORRECTIVE_ACTIONS_MAX) return refuse('too-many-corrective-actions', CORRECTIVE_ACTIONS_MAX);
      return [{ type: 'CorrectiveActionPlanned', data: { action, ...data } }];
    }
    case 'complete-corrective-action': {
      const { data, ownOnly } = command;
      const planned = plannedIn(problem, data.action);
      if ('refused' in planned) return planned;
      if (ownOnly !== undefined && !isSamePerson(ownOnly, planned.owner)) return refuse('corrective-action-of-another');
      return [{ type: 'CorrectiveActionCompleted', data }];
    }
    case 'cancel-corrective-action': {
      const planned = plannedIn(problem, command.data.action);
      return 'refused' in planned ? planned : [{ type: 'CorrectiveActionCancelled', data: command.data }];
    }
    case 'verify-effect':
      if (hasOpenAction(problem)) return refuse('corrective-actions-open');
      if (!problem.isActedOn) return refuse('no-corrective-action-completed');
      return [{ type: 'CorrectiveEffectVerified', data: command.data }];
  }
}

function hasOpenAction({ actions }: SystemicProblem): boolean {
  return actions.some(({ standing }) => standing === 'planned');
}

function plannedIn({ actions }: SystemicProblem, number: number): CorrectiveAction | SystemicProblemRefusal {
  const known = actions.find(({ action }) => action === number);
  if (known === undefined) return refuse('corrective-action-unknown');
  return known.standing === 'planned' ? known : refuse('corrective-action-ended');
}

function refuse(refused: SystemicProblemRefusalCode, most?: number): SystemicProblemRefusal {
  return { refused, ...(most !== undefined && { details: { most } }) };
}

/** An event about a systemic problem as the fold sees it. Of personal values it reads none, so they may be sealed, opened or erased. */
export type PastProblemEvent = {
  readonly [Type in OwnEventType]: { readonly type: Type; readonly data: OpenedEventData<Type> };
}[OwnEventType] & { readonly occurredAt: Instant };

function evolve(problem: SystemicProblem, event: PastProblemEvent): SystemicProblem {
  const { type, occurredAt } = event;
  switch (type) {
    case 'SystemicProblemConfirmed':
    case 'SystemicProblemDismissed': {
      const { group, figures } = event.data;
      const standing = type === 'SystemicProblemConfirmed' ? 'confirmed' : 'dismissed';
      return decided({ ...problem, group }, standing, figures);
    }
    case 'SystemicProblemReopened':
      return decided(problem, 'confirmed', event.data.figures);
    case 'CorrectiveEffectVerified': {
      const after: { readonly [outcome in EffectOutcome]: ProblemStanding } = {
        effective: 'resolved',
        'not-effective': 'confirmed',
      };
      return decided(problem, after[event.data.outcome], event.data.figures);
    }
    case 'CorrectiveActionPlanned': {
      const { action, owner, dueOn } = event.data;
      return { ...problem, actions: [...problem.actions, { action, owner, dueOn, standing: 'planned' }] };
    }
    case 'CorrectiveActionCompleted':
      return { ...ended(problem, event.data.action, 'completed', occurredAt), isActedOn: true };
    case 'CorrectiveActionCancelled':
      return ended(problem, event.data.action, 'cancelled', occurredAt);
    default:
      throw new Error(`A systemic problem knows no event of type ${String(type satisfies never)}.`);
  }
}

function decided(problem: SystemicProblem, standing: ProblemStanding, figures: GroupFigures): SystemicProblem {
  return { ...problem, standing, figures, isActedOn: false, decisions: problem.decisions + 1 };
}

function ended(
  problem: SystemicProblem,
  number: number,
  standing: CorrectiveActionStanding,
  endedAt: Instant,
): SystemicProblem {
  const actions = problem.actions.map((one) => (one.action === number ? { ...one, standing, endedAt } : one));
  return { ...problem, actions };
}

/** The systemic problem as plain functions. */
export const systemicProblem = { initialState, decide, evolve };

/** Whether an action is planned and its day over everywhere. */
export function isActionOverdue({ standing, dueOn }: CorrectiveAction, at: Instant): boolean {
  return standing === 'planned' && isOverEverywhere(dueOn, at);
}

/**
 * Whether complaints come more often than when somebody decided about their group: more for each day than chance gives around the rate of
 * then, three standard deviations of a u-chart. Without a rate of then, as soon as there are any.
 */
export function growsBeyond(then: GroupFigures, now: { readonly complaints: number; readonly days: number }): boolean {
  const { complaints = 0, days = 0 } = then.recent ?? {};
  if (now.days === 0) return false;
  const before = days === 0 ? 0 : complaints / days;
  return now.complaints / now.days > before + 3 * Math.sqrt(before / now.days);
}
