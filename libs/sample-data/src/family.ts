import type { Channel, LinkRelation, Reference } from '@redress/contracts';
import { type Complaint, instantOf, inverseOf, toReference } from '@redress/domain';
import { type Arrivals, arrivalsOf, LAST_MS } from './arrivals.js';
import { Dice } from './dice.js';
import { type Act, Life, type Part, SERVICES, type Story } from './life.js';
import { offices } from './office.js';
import { namesOf } from './phrases.js';
import { type PairKind, SHARES } from './shares.js';
import { handled, received, restingStatuses } from './story.js';

/** What shall be generated. The same plan gives the same complaints, apart from their references, keys and ciphertexts. */
export interface Plan {
  /** A whole number. */
  readonly seed: number;
  /** How many complaints, at least 1. */
  readonly complaints: number;
  /** The first and the last instant, in milliseconds since 1970; the last is not after the present. */
  readonly since_ms: number;
  readonly until_ms: number;
}

/** A story that may have nothing in it. */
type Telling = Generator<Act, Complaint | undefined, Complaint>;

/** Complaints that are generated together, because they meet, and their stories one after another. */
export interface Family {
  readonly lives: readonly Life[];
  readonly stories: readonly Telling[];
}

/** At most so many of each status wait at the end, in whatever small a plan no more than a tenth of all. */
const RESTING_EACH = 2;
const RESTING_SHARE_MAX = 0.1;
/** How long ago those were received, in days. */
const RESTING_DAYS = [6, 26] as const;
/** Which complaint of every {@link SHARES.pairEvery} has another. */
const PAIRED_AT = 10;
const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** How soon a service carries a decision over to the other complaint. */
const CARRIED_MS = 1_000;
/** Stands for a reference that is not given yet. */
const UNNAMED = toReference('2B8TRW5XN6C2');

/** Invents the complaints of a plan, family by family. */
export class Families {
  private readonly arrivals: ReturnType<typeof arrivalsOf>;
  private readonly resting: number;

  constructor(private readonly plan: Plan) {
    this.arrivals = arrivalsOf(plan.since_ms, plan.until_ms);
    const most = Math.floor(plan.complaints * RESTING_SHARE_MAX);
    this.resting = Math.min(RESTING_EACH * restingStatuses.length, most);
  }

  /** How many complaints a family has that begins with this one, from 0; 0 for one that belongs to the family before. */
  sizeAt(index: number): number {
    if (this.isPair(index)) return 2;
    return index > 0 && this.isPair(index - 1) ? 0 : 1;
  }

  /** The family that begins with a complaint. */
  at(index: number): Family {
    const first = this.life(index, this.isPair(index));
    if (!this.isPair(index)) return { lives: [first], stories: [wholeLife(first)] };
    const kind = SHARES.pairs[Math.floor(index / SHARES.pairEvery) % SHARES.pairs.length] ?? 'linked';
    const second = this.second(index + 1, first, kind);
    return { lives: [first, second], stories: [wholeLife(first), rest(second, kind)] };
  }

  private isPair(index: number): boolean {
    return index % SHARES.pairEvery === PAIRED_AT && index + 1 < this.plan.complaints - this.resting;
  }

  private life(index: number, isPaired: boolean): Life {
    const { complaints, seed, until_ms } = this.plan;
    const dice = new Dice(seed, index);
    const { office, channel, arrivals } = this.office(dice);
    const place = index - (complaints - this.resting);
    const restsAt = place < 0 ? undefined : restingStatuses[place % restingStatuses.length];
    const [least, most] = RESTING_DAYS;
    const share =
      restsAt === undefined
        ? (index + dice.next()) / complaints
        : arrivals.shareAt(until_ms - dice.whole(least, most) * DAY_MS);
    const received_ms = arrivals.at(share, channel, dice);
    return new Life({ dice, office, channel, received_ms, isPaired, ...(restsAt && { restsAt }) });
  }

  private office(dice: Dice): {
    readonly office: (typeof offices)['en'];
    readonly channel: Channel;
    readonly arrivals: Arrivals;
  } {
    const language = dice.weighted(SHARES.language);
    return { office: offices[language], channel: dice.weighted(SHARES.channel), arrivals: this.arrivals[language] };
  }

