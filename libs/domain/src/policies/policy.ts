import type { Channel, EscalationRole, Language, Money, RemedyKind } from '@redress/contracts';
import type { Calendar, Names } from '../calendars/calendar.js';
import { type OwnCalendar, wholeCalendar } from '../calendars/own-calendar.js';
import { calendarOf } from '../calendars/shipped/calendars.js';
import type { ClockRule, Limit } from '../clocks/clock-rule.js';
import type { Mark } from '../clocks/timeline.js';
import type { ReferenceFormat } from '../references/reference.js';
import type { Route } from './routes.js';

/** What clocks need of a policy (ISO 10002:2018, clause 5, and 7.4 to 7.8). */
export interface DeadlinePolicy {
  /** Name and version: `generic@1`. A policy in use is never changed: a change is a new version. */
  readonly version: string;
  /** Name and version of the calendar by which its clocks count: `generic@1`, or that of {@link ownCalendar}. */
  readonly calendar: string;
  /** A calendar that does not ship. A policy in use is never changed, and so neither is this. */
  readonly ownCalendar?: OwnCalendar;
  readonly clocks: readonly ClockRule[];
}

/** What is needed to say how long a silence must last. */
export type SilencePolicy = Pick<DeadlinePolicy, 'calendar'> & { readonly silence?: Silence };

/** What is needed beside the clocks to say what fires when. */
export type FiringPolicy = DeadlinePolicy & SilencePolicy & { readonly escalations: readonly Escalation[] };

/** For which complaints a policy is meant. A part that is absent is for all; a part that is there, for those listed. */
export interface Scope {
  readonly products?: readonly string[];
  readonly channels?: readonly Channel[];
  readonly jurisdictions?: readonly string[];
  readonly complainantTypes?: readonly string[];
}

/** Notifies a role when a clock has come so far: at its due, or at one of its warnings by its place in the rule, from 0. */
export interface Escalation {
  readonly clock: string;
  readonly at: 'due' | { readonly warning: number };
  readonly to: EscalationRole;
}

/** Remedies of one response that add up to more than `above` need the approval of a supervisor who has this role too. */
export interface ApprovalLimit {
  readonly above: Money;
  readonly by: 'supervisor' | 'compliance' | 'admin';
}

/** What has to be there before a response may be proposed. */
export const requiredSteps = ['acknowledgement', 'assessment', 'finding'] as const;
export type RequiredStep = (typeof requiredSteps)[number];

/** One stage of deciding; the first is the first decision, the next are appeals. */
export interface AppealStage {
  readonly names: Names;
  /** The decision is another person's than in the stages before. */
  readonly anotherDecider: boolean;
  /** A rejection of the decision before begins this stage, without anybody asking for it. Never so for the first. */
  readonly automatic?: boolean;
}

/** What it means when a complainant does not answer a decision for so long. */
export interface Silence {
  readonly after: Limit;
  /** `closed`: accepted, and closed at once when no remedy is owed. */
  readonly means: 'accepted' | 'closed';
}

/** Somebody outside the organization to whom a complainant may turn. */
export interface OutsideBody {
  readonly names: Names;
  readonly web: string;
}

/** The mark of a clock at which an escalation tells somebody. */
export function markOf({ at }: Escalation): Mark {
  return at === 'due' ? at : at.warning;
}

/** A channel through which people may complain, and where: an address, a number, hours. */
export interface ContactPoint {
  readonly channel: Channel;
  readonly at: string;
}

/** The public page in one language (ISO 10002:2018, 7.1). Times are not written here: they come from the clocks. */
export interface PublicTexts {
  /** Who handles the complaints. */
  readonly organization: string;
  readonly introduction: string;
  readonly ways: readonly ContactPoint[];
  /** What a complainant should have at hand. */
  readonly needed: readonly string[];
  /** The clocks that the public is told of, in order, and what each of them is for. */
  readonly steps: readonly { readonly clock: string; readonly text: string }[];
  /** Languages, other formats, somebody who complains for another. */
  readonly help: string;
}

/** An organization's rules for complaints as data (ISO 10002:2018, 5.2). */
export interface Policy extends DeadlinePolicy {
  readonly names: Names;
  /** Where the limits come from, and when that was looked up. Never legal advice. */
  readonly source: { readonly text: string; readonly on: string };
  /** The first date on which it is chosen for new complaints, and the last, if there is one. */
  readonly validFrom: string;
  readonly validTo?: string;
  readonly scope: Scope;
  readonly escalations: readonly Escalation[];
  readonly approvalLimits: readonly ApprovalLimit[];
  readonly requiredSteps: readonly RequiredStep[];
  readonly remedies: readonly RemedyKind[];
  /** In order; at least one. */
  readonly stages: readonly AppealStage[];
  readonly outsideBodies: readonly OutsideBody[];
  /** Without it a silence means nothing, however long it lasts. */
  readonly silence?: Silence;
  /** How long a closed complaint is kept. */
  readonly retentionYears: number;
  /** Where assessed complaints go. In order: the first whose conditions hold. */
  readonly routes?: readonly Route[];
  /** The causes that findings may name; without it, any word. */
  readonly rootCauses?: RootCauses;
  readonly referenceFormat: ReferenceFormat;
  readonly texts: { readonly [language in Language]: PublicTexts };
}

/** `acme@3` -> `acme`: what all versions of a policy share. */
export function policyNameOf(version: string): string {
  return version.slice(0, version.lastIndexOf('@'));
}

/** One cause that findings may name (ISO 10002:2018, 7.6 and 8.2). `parent` is a wider one of the same list. */
export interface RootCause {
  readonly code: string;
  readonly names: Names;
  readonly parent?: string;
}

/** An organization's list of causes. A finding records the version by which its code is to be read. */
export interface RootCauses {
  /** Name and version of the list: `acme-causes@2`. Several policies may hold the same one. */
  readonly version: string;
  readonly causes: readonly RootCause[];
}

/** The calendar by which a policy counts: its own, or the one that ships under that version. Throws a `RangeError` when there is neither. */
export function policyCalendar({ calendar, ownCalendar }: Pick<DeadlinePolicy, 'calendar' | 'ownCalendar'>): Calendar {
  return ownCalendar === undefined ? calendarOf(calendar) : wholeCalendar(calendar, ownCalendar);
}
