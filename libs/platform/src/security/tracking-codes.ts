import { Inject, Injectable } from '@nestjs/common';
import { complaintStream, currentCodesIn, type CurrentCode } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { type EventCodec, type EventStore, StreamCutError, type StreamFacts } from '@redress/eventing';
import { EVENT_CODEC, EVENT_STORE } from '../service/engines/tokens.js';

/** Which tracking code of a complaint works. Reads the log and not a view, so that a replaced one stops working at once. */
@Injectable()
export class TrackingCodes {
  private readonly codes: StreamFacts<CurrentCode>;

  constructor(@Inject(EVENT_STORE) store: EventStore, @Inject(EVENT_CODEC) codec: EventCodec) {
    this.codes = currentCodesIn(store, codec);
  }

  /** The code that works now; undefined for a complaint that does not exist, or whose events were lost. */
  async current(reference: Reference): Promise<CurrentCode | undefined> {
    try {
      return await this.codes.of(complaintStream(reference));
    } catch (error) {
      if (error instanceof StreamCutError) return undefined;
      throw error;
    }
  }
}
