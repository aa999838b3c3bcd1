import { ChainVerifier, type ChainFault, type Position, type RecordedEvent, type Revision } from '@redress/eventing';

/** What a walk along a log meets next: an event, or something that cannot be read as one. */
export type MetOnWalk = { readonly line?: number } & (
  { readonly event: RecordedEvent } | { readonly unreadable: string }
);

/** A fault and, in a file, the line that showed it. */
export interface FoundFault extends ChainFault {
  readonly line?: number;
}

/** Follows the chains of a whole log, from its first event. Faults come as they are found. */
export class ChainWalk {
  private readonly verifier: ChainVerifier;
  private last: Position = 0n;
  /** Where what could not be read began: that it is missing behind it goes without saying. */
  private unreadableFrom: Position | undefined;

  constructor(options: { readonly densePositions: boolean }) {
    this.verifier = new ChainVerifier(options);
  }

  get events(): number {
    return this.verifier.events;
  }

  get streams(): number {
    return this.verifier.streams;
  }

  lastRevision(stream: string): Revision {
    return this.verifier.lastRevision(stream);
  }

  /** What only the end of the log shows. */
  unfinished(): readonly FoundFault[] {
    return this.verifier.finish();
  }

  /** What one piece of the log shows. */
  faultsOf(met: MetOnWalk): readonly FoundFault[] {
    const line = met.line === undefined ? {} : { line: met.line };
    if ('unreadable' in met) {
      this.unreadableFrom ??= this.last + 1n;
      const fault = { stream: '$all', revision: -1, position: this.last + 1n, fault: 'unreadable' } as const;
      return [{ ...fault, detail: met.unreadable, ...line }];
    }
    const faults = this.verifier.add(met.event);
    this.last = met.event.position;
    const told = this.unreadableFrom;
    this.unreadableFrom = undefined;
    return faults
      .filter(({ stream, fault, position }) => !(stream === '$all' && fault === 'missing' && position === told))
      .map((fault) => ({ ...fault, ...line }));
  }
}
