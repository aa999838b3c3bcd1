import type { CommandContent } from '@redress/complaints';
import type { CalendarDate, Channel, Money, Reference } from '@redress/contracts';
import {
  type Complaint,
  type ComplaintStatus,
  type Instant,
  instantOf,
  localDate,
  policyCalendar,
} from '@redress/domain';
import { type Actor, toActorId } from '@redress/eventing';
import type { Dice } from './dice.js';
import { type Office, offices } from './office.js';
import { isTakenByStaff, OfficeTime } from './office-time.js';
import { type Course, SHARES } from './shares.js';
import { type Matter, Phrases } from './phrases.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Type = CommandContent['type'];

/** One command of an invented life: what is sent, by whom, when and why. */
export interface Act {
  readonly on: Life;
  readonly content: CommandContent;
  readonly by: Actor;
  readonly at: Instant;
  readonly reason?: string;
  /** The life that a split begins; it gets its reference before the split is decided. */
  readonly begins?: Life;
}

/** Acts in order of time. Each gets the state of its complaint after it. */
export type Story = Generator<Act, Complaint, Complaint>;

/** A part of the work on a complaint. */
export type Part = (life: Life, state: Complaint) => Story;

/** What an invented complaint is before it is received. */
export interface Beginning {
  readonly dice: Dice;
  readonly office: Office;
  readonly channel: Channel;
  readonly received_ms: number;
  /** The complaint stays for good at the status that it reaches first among these: nobody works on it any more. */
  readonly restsAt?: ComplaintStatus;
  /** An earlier complaint of the same person in the same matter. */
  readonly of?: Life;
  /** It is one of two that meet, and so neither ends before its time. */
  readonly isPaired?: boolean;
}

export const COMPLAINANT: Actor = { id: toActorId('complainant'), role: 'complainant' };
/** The services that act by themselves, under the names by which they do. */
export const SERVICES = {
  intake: { id: toActorId('intake'), role: 'system' },
  caseHandling: { id: toActorId('case-handling'), role: 'system' },
  notification: { id: toActorId('notification'), role: 'system' },
  /** Whoever is named like this records history: nobody is written to about it. */
  importer: { id: toActorId('import-sample'), role: 'system' },
  /** The second person where one must approve. */
  approver: { id: toActorId('import-sample-approver'), role: 'system' },
} as const satisfies { readonly [service: string]: Actor };

/** How fast a life goes on that shall have come far although it began not long ago. */
const PACE_OF_RESTING = 0.15;

/** One invented complaint: who complains about what, who works on it, and how far its time has come. */
export class Life {
  /** Set when the complaint was received. */
  reference: Reference | undefined;
  readonly dice: Dice;
  readonly office: Office;
  readonly channel: Channel;
  readonly restsAt: ComplaintStatus | undefined;
  readonly words: Phrases;
  readonly matter: Matter;
  readonly complainant: CommandContent<'receive'>['data']['complainant'];
  readonly time: OfficeTime;
  readonly course: Course;
  /** What happens in its investigation besides: it meets another complaint. */
  meets: Part | undefined;
  handler: Actor;
  supervisor: Actor;
  private readonly former: Actor[] = [];
  /** Only those whom it names know of it, so that nobody else can take it over. */
  isConfidential = false;
  /** When the complaint was received, in milliseconds. */
  readonly received_ms: number;
  private at_ms: number;

  constructor({ dice, office, channel, received_ms, restsAt, of, isPaired = false }: Beginning) {
    this.dice = dice;
    this.office = office;
    this.channel = channel;
    this.restsAt = restsAt;
    this.received_ms = received_ms;
    this.at_ms = received_ms;
    this.time = TIMES[office.language];
    this.matter = of?.matter ?? matterOf(dice, office, received_ms);
    this.words = new Phrases(dice, office.language, this.matter);
    this.complainant = of?.complainant ?? complainantOf(dice, this.words);
    this.course = isPaired || restsAt !== undefined ? 'decided' : dice.weighted(SHARES.course);
    this.handler = dice.one(office.handlers);
    this.supervisor = dice.one(office.supervisors);
  }

  /** From here on the people of another life alone know of this one and work on it. */
  confideTo({ handler, supervisor }: Life): void {
    this.isConfidential = true;
    this.handler = handler;
    this.supervisor = supervisor;
  }

  /** The present instant of this life. */
  get now(): Instant {
    return instantOf(this.at_ms);
  }

  get now_ms(): number {
    return this.at_ms;
  }

  /** A life that was received. Throws a `TypeError` before. */
  get known(): Reference {
    if (this.reference === undefined) throw new TypeError('The complaint was not received yet.');
    return this.reference;
  }

