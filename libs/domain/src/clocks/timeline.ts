import type { EscalationRole, EventData, Moment } from '@redress/contracts';
import type { Amendment } from '../calendars/own-calendar.js';
import { epochMsOf, type Instant } from '../instant.js';
import type { Assessed } from './clock-condition.js';

/** A moment in a complaint's life, and when it happened. */
export interface MomentFact {
  readonly fact: Moment;
  readonly at: Instant;
}

/**
 * The complaint was merged into an earlier one, whose clocks apply: this stops every clock, whatever the policy lists. An undone merge
 * has no effect.
 */
export interface MergeFact<Fact extends 'merged' | 'unmerged' = 'merged' | 'unmerged'> {
  readonly fact: Fact;
  readonly at: Instant;
}

/**
 * Reasons are words of the policy, never free text, because read models store them. Without `clocks` it applies to every clock that can be
 * paused.
 */
export interface PauseFact {
  readonly fact: 'paused';
  readonly at: Instant;
  readonly reason?: string;
  readonly clocks?: readonly string[];
}

export interface ResumeFact {
  readonly fact: 'resumed';
  readonly at: Instant;
  readonly clocks?: readonly string[];
}

/** An extension, or a holding reply. The clock's rule decides whether the policy allows it. */
export interface ChangeFact<Fact extends 'extended' | 'held' = 'extended' | 'held'> {
  readonly fact: Fact;
  readonly at: Instant;
  readonly clock: string;
  readonly reason?: string;
}

/** From here on open clocks use another version of their calendar. */
export type CalendarFact = Amendment & { readonly fact: 'calendar'; readonly at: Instant };

/** One start of one clock, whichever of its rules applied; 1 is the first. */
export interface NumberedStart {
  readonly clock: string;
  readonly run: number;
}

/**
 * Another policy applies from here on. Its clocks count from the same facts as if it had always applied; what the policy before settled or
 * stopped is said here, because later computations know only the new one.
 */
export interface PolicyFact {
  readonly fact: 'policy';
  readonly at: Instant;
  /** Runs that were met: they stay met, whatever the new limit. */
  readonly met: readonly NumberedStart[];
  /** Clocks that the policy before did not have. What was paused before applies to them as their own rule allows. */
  readonly begun: readonly string[];
  /** Clocks that only the policy before had. */
  readonly ended: readonly string[];
  /** Clocks of the new policy that are paused, and for which reason. */
  readonly paused: readonly { readonly clock: string; readonly reason: string }[];
}

/** The complaint was assessed, or reassessed: clocks with conditions apply from here on, or no longer do. */
export interface AssessedFact extends Assessed {
  readonly fact: 'assessed';
  readonly at: Instant;
}

/** The part of a run that fell due: its end, or a warning by its index in the rule. */
export type Mark = 'due' | number;

/** A recorded firing, which never fires again. `told`: a role was notified. */
export interface FiredFact {
  readonly fact: 'warned' | 'missed' | 'told';
  /** The due instant, not the time of recording. */
  readonly at: Instant;
  readonly clock: string;
  /** Number of the run; 1 is the first. */
  readonly run: number;
  readonly mark: Mark;
  readonly to?: EscalationRole;
}

/** A sign of life from a complainant after a decision, other than acceptance. It stops no clock. */
export interface VoiceFact {
  readonly fact: 'rejected' | 'heard';
  readonly at: Instant;
}

/** One fact that clocks depend on. */
export type TimelineFact =
  | MomentFact
  | MergeFact<'merged'>
  | MergeFact<'unmerged'>
  | VoiceFact
  | PauseFact
  | ResumeFact
  | ChangeFact<'extended'>
  | ChangeFact<'held'>
  | CalendarFact
  | PolicyFact
  | AssessedFact
  | FiredFact;

/**
 * All facts from which the clocks of one complaint are computed, whatever the policy, in order of recording. Plain JSON, so that read
 * models can store it.
 */
export type Timeline = readonly TimelineFact[];

/** An event as the timeline sees it. */
export interface TimelineEvent {
  readonly type: string;
  readonly occurredAt: Instant;
  readonly data?: object;
  readonly actor?: { readonly role: string };
}

const momentOf: { readonly [type: string]: Moment } = {
  ComplaintReceived: 'received',
  ComplaintAcknowledged: 'acknowledged',
  ComplaintSentOn: 'sent-on',
  AppealLodged: 'escalated',
  ProgressReported: 'progress-reported',
  DecisionCommunicated: 'decided',
  DecisionDelivered: 'decided',
  DecisionAccepted: 'accepted',
  ComplaintClosed: 'ended',
  ComplaintWithdrawn: 'ended',
  ComplaintReferred: 'ended',
  ComplaintReopened: 'reopened',
};

/** Adds an event of a complaint to the timeline. Throws if the first event is not `ComplaintReceived`. */
export function evolveTimeline(timeline: Timeline | undefined, event: TimelineEvent): Timeline {
  if (timeline === undefined && event.type !== 'ComplaintReceived') {
    throw new Error(`Clocks start at ComplaintReceived, not at ${event.type}.`);
  }
  if (event.type === 'StepTakenBack') return withoutStep(timeline ?? [], event.data as EventData<'StepTakenBack'>);
  const fact = factOf(event) ?? voiceIn(timeline ?? [], event);
  return fact === undefined ? (timeline ?? []) : [...(timeline ?? []), fact, ...acknowledgedBefore(event)];
}

