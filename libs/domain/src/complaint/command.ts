import type { CalendarDate, ComplaintEvent, ComplaintEventType } from '@redress/contracts';
import { localDate } from '../calendars/calendar.js';
import type { Instant } from '../instant.js';
import type { Grant } from '../permissions/roles.js';
import type { Policy } from '../policies/policy.js';
import { refuse, type Refusal, type RefusalCode } from '../refusal.js';
import { named, type Case, type Complaint, type Past } from './complaint.js';

/** What accompanies the content of every command: the domain has no clock, no randomness and no session of its own. */
export interface CommandContext {
  /** The complaint that is decided on, in the stored form. */
  readonly reference: string;
  /** The same id is the same command: a repeat decides nothing. */
  readonly id: string;
  /** `role` is the one in which they act; `roles` are all that they have, where there are more. */
  readonly actor: { readonly id: string; readonly role: string; readonly roles?: readonly string[] };
  /** Why, in free text. */
  readonly reason?: string;
  /** When the command is decided. */
  readonly now: Instant;
  /** When it happened in the world: not after `now`, not before the complaint was received. */
  readonly occurredAt: Instant;
  /** The policy that the complaint falls under. */
  readonly policy: Policy;
}

/** One command as it is sent. */
export type Sent<Type extends string, Content> = CommandContext & { readonly type: Type; readonly data: Content };

/** Whether something can be done now: it can, it is done already (a repeat decides nothing), or it is refused. */
export type Standing = 'open' | 'done' | Refusal;

/** Events to be recorded together, none when nothing would change, or why not. */
export type Decision = readonly ComplaintEvent[] | Refusal;

/** An event that changes a complaint there is already. */
export type LaterEventType = Exclude<ComplaintEventType, 'ComplaintReceived'>;

/** The complaint after one more event of a type. */
type Fold<Type extends LaterEventType> = (complaint: Complaint, event: Past<Type>) => Case;

/** Values for each field, the first of each making an ordinary command; `undefined` where a field may be left out. */
export type Examples<Content> = { readonly [Field in keyof Content]-?: readonly [Content[Field], ...Content[Field][]] };

/**
 * One kind of command, whole. `decide`, `evolve`, permissions, available commands, routes and the state diagram follow from the table of
 * these (commands.ts). `Folds` are the events that it is the first to bring about.
 */
export interface Command<Type extends string, Content extends object, Folds extends LaterEventType = never> {
  /** As in the HTTP API. */
  readonly type: Type;
  /** Who may send it; all others are forbidden. */
  readonly by: readonly Grant[];
  /**
   * Whether somebody with an interest of their own in the complaint may send it all the same (ISO 10002:2018, clause 4: objectivity).
   * Default: no, since it shapes the outcome.
   */
  readonly despiteInterest?: true;
  /** Whether this person can send it now, whatever it says. */
  readonly standing: (complaint: Complaint, actorId: string) => Standing;
  /** The same for one with its content; undefined where `standing` says all there is to say. */
  readonly standingOf?: (sent: Sent<Type, Content>, complaint: Complaint) => Standing | undefined;
  /** False when the policy would refuse every command of this kind by somebody in these roles. Default: it would not. */
  readonly allowedBy?: (policy: Policy, complaint: Complaint, roles: readonly string[], at?: Instant) => boolean;
  /** What it brings about once it is open. */
  readonly decide: (sent: Sent<Type, Content>, complaint: Complaint) => Decision;
  /** How its events change the complaint; an event that several commands bring about stands with the first. */
  readonly folds: { readonly [Event in Folds]: Fold<Event> };
  /**
   * Whether it says something new each time, also in the same words: another note, another call. Default: the same content twice decides
   * nothing. What changes a field of it must never be lost in silence: it decides something, or is refused.
   */
  readonly adds?: (data: Content) => boolean;
  /**
   * For an act that is done once and whose standing would not tell what was said with it: a repeat is done when it says nothing anew, and
   * refused when it does. Default: whatever is done is done.
   */
  readonly once?: Once<Content>;
  readonly examples: Examples<Content>;
}

/** How a repeat of an act is told from something new. */
interface Once<Content> {
  /** Why it is refused when it says something new. */
  readonly otherwise: RefusalCode;
  /** The act under which {@link saying} remembers it. */
  readonly act: (data: Content) => string;
  /** What of it is compared. Default: all. */
  readonly compared?: (data: Content) => object;
}

/** Content of nothing: what is said is in the type of the command. */
export type Nothing = { readonly [field in never]: never };

/** Why nobody works on the complaint any more; undefined while somebody does. */
export function ended({ status }: Complaint): Refusal | undefined {
  if (status === 'closed') return refuse('complaint-closed');
  if (status === 'withdrawn') return refuse('complaint-withdrawn');
  if (status === 'merged') return refuse('complaint-merged');
  return status === 'referred' ? refuse('complaint-referred') : undefined;
}

/** Open as long as somebody works on the complaint. */
export const untilItEnds = (complaint: Complaint): Standing => ended(complaint) ?? 'open';

/** Open whatever became of the complaint. */
export const always = (): Standing => 'open';

/** What the complaint's own facts refuse: a person who may have no part in the outcome is given no work that shapes it. */
export function givingTo(person: string | undefined, { conflicts }: Complaint): Refusal | undefined {
  return person !== undefined && conflicts.includes(person) ? refuse('conflict-of-interest') : undefined;
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

/** What a complaint remembers of an act that is done once: what was said with it. */
export function saying(act: string, data: object, { said }: Complaint): Pick<Case, 'said'> {
  return { said: { ...said, [act]: data } };
}

/** What a command decides that is done already: nothing, when every field is as it was said then; else what it says would be lost. */
export function decideAgain<Content extends object>(
  once: Once<Content> | undefined,
  data: Content,
  { said }: Complaint,
): Decision {
  if (once === undefined) return [];
  const { otherwise, act, compared = (all) => all } = once;
  return isKnown(compared(data), named(said, act(data)) ?? {}) ? [] : refuse(otherwise);
}

/** Whether every field of a command is as it was said before. A field that is left out says nothing. */
export function isKnown(data: object, before: object): boolean {
  const known = before as { readonly [field: string]: unknown };
  return Object.entries(data).every(([field, value]) => sameContent(value, known[field]));
}

/**
 * Whether a command says what an event already said. A text of the event that was erased equals no words: what it said is no longer
 * known, so a command that may repeat it is taken as new.
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