  get isAnonymous(): boolean {
    return this.complainant === undefined;
  }

  /** Days since the complaint was received. */
  get age(): number {
    return (this.at_ms - this.received_ms) / DAY_MS;
  }

  /** Lets working hours pass, about as many as usual. */
  work(usual: { readonly median: number; readonly spread: number }, share = 1): void {
    const pace = this.restsAt === undefined ? 1 : PACE_OF_RESTING;
    this.workHours(this.dice.amount(usual) * share * pace);
  }

  /** Lets working hours pass, to the minute and second of a person's clock. */
  workHours(hours: number): void {
    this.at_ms = this.time.after(this.at_ms, hours) + this.dice.whole(0, 59_999);
  }

  /** Lets days pass until the complainant does something, at any hour of a day. */
  days(usual: { readonly median: number; readonly spread: number }): void {
    const pace = this.restsAt === undefined ? 1 : PACE_OF_RESTING;
    this.at_ms += Math.round((0.05 + this.dice.amount(usual) * pace) * DAY_MS);
  }

  minutes(least: number, most: number): void {
    this.at_ms += this.dice.whole(least * 60_000, most * 60_000);
  }

  /** Moves on to an instant, unless it has passed. */
  until(at_ms: number): void {
    this.at_ms = Math.max(this.at_ms, Math.floor(at_ms));
  }

  /** Goes back to the receipt, which did not happen yet. */
  beginAgain(): void {
    this.at_ms = this.received_ms;
  }

  /** The local day, so many days from now. */
  dayIn(days: number): CalendarDate {
    return localDate(policyCalendar(this.office.policy), instantOf(this.at_ms + days * DAY_MS));
  }

  /** Another handler works on it from here on, who has not done so before. */
  changesHandler(): Actor {
    this.former.push(this.handler);
    this.handler = this.dice.one(this.office.handlers.filter((one) => !this.former.includes(one)));
    return this.handler;
  }

  act<T extends Type>(type: T, data: CommandContent<T>['data'], by: Actor = this.handler, reason?: string): Act {
    const content = { type, data } as unknown as CommandContent;
    return { on: this, content, by, at: this.now, ...(reason !== undefined && { reason }) };
  }

  /** An amount about as large as that of the matter. */
  amount(): Money {
    return amountOf(this.dice, this.office);
  }
}

const TIMES = { en: new OfficeTime(offices.en), fa: new OfficeTime(offices.fa) };

function matterOf(dice: Dice, office: Office, received_ms: number): Matter {
  const happenedOn = localDate(policyCalendar(office.policy), instantOf(received_ms - dice.whole(1, 20) * DAY_MS));
  return {
    product: dice.weighted(SHARES.product),
    issue: dice.weighted(SHARES.issue),
    happenedOn,
    amount: amountOf(dice, office),
    order: `S-${dice.whole(100_000, 999_999)}`,
  };
}

function amountOf(dice: Dice, { currency: { code, digits, factor } }: Office): Money {
  const minor = Math.max(1, Math.round(dice.amount(SHARES.amount)));
  const value = digits === 0 ? String(minor * factor) : (minor / 10 ** digits).toFixed(digits);
  return { value, currency: code };
}

function complainantOf(dice: Dice, words: Phrases): CommandContent<'receive'>['data']['complainant'] {
  if (dice.happens(SHARES.anonymous)) return undefined;
  const number = dice.whole(1_000, 9_999);
  return {
    name: words.name(),
    ...(dice.happens(SHARES.email) && { email: `sample.${number}.${dice.whole(100, 999)}@example.org` }),
    // Numbers that belong to nobody: a range kept for drama, and one that begins with a digit that none may.
    ...(dice.happens(SHARES.phone) && {
      phone: words.language === 'en' ? `+44 20 7946 0${number % 1_000}`.padEnd(16, '0') : `+98 21 0000 ${number}`,
    }),
    ...(dice.happens(SHARES.postalAddress) && { postalAddress: words.postalAddress() }),
    ...(dice.happens(SHARES.saysPreferredChannel) && { preferredChannel: dice.weighted(SHARES.preferredChannel) }),
    ...(dice.happens(SHARES.accessibilityNeeds) && { accessibilityNeeds: words.say(words.all.needs) }),
  };
}

/** Lets days pass until the complainant reacts, and says who records it: whoever came by telephone or letter does so again. */
export function reacting(life: Life, usual: { readonly median: number; readonly spread: number }): Actor {
  life.days(usual);
  if (!isTakenByStaff(life.channel)) return COMPLAINANT;
  life.workHours(life.dice.next() * 4);
  return life.handler;
}