  /** The complaint that meets another: of the same person, or of somebody else about the same cause. */
  private second(index: number, first: Life, kind: PairKind): Life {
    const dice = new Dice(this.plan.seed, index);
    const isSamePerson = kind !== 'linked' && kind !== 'unlinked';
    const second = new Life({
      dice,
      office: first.office,
      channel: isSamePerson ? first.channel : 'web',
      received_ms: Math.min(first.received_ms + dice.whole(1, 3) * HOUR_MS, this.plan.until_ms - LAST_MS),
      isPaired: true,
      ...(isSamePerson && { of: first }),
    });
    const meeting: { readonly [kind in PairKind]: Part | undefined } = {
      duplicate: (_, state) => merged(first, state, second, false),
      'duplicate-undone': (_, state) => merged(first, state, second, true),
      split: () => splitOff(first, second),
      linked: undefined,
      unlinked: undefined,
    };
    first.meets = meeting[kind];
    if (kind === 'linked' || kind === 'unlinked') second.meets = (_, state) => linked(second, state, first, kind);
    return second;
  }
}

function* wholeLife(life: Life): Story {
  yield* received(life);
  return yield* handled(life);
}

/** What becomes of the second complaint once the first one's story is told. */
function* rest(second: Life, kind: PairKind): Telling {
  // The first one's time was over before they met.
  if (second.reference === undefined) {
    second.beginAgain();
    return yield* wholeLife(second);
  }
  return kind === 'duplicate' ? undefined : yield* handled(second);
}

/** The same matter once more, recognized and handled within the first; now and then wrongly. */
function* merged(first: Life, state: Complaint, second: Life, isUndone: boolean): Story {
  const { words, supervisor } = first;
  second.until(first.now_ms + HOUR_MS);
  const { merge: before } = yield* received(second);
  second.work({ median: 3, spread: 0.5 });
  const other = { status: state.status, receivedAt: state.receivedAt, isOtherPerson: false };
  yield second.act('merge', { into: first.known, other }, first.handler, words.say(words.all.reasons.merged));
  const turn = (before?.turn ?? 0) + 1;
  first.until(second.now_ms + CARRIED_MS);
  const after = yield first.act('absorb', { complaint: second.known, turn }, SERVICES.caseHandling);
  if (!isUndone) return after;
  second.work({ median: 12, spread: 0.4 });
  yield second.act('unmerge', {}, supervisor, words.say(words.all.reasons.unmerged));
  first.until(second.now_ms + CARRIED_MS);
  return yield first.act('release', { complaint: second.known, turn: turn + 1 }, SERVICES.caseHandling);
}

/** Two matters in one, of which the second becomes a complaint of its own. */
function* splitOff(first: Life, second: Life): Story {
  const { words } = first;
  const content = {
    description: words.description(),
    ...namesOf(words.language, {
      product: second.dice.weighted(SHARES.product),
      issue: second.dice.weighted(SHARES.issue),
    }),
  };
  const act = first.act('split', { into: UNNAMED, ...content }, first.handler, words.say(words.all.reasons.split));
  const state = yield { ...act, begins: second };
  second.until(first.now_ms);
  // What is split off a confidential complaint is as confidential.
  if (first.isConfidential) second.confideTo(first);
  return state;
}

/** Two complaints about one cause; or so it seemed. */
function* linked(life: Life, state: Complaint, other: Life, kind: 'linked' | 'unlinked'): Story {
  const { words } = life;
  if (other.reference === undefined) return state;
  const [complaint, relation]: [Reference, LinkRelation] = [other.known, 'same-cause'];
  const facts = { status: 'assessed', receivedAt: instantOf(other.received_ms) } as const;
  const reason = words.say(words.all.reasons.linked);
  let after = yield life.act('link', { complaint, relation, other: facts }, life.handler, reason);
  let turn = after.links[complaint]?.turn ?? 1;
  other.until(life.now_ms + CARRIED_MS);
  const back = { complaint: life.known, relation: inverseOf(relation) };
  yield other.act('record-link', { ...back, turn }, SERVICES.caseHandling);
  if (kind === 'linked') return after;
  life.work({ median: 10, spread: 0.5 });
  after = yield life.act('unlink', { complaint }, life.handler);
  turn += 1;
  other.until(life.now_ms + CARRIED_MS);
  yield other.act('record-link', { complaint: life.known, turn }, SERVICES.caseHandling);
  return after;
}
