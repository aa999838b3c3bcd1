import type { EscalationRole, EventData, Moment } from '@redress/contracts';
import type { Amendment } from '../calendars/own-calendar.js';
import { epochMsOf, type Instant } from '../instant.js';

/** A moment in the life of a complaint, and when it happened in the world. */
export interface MomentFact {
  readonly fact: Moment;
  readonly at: Instant;
}

/**
 * The complaint went on within an earlier one, whose clocks hold: it stops every clock, whatever the policy lists. Undone, it has stopped
 * none.
 */
export interface MergeFact<Fact extends 'merged' | 'unmerged' = 'merged' | 'unmerged'> {
  readonly fact: Fact;
  readonly at: Instant;
}

/** Reasons are words of the policy, never free text: this is kept in read models. Without `clocks` it is for every clock that can be paused. */
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

/** An extension, or a holding reply. Whether the policy allows it is for the clock's rule to say. */
export interface ChangeFact<Fact extends 'extended' | 'held' = 'extended' | 'held'> {
  readonly fact: Fact;
  readonly at: Instant;
  readonly clock: string;
  readonly reason?: string;
}

/** From here on what is still open counts by another version of its calendar. */
export type CalendarFact = Amendment & { readonly fact: 'calendar'; readonly at: Instant };

/** What of a run came due: its end, or one of its warnings by its place in the rule, from 0. */
export type Mark = 'due' | number;

/** Something that fell due and was recorded: it never fires again. `told`: a role was told. */
export interface FiredFact {
  readonly fact: 'warned' | 'missed' | 'told';
  /** When it was due, not when it was recorded. */
  readonly at: Instant;
  readonly clock: string;
  /** Which run of the clock; 1 is the first. */
  readonly run: number;
  readonly mark: Mark;
  readonly to?: EscalationRole;
}

/** What a complainant who was told a decision lets be heard: an answer that is no acceptance, or anything else. It stops no clock. */
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
  | FiredFact;

/**
 * Everything that the clocks of one complaint are computed from, whatever the policy, in the order in which it was recorded. Plain
 * JSON, so that a read model may keep it in its documents.
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
  DecisionAccepted: 'accepted',
  ComplaintClosed: 'ended',
  ComplaintWithdrawn: 'ended',
  ComplaintReferred: 'ended',
  ComplaintReopened: 'reopened',
};

/** The timeline after one more event of a complaint. Throws when the first event is not `ComplaintReceived`. */
export function evolveTimeline(timeline: Timeline | undefined, event: TimelineEvent): Timeline {
  if (timeline === undefined && event.type !== 'ComplaintReceived') {
    throw new Error(`Clocks start at ComplaintReceived, not at ${event.type}.`);
  }
  const fact = factOf(event) ?? voiceIn(timeline ?? [], event);
  return fact === undefined ? (timeline ?? []) : [...(timeline ?? []), fact, ...acknowledgedBefore(event)];
}

/** What was split off another complaint was acknowledged with it. */
function acknowledgedBefore({ type, data }: TimelineEvent): readonly MomentFact[] {
  if (type !== 'ComplaintReceived') return [];
  const at = (data as EventData<'ComplaintReceived'> | undefined)?.splitFrom?.acknowledgedAt;
  return at === undefined ? [] : [{ fact: 'acknowledged', at }];
}

/** Somebody who writes is not silent, nor who sends a file; it is kept where a silence would be read. */
function voiceIn(timeline: Timeline, { type, occurredAt: at, actor }: TimelineEvent): VoiceFact | undefined {
  if (type === 'DecisionRejected') return { fact: 'rejected', at };
  const isVoice = type === 'InformationAdded' || (type === 'AttachmentAdded' && actor?.role === 'complainant');
  return isVoice && silentSince(timeline) !== undefined ? { fact: 'heard', at } : undefined;
}

function factOf({ type, occurredAt: at, data }: TimelineEvent): TimelineFact | undefined {
  const moment = momentOf[type];
  return moment === undefined ? clockFact(type, at, data) : { fact: moment, at };
}

/** Since when nothing was heard of a complainant whose answer to a decision is open; undefined while none is. */
export function silentSince(timeline: Timeline): Instant | undefined {
  let since: Instant | undefined;
  for (const { fact, at } of timeline) {
    switch (fact) {
      case 'decided':
        since = at;
        break;
      case 'heard':
        // What was typed in late may have been said before.
        if (since !== undefined && epochMsOf(at) > epochMsOf(since)) since = at;
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

/** What an event that is no moment in the life of a complaint puts into the timeline; undefined for one that does not touch clocks. */
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
    case 'ComplaintMerged':
      return { fact: 'merged', at };
    case 'ComplaintUnmerged':
      return { fact: 'unmerged', at };
    default:
      return undefined;
  }
}