/** The moment of each step that a message completes. */
const momentOfStep = { acknowledgement: 'acknowledged', decision: 'decided' } as const;

/**
 * Takes back the last moment of a step whose message did not arrive. The moment is gone, as it never was: the clocks that it stopped run on
 * from their own start, and fall due; the clocks and the silence that it started have not begun.
 */
function withoutStep(timeline: Timeline, { step }: EventData<'StepTakenBack'>): Timeline {
  const last = timeline.findLastIndex(({ fact }) => fact === momentOfStep[step]);
  return timeline.filter((_fact, index) => index !== last);
}

/** A complaint split off an acknowledged one counts as acknowledged. */
function acknowledgedBefore({ type, data }: TimelineEvent): readonly MomentFact[] {
  if (type !== 'ComplaintReceived') return [];
  const at = (data as EventData<'ComplaintReceived'> | undefined)?.splitFrom?.acknowledgedAt;
  return at === undefined ? [] : [{ fact: 'acknowledged', at }];
}

/** Records that the complainant wrote or sent a file, which breaks a silence. */
function voiceIn(timeline: Timeline, { type, occurredAt: at, actor }: TimelineEvent): VoiceFact | undefined {
  if (type === 'DecisionRejected') return { fact: 'rejected', at };
  const isVoice = type === 'InformationAdded' || (type === 'AttachmentAdded' && actor?.role === 'complainant');
  return isVoice && silentSince(timeline) !== undefined ? { fact: 'heard', at } : undefined;
}

function factOf({ type, occurredAt: at, data }: TimelineEvent): TimelineFact | undefined {
  const moment = momentOf[type];
  return moment === undefined ? clockFact(type, at, data) : { fact: moment, at };
}

/** The start of the current silence of a complainant whose answer to a decision is open; undefined if none is. */
export function silentSince(timeline: Timeline): Instant | undefined {
  let since: Instant | undefined;
  for (const { fact, at } of timeline) {
    switch (fact) {
      case 'decided':
        since = at;
        break;
      case 'heard':
        // A statement recorded late may have been made earlier.
        if (since !== undefined && epochMsOf(at) > epochMsOf(since)) since = at;
        break;
      // A shorter time under another policy must not be over before it applied.
      case 'policy':
        if (since !== undefined) since = at;
        break;
      case 'accepted':
      case 'rejected':
      case 'escalated':
      case 'ended':
      case 'reopened':
        since = undefined;
        break;
      default:
        break;
    }
  }
  return since;
}

/** The timeline entry of an event that is not a moment; undefined if it does not affect clocks. */
function clockFact(type: string, at: Instant, data: object | undefined): TimelineFact | undefined {
  switch (type) {
    case 'ClockPaused': {
      const { reason, clocks } = data as EventData<'ClockPaused'>;
      return { fact: 'paused', at, reason, clocks };
    }
    case 'ClockResumed':
      return { fact: 'resumed', at, clocks: (data as EventData<'ClockResumed'>).clocks };
    case 'DeadlineExtended': {
      const { clock, reason } = data as EventData<'DeadlineExtended'>;
      return { fact: 'extended', at, clock, reason };
    }
    case 'HoldingReplySent': {
      const { clock, reason } = data as EventData<'HoldingReplySent'>;
      return { fact: 'held', at, clock, reason };
    }
    case 'DeadlineWarned': {
      const { clock, run, warning } = data as EventData<'DeadlineWarned'>;
      return { fact: 'warned', at, clock, run, mark: warning };
    }
    case 'DeadlineMissed': {
      const { clock, run } = data as EventData<'DeadlineMissed'>;
      return { fact: 'missed', at, clock, run, mark: 'due' };
    }
    case 'ComplaintEscalated': {
      const { clock, run, warning = 'due', to } = data as EventData<'ComplaintEscalated'>;
      return { fact: 'told', at, clock, run, mark: warning, to };
    }
    case 'CalendarChanged': {
      const { calendar, added, removed, coversTo } = data as EventData<'CalendarChanged'>;
      const amendment = { ...(added && { added }), ...(removed && { removed }), ...(coversTo && { coversTo }) };
      return { fact: 'calendar', at, calendar, ...amendment };
    }
    case 'PolicyReplaced': {
      const { met, begun, ended, paused } = data as EventData<'PolicyReplaced'>;
      return { fact: 'policy', at, met, begun, ended, paused };
    }
    case 'ComplaintAssessed': {
      const { immediateAction: _action, rationale: _rationale, ...assessed } = data as EventData<'ComplaintAssessed'>;
      return { fact: 'assessed', at, ...assessed };
    }
    case 'ComplaintMerged':
      return { fact: 'merged', at };
    case 'ComplaintUnmerged':
      return { fact: 'unmerged', at };
    default:
      return undefined;
  }
}
