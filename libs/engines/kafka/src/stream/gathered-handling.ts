import type { ConsumeOptions, RecordedEvent } from '@redress/eventing';

/** As the port has it, so that a piece of one partition is at most a batch. */
export const EVENTS_PER_BATCH_MAX = 500;

/** Events of one partition that are handed over together, 1 to {@link EVENTS_PER_BATCH_MAX} of them. */
interface Piece {
  readonly events: readonly RecordedEvent[];
  /** Its partition's last attempt failed: what it is handled with could only fail with it again. */
  readonly isAlone: boolean;
  readonly settle: PromiseWithResolvers<boolean>;
}

/**
 * Hands over what several partitions bring at the same time as one batch: under light load each brings an event or two, and what a batch
 * costs beside its events would be paid for every one of them. One batch is in hand at a time; what comes meanwhile gathers.
 */
export class GatheredHandling {
  private waiting: Piece[] = [];
  private isRunning = false;

  constructor(
    private readonly handle: ConsumeOptions['handle'],
    private readonly isStopping: () => boolean,
  ) {}

  /**
   * Resolves with true when the events have had their effect, and with false when the consumer stops before they are in hand. Rejects with what
   * the handler threw for them alone: a batch that fails is handled again piece by piece, so that one partition's failure is its own.
   * Of one partition, only one piece may be here at a time.
   */
  add(events: readonly RecordedEvent[], isAlone: boolean): Promise<boolean> {
    const settle = Promise.withResolvers<boolean>();
    this.waiting.push({ events, isAlone, settle });
    if (!this.isRunning) void this.run();
    return settle.promise;
  }

  /** Never rejects. */
  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.waiting.length > 0) {
      // The partitions of one fetch are handed to us within one turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      const pieces = this.take();
      if (!(await this.areDone(pieces))) for (const piece of pieces) await this.handleAlone(piece);
    }
    this.isRunning = false;
  }

  /** False when they have to be handled one by one. */
  private async areDone(pieces: readonly Piece[]): Promise<boolean> {
    if (pieces.length === 1 || this.isStopping()) return false;
    try {
      await this.handle(batchOf(pieces));
    } catch {
      // Whose failure it is, is found out by handling each alone.
      return false;
    }
    for (const { settle } of pieces) settle.resolve(true);
    return true;
  }

  private async handleAlone(piece: Piece): Promise<void> {
    if (this.isStopping()) return piece.settle.resolve(false);
    try {
      await this.handle(batchOf([piece]));
      piece.settle.resolve(true);
    } catch (error) {
      piece.settle.reject(error);
    }
  }

  /** The oldest pieces, as many as one batch may hold. */
  private take(): readonly Piece[] {
    if (this.waiting[0]?.isAlone) return this.waiting.splice(0, 1);
    let events = 0;
    const firstOut = this.waiting.findIndex((piece) => {
      events += piece.events.length;
      return piece.isAlone || events > EVENTS_PER_BATCH_MAX;
    });
    return this.waiting.splice(0, firstOut === -1 ? this.waiting.length : firstOut);
  }
}

function batchOf(pieces: readonly Piece[]): Parameters<ConsumeOptions['handle']>[0] {
  const events = pieces.flatMap((piece) => piece.events);
  const position = events.reduce((newest, event) => (event.position > newest ? event.position : newest), 0n);
  return { events, position };
}
