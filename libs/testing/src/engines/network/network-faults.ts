/** Which way bytes go: from the client to the target, or back. */
export type Direction = 'to-target' | 'to-client';

/** What is wrong with one direction at the moment. */
export interface LaneFaults {
  /** How long each byte is under way. Bytes keep their order. */
  readonly delay_ms: number;
  /** `Infinity` when nothing limits it. */
  readonly bytesPerSecond: number;
  /** Nothing arrives, and nobody is told. */
  readonly blackHole: boolean;
}

export const NO_FAULTS: LaneFaults = { delay_ms: 0, bytesPerSecond: Infinity, blackHole: false };

/** The faults of both directions, which connections look up whenever they have something to forward. */
export class NetworkFaults {
  private readonly lanes: Record<Direction, LaneFaults> = { 'to-target': NO_FAULTS, 'to-client': NO_FAULTS };

  of(direction: Direction): LaneFaults {
    return this.lanes[direction];
  }

  /** Nothing gets through either way: not even that a side has closed or crashed. */
  get partitioned(): boolean {
    return this.lanes['to-target'].blackHole && this.lanes['to-client'].blackHole;
  }

  change(direction: Direction | 'both', change: Partial<LaneFaults>): void {
    for (const lane of directionsOf(direction)) this.lanes[lane] = { ...this.lanes[lane], ...change };
  }
}

function directionsOf(direction: Direction | 'both'): readonly Direction[] {
  return direction === 'both' ? ['to-target', 'to-client'] : [direction];
}
