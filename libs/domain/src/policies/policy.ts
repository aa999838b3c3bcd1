import type { Channel, EscalationRole, Language, Money, RemedyKind } from '@redress/contracts';
import type { Calendar, Names } from '../calendars/calendar.js';
import { type OwnCalendar, wholeCalendar } from '../calendars/own-calendar.js';
import { calendarOf } from '../calendars/shipped/calendars.js';
import type { ClockRule, Limit } from '../clocks/clock-rule.js';
import type { Mark } from '../clocks/timeline.js';
import type { ReferenceFormat } from '../references/reference.js';
import type { Confidentiality } from './confidentiality.js';
import type { Route } from './routes.js';

/** The part of a policy that clocks use (ISO 10002:2018, clause 5, and 7.4 to 7.8). */
export interface DeadlinePolicy {
  /** Name and version: `generic@1`. A policy in use is never changed: a change is a new version. */
  readonly version: string;
  /** Name and version of the calendar for its clocks: `generic@1`, or that of {@link ownCalendar}. */
  readonly calendar: string;
  /** An own calendar, as immutable as the policy. */
  readonly ownCalendar?: OwnCalendar;
  readonly clocks: readonly ClockRule[];
}

/** The part of a policy that determines the length of a silence. */
export type SilencePolicy = Pick<DeadlinePolicy, 'calendar'> & { readonly silence?: Silence };

/** The part of a policy that determines firings. */
export type FiringPolicy = DeadlinePolicy & SilencePolicy & { readonly escalations: readonly Escalation[] };

/** The complaints that a policy is for. An absent part matches all; a present part, those listed. */
export interface Scope {
  readonly products?: readonly string[];
  readonly channels?: readonly Channel[];
  readonly jurisdictions?: readonly string[];
  readonly complainantTypes?: readonly string[];
}

/** Notifies a role at a clock's due instant, or at one of its warnings by index in the rule. */
export interface Escalation {
  readonly clock: string;
  readonly at: 'due' | { readonly warning: number };
  readonly to: EscalationRole;
}

/** Remedies of one response that exceed `above` in total need the approval of a supervisor who also has this role. */
export interface ApprovalLimit {
  readonly above: Money;
  readonly by: 'supervisor' | 'compliance' | 'admin';
}

/** Steps required before a response may be proposed. */
export const requiredSteps = ['acknowledgement', 'assessment', 'finding'] as const;
export type RequiredStep = (typeof requiredSteps)[number];

/** One stage of deciding; the first is the first decision, the next are appeals. */
export interface AppealStage {
  readonly names: Names;
  /** Requires other deciders than in earlier stages. */
  readonly anotherDecider: boolean;
  /** Begins automatically when the previous decision is rejected. Never true for the first stage. */
  readonly automatic?: boolean;
}

/** The meaning of a complainant's silence after a decision. */
export interface Silence {
  readonly after: Limit;
  /** `closed`: accepted, and closed at once if no remedy is owed. */
  readonly means: 'accepted' | 'closed';
}

/** How long what a complainant may do stays open. */
export interface Windows {
  /** From a rejection: until it ends, the complaint cannot be closed as exhausted while a stage is left. */
  readonly appeal: Limit;
  /** From closing: until it ends, what the complainant writes reaches a person. */
  readonly writing: Limit;
}

/** The windows of a policy that sets none. */
export const usualWindows: Windows = {
  appeal: { length: 30, unit: 'calendar-days', end: 'end-of-day' },
  writing: { length: 26, unit: 'weeks', end: 'end-of-day' },
};

/** An outside body to which a complainant may turn. */
export interface OutsideBody {
  readonly names: Names;
  readonly web: string;
}

/** The mark of a clock at which an escalation notifies a role. */
export function markOf({ at }: Escalation): Mark {
  return at === 'due' ? at : at.warning;
}

/** A channel through which people may complain, and where: an address, a number, hours. */
export interface ContactPoint {
  readonly channel: Channel;
  readonly at: string;
}

/** The public page in one language (ISO 10002:2018, 7.1). Time limits come from the clocks, not from here. */
export interface PublicTexts {
  /** The organization that handles the complaints. */
  readonly organization: string;
  readonly introduction: string;
  readonly ways: readonly ContactPoint[];
  /** Information that a complainant should prepare. */
  readonly needed: readonly string[];
  /** The published clocks, in order, each with its purpose. */
  readonly steps: readonly { readonly clock: string; readonly text: string }[];
  /** Accessibility: languages, other formats, representatives. */
  readonly help: string;
}

/** An organization's rules for complaints as data (ISO 10002:2018, 5.2). */
export interface Policy extends DeadlinePolicy {
  readonly names: Names;
  /** The source of the limits, and the date of access. Never legal advice. */
  readonly source: { readonly text: string; readonly on: string };
  /** The first date on which it applies to new complaints, and the last, if any. */
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
  /** Without it silence has no meaning, however long it lasts. */
  readonly silence?: Silence;
  /** How long appeals and late words stay open; without one, {@link usualWindows}. */
  readonly windows?: Partial<Windows>;
  /** Retention of a closed complaint. */
  readonly retentionYears: number;
  /** Routes of assessed complaints; the first whose conditions match applies. */
  readonly routes?: readonly Route[];
  /** The complaints that are confidential from their receipt on; without it, none by the policy. */
  readonly confidentiality?: Confidentiality;
  /** The causes that findings may name; without it, any. */
  readonly rootCauses?: RootCauses;
  readonly referenceFormat: ReferenceFormat;
  readonly texts: { readonly [language in Language]: PublicTexts };
}

/** `acme@3` -> `acme`: the part shared by all versions of a policy. */
export function policyNameOf(version: string): string {
  return version.slice(0, version.lastIndexOf('@'));
}

/** One cause that findings may name (ISO 10002:2018, 7.6 and 8.2). `parent` is a broader one of the same list. */
export interface RootCause {
  readonly code: string;
  readonly names: Names;
  readonly parent?: string;
}

/** An organization's list of causes. A finding records the version that defines its code. */
export interface RootCauses {
  /** Name and version of the list: `acme-causes@2`. Several policies may share one. */
  readonly version: string;
  readonly causes: readonly RootCause[];
}

/** The calendar of a policy: its own, or the shipped one of that version. Throws a `RangeError` if there is neither. */
export function policyCalendar({ calendar, ownCalendar }: Pick<DeadlinePolicy, 'calendar' | 'ownCalendar'>): Calendar {
  return ownCalendar === undefined ? calendarOf(calendar) : wholeCalendar(calendar, ownCalendar);
}
