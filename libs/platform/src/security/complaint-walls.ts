import { Inject, Injectable } from '@nestjs/common';
import { complaintStream, wallsIn } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { type Action, may, type Walls } from '@redress/domain';
import { type EventCodec, type EventStore, StreamCutError, type StreamFacts } from '@redress/eventing';
import { Problem } from '../http/problems/problem.js';
import { EVENT_CODEC, EVENT_STORE } from '../service/engines/tokens.js';
import { askingOf, type Caller } from './caller.js';

/**
 * Hides complaints from staff with an interest in them. Reads the log and not a view, so that a wall stands from the moment at which the
 * command that put it up was answered.
 */
@Injectable()
export class ComplaintWalls {
  private readonly walls: StreamFacts<Walls>;

  constructor(@Inject(EVENT_STORE) store: EventStore, @Inject(EVENT_CODEC) codec: EventCodec) {
    this.walls = wallsIn(store, codec);
  }

  /** Throws `Problem('complaint-unknown')` for a complaint that does not exist, and in the same way for one that the caller may not see. */
  async admit(caller: Caller, action: Action, reference: Reference): Promise<void> {
    if (!(await this.lets(caller, action, reference))) throw new Problem('complaint-unknown');
  }

  /** Whether a complaint exists for this caller and action. */
  async lets(caller: Caller, action: Action, reference: Reference): Promise<boolean> {
    const walls = await this.around(reference);
    return walls !== undefined && may(askingOf(caller), action, walls);
  }

  /** Those of some complaints that exist and that the caller may not know of, although another complaint names them. */
  async hiddenAmong(caller: Caller, references: readonly Reference[]): Promise<ReadonlySet<string>> {
    const hidden = new Set<string>();
    for (const reference of references) {
      const walls = await this.around(reference);
      if (walls !== undefined && !may(askingOf(caller), 'view-case', walls)) {
        hidden.add(reference);
      }
    }
    return hidden;
  }

  private async around(reference: Reference): Promise<Walls | undefined> {
    try {
      return await this.walls.of(complaintStream(reference));
    } catch (error) {
      // Of a complaint whose events were lost, the view still knows who is excluded: whoever answers from it asks again.
      if (error instanceof StreamCutError) return { conflicts: [] };
      throw error;
    }
  }
}
