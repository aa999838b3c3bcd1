import type { LogPlace } from '@redress/eventing';
import { InvalidQueryError, placeOfText, placeText, positionText, StoreUnavailableError } from '@redress/eventing';
import { CheckpointWrites } from './checkpoint-writes.js';
import type { Collections } from './collections.js';
import type { ViewState } from './view-state.js';
import { generationKey, generationMoved, placeTextIn } from './view-state.js';

/** Others may move the state between reading and writing it; so many times in a row they do not. */
const attemptsMax = 50;

/**
 * Which generations a view has, which one answers, and how far each has seen the log. Other processes change it at any time: whoever
 * writes says what it has read, and begins anew when that is no longer so.
 */
export class Generations {
  private readonly lastSeen = new Map<string, ViewState>();
  private readonly checkpoints: CheckpointWrites;

  constructor(private readonly collections: Collections) {
    this.checkpoints = new CheckpointWrites(collections);
  }

  /** Answers the state, made when the view is new. */
  async define(view: string, fields: readonly string[]): Promise<ViewState> {
    const state = { active: 1, newest: 1, generations: { 1: positionText(0n) }, fields: [...fields] };
    await this.collections.states.updateOne({ _id: view }, { $setOnInsert: state }, { upsert: true });
    return this.state(view);
  }

  async state(view: string): Promise<ViewState> {
    const state = await this.collections.states.findOne({ _id: view });
    if (state === null) throw new InvalidQueryError(`The view ${view} was not defined.`);
    this.lastSeen.set(view, state);
    return state;
  }

  /** The active generation when this process last looked: where to try first. */
  async probablyActive(view: string): Promise<number> {
    return (this.lastSeen.get(view) ?? (await this.state(view))).active;
  }

  /** Throws `GenerationMovedError` unless the generation is kept, or was when this process last looked. */
  async requireProbablyKept(view: string, generation: number): Promise<void> {
    const seen = this.lastSeen.get(view);
    if (seen?.generations[generation] === undefined) placeTextIn(await this.state(view), generation);
  }

  /**
   * Moves a checkpoint on, never back. Everything that was written before it is then as durable as the checkpoint itself, also when it
   * does not move. Throws `GenerationMovedError` when the generation is no longer kept.
   */
  async advance(view: string, generation: number, place: LogPlace): Promise<void> {
    if (await this.checkpoints.move(view, generation, place)) return;
    this.lastSeen.delete(view);
    throw generationMoved(view, generation);
  }

  /** Where each view's active generation stands. */
  async places(): Promise<ReadonlyMap<string, LogPlace>> {
    const states = await this.collections.states.find().toArray();
    return new Map(states.map((state) => [state._id, placeOfText(placeTextIn(state, state.active))]));
  }

  /** Answers the number of a new generation beside the active one, which alone is kept. */
  async begin(view: string): Promise<number> {
    return this.swapped(view, async (state) => {
      const generation = state.newest + 1;
      const change = {
        $set: { newest: generation, [generationKey(generation)]: positionText(0n) },
        ...dropping(state, state.active),
      };
      const unmoved = { _id: view, newest: state.newest, active: state.active };
      const { matchedCount } = await this.collections.states.updateOne(unmoved, change);
      return matchedCount > 0 ? generation : undefined;
    });
  }

  /**
   * Makes a generation the active one if it has seen at least as much, or the active one stands at the place `astray`. The write holds only while the active one's checkpoint is as it
   * was read: a consumer that moves it in between makes this look again, and one that comes after finds its generation gone and
   * applies its batch to the new one. So no batch ends in the dropped one only.
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

  /** Removes the collections of generations that are not kept. */
  async sweep(view: string): Promise<void> {
    // Listed first: a generation is in the state before it has a collection, so what is listed and not in the state was dropped.
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

/** Drops every generation but one from the state. */
function dropping({ generations }: ViewState, kept: number): { $unset?: { [key: string]: '' } } {
  const others = Object.keys(generations)
    .map(Number)
    .filter((generation) => generation !== kept);
  if (others.length === 0) return {};
  return { $unset: Object.fromEntries(others.map((generation) => [generationKey(generation), ''])) };
}
