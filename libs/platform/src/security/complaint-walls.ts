import { Inject, Injectable } from '@nestjs/common';
import { complaintStream, wallsIn } from '@redress/complaints';
import { type Action, may, type Walls } from '@redress/domain';
import { type EventCodec, type EventStore, StreamCutError } from '@redress/eventing';
import { Problem } from '../http/problems/problem.js';
import { EVENT_CODEC, EVENT_STORE } from '../service/engines/tokens.js';
import type { Caller } from './caller.js';

/**
 * Hides complaints from staff with an interest in them. Reads the log and not a view, so that a wall stands from the moment at which the
 * command that put it up was answered.
 */
@Injectable()
export class ComplaintWalls {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(EVENT_CODEC) private readonly codec: EventCodec,
  ) {}

  /** Throws `Problem('complaint-unknown')` for a complaint that does not exist, and in the same way for one that the caller may not see. */
  async admit(caller: Caller, action: Action, reference: string): Promise<void> {
    if (!(await this.lets(caller, action, reference))) throw new Problem('complaint-unknown');
  }

  /** Whether a complaint exists for this caller and action. */
  async lets({ actor, roles }: Caller, action: Action, reference: string): Promise<boolean> {
    const walls = await this.around(reference);
    return walls !== undefined && may({ id: actor.id, roles }, action, walls);
  }

  private async around(reference: string): Promise<Walls | undefined> {
    try {
      return await wallsIn(this.store.read(complaintStream(reference)), this.codec);
    } catch (error) {
      // Of a complaint whose events were lost, the view still knows who is excluded: whoever answers from it asks again.
      if (error instanceof StreamCutError) return { conflicts: [] };
      throw error;
    }
  }
}
