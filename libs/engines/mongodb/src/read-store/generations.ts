import {
  GenerationMovedError,
  InvalidQueryError,
  LOG_START,
  type LogPlace,
  placeOfText,
  placeText,
  type Position,
  positionText,
  StoreUnavailableError,
} from '@redress/eventing';
import type { Collection, Db } from 'mongodb';
import { isGone, isServerFailure } from '../failures.js';
import type { StoredDocument, StoredParked } from './documents.js';

/** Concurrent processes may change the state between a read and a write, but not this many times in a row. */
const attemptsMax = 50;

/**
 * The generations of a view, which one is active, and how far each has applied the log. Other processes change it at any time: each write
 * names what was read, and is retried when that no longer holds.
 */
export class Generations {
  private readonly lastSeen = new Map<string, ViewState>();
  private readonly checkpoints: CheckpointWrites;

  constructor(private readonly collections: Collections) {
    this.checkpoints = new CheckpointWrites(collections);
  }

  /** Returns the state, created for a new view. */
  async define(view: string, fields: readonly string[]): Promise<ViewState> {
    const state = { active: 1, newest: 1, generations: { 1: positionText(LOG_START) }, fields: [...fields] };
    await this.collections.states.updateOne({ _id: view }, { $setOnInsert: state }, { upsert: true });
    return this.state(view);
  }

  async state(view: string): Promise<ViewState> {
    const state = await this.collections.states.findOne({ _id: view });
    if (state === null) throw new InvalidQueryError(`The view ${view} was not defined.`);
    this.lastSeen.set(view, state);
    return state;
  }

  /** The active generation when this process last looked: tried first. */
  async probablyActive(view: string): Promise<number> {
    return (this.lastSeen.get(view) ?? (await this.state(view))).active;
  }

  /** Throws `GenerationMovedError` unless the generation existed when this process last looked or exists now. */
  async requireProbablyKept(view: string, generation: number): Promise<void> {
    const seen = this.lastSeen.get(view);
    if (seen?.generations[generation] === undefined) placeTextIn(await this.state(view), generation);
  }

  /**
   * Advances a checkpoint, never back. Makes everything written before as durable as the checkpoint itself, even when it does not move.
   * Throws `GenerationMovedError` when the generation no longer exists.
   */
  async advance(view: string, generation: number, place: LogPlace): Promise<void> {
    if (await this.checkpoints.move(view, generation, place)) return;
    this.lastSeen.delete(view);
    throw generationMoved(view, generation);
  }

  /** The place of each view's active generation. */
  async places(): Promise<ReadonlyMap<string, LogPlace>> {
    const states = await this.collections.states.find().toArray();
    return new Map(states.map((state) => [state._id, placeOfText(placeTextIn(state, state.active))]));
  }

  /** Moves the active generation to `to`, if it is at exactly `from`. */
  async move(view: string, from: LogPlace, to: LogPlace): Promise<boolean> {
    const { active } = await this.state(view);
    const unmoved = { _id: view, active, [generationKey(active)]: placeText(from) };
    const change = { $set: { [generationKey(active)]: placeText(to) } };
    const { matchedCount } = await this.collections.states.updateOne(unmoved, change);
    return matchedCount > 0;
  }

  /** Returns the number of a new generation beside the active one, dropping all others. */
  async begin(view: string): Promise<number> {
    return this.swapped(view, async (state) => {
      const generation = state.newest + 1;
      const change = {
        $set: { newest: generation, [generationKey(generation)]: positionText(LOG_START) },
        ...dropping(state, state.active),
      };
      const unmoved = { _id: view, newest: state.newest, active: state.active };
      const { matchedCount } = await this.collections.states.updateOne(unmoved, change);
      return matchedCount > 0 ? generation : undefined;
    });
  }

