import type { CalendarDate, ComplaintEvent, ComplaintEventType, Reference, ActorId } from '@redress/contracts';
import { localDate } from '../calendars/calendar.js';
import type { Instant } from '../instant.js';
import type { StaffList } from '../permissions/person.js';
import type { Grant } from '../permissions/roles.js';
import type { PolicyChoice } from '../policies/choose-policy.js';
import { wallBeforePerson } from '../permissions/wall.js';
import type { Policy } from '../policies/policy.js';
import { refuse, type Refusal, type RefusalCode } from '../refusal.js';
import { named, type Case, type Complaint, type EventContext, type Past } from './complaint.js';

/** The context of every command: the domain has no clock, randomness or session. */
export interface DecisionContext {
  /** The complaint that is decided on, in the stored form. */
  readonly reference: Reference;
  /** Identifies the command: a repeat with the same id decides nothing. */
  readonly id: string;
  /** `role` is the acting role; `roles` are all roles, if there are more; `teams` those of whose complaints alone they know. */
  readonly actor: {
    readonly id: ActorId;
    readonly role: string;
    readonly roles?: readonly string[];
    readonly teams?: readonly string[];
  };
  /** Why, in free text. */
  readonly reason?: string;
  /** When the command is decided. */
  readonly now: Instant;
  /** When it happened: not after `now`, not before the complaint was received. */
  readonly occurredAt: Instant;
  /** Whether the sender named the revision that they saw, so that nothing happened since without their knowledge. */
  readonly isAsSeen?: boolean;
  /** The policy that the complaint falls under. */
  readonly policy: Policy;
  /** The policies among which one is chosen again; undefined where a command chooses none. */
  readonly policies?: PolicyChoice;
  /** Who can be named as a member of staff; undefined where nobody keeps such a list. */
  readonly staff?: StaffList;
  /** Which teams and departments can be named; undefined where nobody keeps such a list. */
  readonly teams?: StaffList;
}

/** One command as sent. */
export type Sent<Type extends string, Content> = DecisionContext & { readonly type: Type; readonly data: Content };

/** Whether a command is available: open, done already (a repeat decides nothing), or refused. */
export type Standing = 'open' | 'done' | Refusal;

/** Events to record together (none if nothing would change), or a refusal. */
export type Decision = readonly ComplaintEvent[] | Refusal;

/** An event that changes an existing complaint. */
export type LaterEventType = Exclude<ComplaintEventType, 'ComplaintReceived'>;

/** Applies an event of one type to the complaint. */
type Fold<Type extends LaterEventType> = (complaint: Complaint, event: Past<Type>) => Case;

/** Example values for each field; the first ones form an ordinary command; `undefined` where a field is optional. */
export type Examples<Content> = { readonly [Field in keyof Content]-?: readonly [Content[Field], ...Content[Field][]] };

/**
 * The full definition of a command. `decide`, `evolve`, permissions, available commands, routes and the state diagram follow from the
 * table of
 * these (commands.ts). `Folds` are the events that it is the first to produce.
 */
export interface Command<Type extends string, Content extends object, Folds extends LaterEventType = never> {
  /** As in the HTTP API. */
  readonly type: Type;
  /** Roles that may send it; all others are forbidden. */
  readonly by: readonly Grant[];
  /**
   * Whether a member of staff with an interest in the complaint may still send it, with this content (ISO 10002:2018, clause 4:
   * objectivity). Default: never, because to them the complaint does not exist.
   */
  readonly despiteInterest?: (data: Content) => boolean;
  /** Whether somebody to whom a confidential complaint is closed may still send it. Default: no, because to them it does not exist. */
  readonly despiteRestriction?: true;
  /** The field that names members of staff, one or several: recorded as the staff list spells them, refused for those it does not know. */
  readonly names?: keyof Content & string;
  /** Whether it gives work to the person named, and so to the deputy of somebody who is absent, as whom `insteadOf` records them. */
  readonly givesWork?: true;
  /** The field that names a team or department, in the same way. */
  readonly namesTeam?: keyof Content & string;
  /** Whether this person can send it now, whatever its content. */
  readonly standing: (complaint: Complaint, actorId: string) => Standing;
  /** The same, considering the content; undefined where `standing` suffices. */
  readonly standingOf?: (sent: Sent<Type, Content>, complaint: Complaint) => Standing | undefined;
  /** Why the policy would refuse every such command by these roles. Default: it would not. */
  readonly refusedBy?: (
    policy: Policy,
    complaint: Complaint,
    roles: readonly string[],
    at?: Instant,
  ) => Refusal | undefined;
  /** Decides the events, once the command is open. */
  readonly decide: (sent: Sent<Type, Content>, complaint: Complaint) => Decision;
  /** How its events change the complaint; an event of several commands belongs to the first. */
  readonly folds: { readonly [Event in Folds]: Fold<Event> };
  /** Whether the words of these events make no difference to the complaint, so that nobody has to decrypt them to decide. */
  readonly wordsUnused?: true;
  /**
   * Whether each repeat is new, even with the same content: another note, another call. Default: the same content twice decides nothing.
   * A changed field is never ignored silently: it decides something, or is refused.
   */
  readonly adds?: (data: Content) => boolean;
  /**
   * For an act done once, whose standing does not reveal its content: an identical repeat counts as done, a different one is refused.
   * Default: any repeat counts as done.
   */
  readonly once?: Once<Content>;
  readonly examples: Examples<Content>;
}

