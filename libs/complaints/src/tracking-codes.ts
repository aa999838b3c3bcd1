import type { EventData } from '@redress/contracts';
import { isStaffRole } from '@redress/domain';
import { StreamFacts, type Actor, type EventCodec, type EventStore } from '@redress/eventing';

/** The tracking code that works now. */
export interface CurrentCode {
  /** From 1; each new code has the next. */
  readonly version: number;
  /** The member of staff who was shown it: whoever lodged the complaint for somebody else, or issued the code and was shown it. */
  readonly shownTo?: Actor;
}

/** The tracking code of a complaint that works now, by its events, none of which are opened for it; undefined for one without events. */
export function currentCodesIn(store: EventStore, codec: Pick<EventCodec, 'project'>): StreamFacts<CurrentCode> {
  return new StreamFacts(store, (code, event) => {
    const { actor } = event.metadata;
    const shown = isStaffRole(actor.role) ? { shownTo: actor } : {};
    if (event.type !== 'TrackingCodeIssued') return code ?? { version: 1, ...shown };
    const { version, toComplainant } = codec.project(event).data as Pick<
      EventData<'TrackingCodeIssued'>,
      'version' | 'toComplainant'
    >;
    return { version, ...(toComplainant !== true && shown) };
  });
}