  /**
   * Makes a generation active if it has seen at least as much as the active one, or the active one is at the place `astray`. The write
   * succeeds only while the active one's checkpoint is as read: a consumer that moves it in between causes a retry, and one that comes
   * later finds its generation gone and applies its batch to the new one. So no batch ends only in the dropped one.
   */
  async activate(view: string, generation: number, astray: LogPlace | undefined): Promise<boolean> {
    return this.swapped(view, async (state) => {
      const reached = placeTextIn(state, generation);
      if (generation === state.active) return true;
      const wanted = placeTextIn(state, state.active);
      const isBehind = placeOfText(reached).position < placeOfText(wanted).position;
      if (isBehind && (astray === undefined || wanted !== placeText(astray))) return false;
      const unmoved = {
        _id: view,
        active: state.active,
        [generationKey(state.active)]: wanted,
        [generationKey(generation)]: { $exists: true },
      };
      const change = { $set: { active: generation }, ...dropping(state, generation) };
      const { matchedCount } = await this.collections.states.updateOne(unmoved, change);
      return matchedCount > 0 ? true : undefined;
    });
  }

  /** Removes the collections of dropped generations. */
  async sweep(view: string): Promise<void> {
    // Listed first: a generation is in the state before it has a collection, so one that is listed but not in the state was dropped.
    const listed = await this.collections.generations(view);
    const { generations } = await this.state(view);
    for (const generation of listed) {
      if (generations[generation] === undefined) await this.collections.drop(view, generation);
    }
  }

  private async swapped<Answer>(
    view: string,
    change: (state: ViewState) => Promise<Answer | undefined>,
  ): Promise<Answer> {
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const answer = await change(await this.state(view));
      if (answer !== undefined) {
        this.lastSeen.delete(view);
        return answer;
      }
    }
    throw new StoreUnavailableError(`The generations of the view ${view} are moved by too many at once.`);
  }
}

/** The update that drops every generation but one from the state. */
function dropping({ generations }: ViewState, kept: number): { $unset?: { [key: string]: '' } } {
  const others = Object.keys(generations)
    .map(Number)
    .filter((generation) => generation !== kept);
  if (others.length === 0) return {};
  return { $unset: Object.fromEntries(others.map((generation) => [generationKey(generation), ''])) };
}

/** Attempts at a read during which others swap the generation. */
const swapsMax = 10;

/**
 * Reads from a generation and checks the state afterwards: a generation leaves the state before its collections are removed, so one still
 * present was complete all the while. Otherwise a swap would make a document seem unknown for a moment.
 */
export class GenerationReader {
  constructor(private readonly generations: Generations) {}

  /** Reads from the given generation, or the active one. Throws `GenerationMovedError` when the given one no longer exists. */
  async read<Answer>(
    view: string,
    generation: number | undefined,
    read: (generation: number) => Promise<Answer>,
  ): Promise<Answer> {
    for (let attempt = 1; attempt <= swapsMax; attempt += 1) {
      const chosen = generation ?? (await this.generations.probablyActive(view));
      const outcome = await settled(read(chosen));
      const state = await this.generations.state(view);
      if (generation !== undefined) placeTextIn(state, generation);
      if (generation === undefined && state.active !== chosen) continue;
      if ('error' in outcome) throw outcome.error;
      return outcome.answer;
    }
    throw new StoreUnavailableError(`The generations of the view ${view} are swapped too often to be read.`);
  }
}

/** Returns a server failure instead of throwing it, because a missing collection may be its cause. Throws anything else. */
async function settled<Answer>(
  answer: Promise<Answer>,
): Promise<{ readonly answer: Answer } | { readonly error: unknown }> {
  try {
    return { answer: await answer };
  } catch (error) {
    if (isServerFailure(error)) return { error };
    throw error;
  }
}

/**
 * Everything about a view except its documents, in one document, so that moving a checkpoint, beginning a generation and swapping two are
 * each one atomic write.
 */
export interface ViewState {
  readonly _id: string;
  /** The generation that queries see. */
  readonly active: number;
  /** The highest number ever assigned. */
  readonly newest: number;
  /** The place that each generation has reached, as text, by its number. */
  readonly generations: { readonly [generation: string]: string };
  /** Fields copied into every stored document: `status:string`. */
  readonly fields: readonly string[];
}

/** The key of a generation in its view's state. */
export function generationKey(generation: number): `generations.${number}` {
  return `generations.${generation}`;
}

/** Throws `GenerationMovedError` when the generation no longer exists. */
export function positionIn(state: ViewState, generation: number): Position {
  return placeOfText(placeTextIn(state, generation)).position;
}