/** How to tell a repeat from something new. */
interface Once<Content> {
  /** The refusal if it differs. */
  readonly otherwise: RefusalCode;
  /** The act under which {@link saying} remembers it. */
  readonly act: (data: Content) => string;
  /** The compared fields. Default: all. */
  readonly compared?: (data: Content) => object;
}

/** Empty content: the type of the command says everything. */
export type Nothing = { readonly [field in never]: never };

/** Refuses commands on an ended or merged complaint; undefined while it is being handled. */
export function ended({ status }: Complaint): Refusal | undefined {
  if (status === 'closed') return refuse('complaint-closed');
  if (status === 'withdrawn') return refuse('complaint-withdrawn');
  if (status === 'merged') return refuse('complaint-merged');
  return status === 'referred' ? refuse('complaint-referred') : undefined;
}

/** Open while the complaint is being handled. */
export const untilItEnds = (complaint: Complaint): Standing => ended(complaint) ?? 'open';

/** Open in every status. */
export const always = (): Standing => 'open';

/** Refuses to give work to somebody who may not know of the complaint. */
export function givingTo(person: string | undefined, complaint: Complaint): Refusal | undefined {
  const wall = person === undefined ? undefined : wallBeforePerson(person, complaint);
  if (wall === undefined) return undefined;
  return refuse(wall === 'interest' ? 'conflict-of-interest' : 'access-restricted');
}

/** A character that somebody can see. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/u;

/** Whether somebody said nothing: no text, or one in which there is nothing to see. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || !VISIBLE.test(text);
}

/** No time zone is ahead of this one: a day that has not begun here has begun nowhere. */
const EARLIEST_ZONE = { timeZone: 'Etc/GMT-14' };

/** Whether a day on which something is said to have happened still lies ahead, wherever on earth that was. */
export function liesAhead(day: CalendarDate | undefined, now: Instant): boolean {
  return day !== undefined && day > localDate(EARLIEST_ZONE, now);
}

/** Remembers the content of an act that is done once. */
export function saying(act: string, data: object, { said }: Complaint): Pick<Case, 'said'> {
  return { said: { ...said, [act]: data } };
}

/** Decides nothing for an identical repeat; refuses a different one, whose content would be lost. */
export function decideAgain<Content extends object>(
  once: Once<Content> | undefined,
  data: Content,
  { said }: Complaint,
): Decision {
  if (once === undefined) return [];
  const { otherwise, act, compared = (all) => all } = once;
  return isKnown(compared(data), named(said, act(data)) ?? {}) ? [] : refuse(otherwise);
}

/** Tells whether every given field of a command equals the earlier one. */
export function isKnown(data: object, before: object): boolean {
  const known = before as { readonly [field: string]: unknown };
  return Object.entries(data).every(([field, value]) => sameContent(value, known[field]));
}

/**
 * Tells whether a command repeats an event. An erased text equals nothing: its content is unknown, so the command counts as new.
 */
export function sameContent(said: unknown, recorded: unknown): boolean {
  if (typeof said !== 'object' || typeof recorded !== 'object' || said === null || recorded === null)
    return said === recorded;
  const left = Object.entries(said);
  const right = new Map(Object.entries(recorded));
  return (
    left.length === right.size && left.every(([name, value]) => right.has(name) && sameContent(value, right.get(name)))
  );
}

/** Whoever tracks a complaint with its code: they have no name of their own. */
const COMPLAINANT = 'complainant';
/** Most texts and preferences from the complainant: far more than any dispute needs, few enough to read. */
const ENTRIES_MAX = 200;
/** Most files of each party, so that neither takes the other's room: more than any complaint has needed, few enough to review. */
const FILES_MAX = 20;

/** Refuses a complainant who has said all that one complaint holds from them. Staff answer for what they write. */
export function mayStillSay({ entriesOfComplainant }: Complaint, actorId: string): Standing {
  return actorId !== COMPLAINANT || entriesOfComplainant < ENTRIES_MAX ? 'open' : refuse('too-many-entries');
}

/** Refuses a party whose files are as many as one complaint holds from it. */
export function mayStillSend({ attachments, filesOfComplainant }: Complaint, actorId: string): Standing {
  const files = actorId === COMPLAINANT ? filesOfComplainant : attachments.length - filesOfComplainant;
  return files < FILES_MAX ? 'open' : refuse('too-many-attachments');
}

/** Counts what the complainant says. */
export function withEntry<Before extends Case>(complaint: Before, { actor }: Pick<EventContext, 'actor'>): Before {
  if (actor.role !== COMPLAINANT) return complaint;
  return { ...complaint, entriesOfComplainant: complaint.entriesOfComplainant + 1 };
}

/** Counts a file that the complainant sends. */
export function withFile<Before extends Case>(complaint: Before, { actor }: Pick<EventContext, 'actor'>): Before {
  if (actor.role !== COMPLAINANT) return complaint;
  return { ...complaint, filesOfComplainant: complaint.filesOfComplainant + 1 };
}