/** The stored text. Throws `GenerationMovedError` when the generation no longer exists. */
function placeTextIn(state: ViewState, generation: number): string {
  const text = state.generations[generation];
  if (text === undefined) throw generationMoved(state._id, generation);
  return text;
}

function generationMoved(view: string, generation: number): GenerationMovedError {
  return new GenerationMovedError(`Generation ${generation} of the view ${view} is no longer kept.`);
}

const positionMax = 2n ** 128n - 1n;

/** Throws `RangeError` for a position of more than 128 bits. */
export function requirePosition(position: Position): void {
  if (position < 0n || position > positionMax) throw new RangeError('A position has at most 128 bits.');
}

/** The collections of one service's views: `views`, and for each generation `case-queue.3` and `case-queue.3.parked`. */
export class Collections {
  constructor(private readonly db: Db) {}

  get states(): Collection<ViewState> {
    return this.db.collection<ViewState>('views');
  }

  documents(view: string, generation: number): Collection<StoredDocument> {
    return this.db.collection<StoredDocument>(`${view}.${generation}`);
  }

  parked(view: string, generation: number): Collection<StoredParked> {
    return this.db.collection<StoredParked>(`${view}.${generation}.parked`);
  }

  /** Generations of a view that have any collection, dropped ones included. */
  async generations(view: string): Promise<ReadonlySet<number>> {
    const listed = await this.db.listCollections({}, { nameOnly: true }).toArray();
    const found = listed.map(({ name }) => /^(?<view>[a-z0-9-]+)\.(?<number>\d+)(\.parked)?$/.exec(name)?.groups);
    return new Set(found.filter((groups) => groups?.['view'] === view).map((groups) => Number(groups!['number'])));
  }

  async drop(view: string, generation: number): Promise<void> {
    await this.db.dropCollection(this.documents(view, generation).collectionName).catch(ignoreIfGone);
    await this.db.dropCollection(this.parked(view, generation).collectionName).catch(ignoreIfGone);
  }
}

function ignoreIfGone(error: unknown): void {
  if (!isGone(error)) throw error;
}

interface CheckpointWrite {
  readonly filter: { readonly [field: string]: unknown };
  readonly update: { readonly $max: { readonly [field: string]: string } };
  readonly settle: PromiseWithResolvers<boolean>;
}

/**
 * Advances checkpoints, combining those of one turn of the event loop into one request: a service has several views and process managers,
 * which reach the end of the same batch at nearly the same time.
 */
export class CheckpointWrites {
  private waiting: CheckpointWrite[] = [];

  constructor(private readonly collections: Collections) {}

  /** Advances a checkpoint, never back. False when the generation does not exist. */
  move(view: string, generation: number, place: LogPlace): Promise<boolean> {
    const key = generationKey(generation);
    const settle = Promise.withResolvers<boolean>();
    const filter = { _id: view, [key]: { $exists: true } };
    this.waiting.push({ filter, update: { $max: { [key]: placeText(place) } }, settle });
    if (this.waiting.length === 1) setImmediate(() => void this.write());
    return settle.promise;
  }

  /** Never rejects. */
  private async write(): Promise<void> {
    const writes = this.waiting;
    this.waiting = [];
    try {
      const areMoved = await this.areMoved(writes);
      writes.forEach(({ settle }, index) => settle.resolve(areMoved[index] === true));
    } catch (error) {
      for (const { settle } of writes) settle.reject(error);
    }
  }

  private async areMoved(writes: readonly CheckpointWrite[]): Promise<readonly boolean[]> {
    const operations = writes.map(({ filter, update }) => ({ updateOne: { filter, update } }));
    const { matchedCount } = await this.collections.states.bulkWrite(operations, { ordered: false });
    if (matchedCount === writes.length) return writes.map(() => true);
    // The result is only a count. Which ones they are is found out one by one: a repeat changes nothing.
    return Promise.all(
      writes.map(async ({ filter, update }) => {
        const alone = await this.collections.states.updateOne(filter, update);
        return alone.matchedCount > 0;
      }),
    );
  }
}
