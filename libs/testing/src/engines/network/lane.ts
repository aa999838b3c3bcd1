import type { Socket } from 'node:net';
import type { LaneFaults } from './network-faults.js';

/** Beyond this the sender is no longer read, so that its own TCP window closes as it would on a slow line. */
export const LANE_BYTES_MAX = 1_048_576;
/** A limited line carries this many pieces a second: small enough to be smooth, large enough to cost nothing. */
const PIECES_PER_SECOND = 50;

interface Parcel {
  readonly bytes: Buffer | 'end';
  readonly arrived_ms: number;
}

/** One direction of one connection: forwards what `source` sends to `destination`, as the faults of the moment allow. */
export class Lane {
  private readonly parcels: Parcel[] = [];
  private waitingBytes = 0;
  private freeAt_ms = 0;
  private cut = false;
  private blocked = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: Socket,
    private readonly destination: Socket,
    private readonly faults: () => LaneFaults,
  ) {
    source.on('data', (bytes: Buffer) => this.take(bytes));
    source.on('end', () => this.take('end'));
    destination.on('drain', () => {
      this.blocked = false;
      this.pump();
    });
  }

  /** Bytes read from the source and not yet given to the destination; hardly more than {@link LANE_BYTES_MAX}. */
  get heldBytes(): number {
    return this.waitingBytes;
  }

  /** Tells the destination that nothing more comes; what the source still sends is thrown away. */
  endEarly(): void {
    if (this.cut) return;
    this.take('end');
    this.cut = true;
  }

  stop(): void {
    clearTimeout(this.timer);
    this.cut = true;
    this.parcels.length = 0;
  }

  /** Forwards whatever may go now. Called again when the faults change. */
  pump(): void {
    clearTimeout(this.timer);
    for (let head = this.parcels[0]; head !== undefined; head = this.parcels[0]) {
      if (this.blocked || this.faults().blackHole) return;
      const now_ms = performance.now();
      const wait_ms = Math.max(head.arrived_ms + this.faults().delay_ms, this.freeAt_ms) - now_ms;
      if (wait_ms > 0) {
        this.timer = setTimeout(() => this.pump(), wait_ms);
        return;
      }
      this.forward(head, now_ms);
    }
  }

  private take(bytes: Buffer | 'end'): void {
    if (this.cut) return;
    this.parcels.push({ bytes, arrived_ms: performance.now() });
    if (bytes !== 'end') this.waitingBytes += bytes.length;
    if (this.waitingBytes >= LANE_BYTES_MAX) this.source.pause();
    this.pump();
  }

  private forward({ bytes, arrived_ms }: Parcel, now_ms: number): void {
    this.parcels.shift();
    if (bytes === 'end') {
      this.destination.end();
      return;
    }
    const { bytesPerSecond } = this.faults();
    const piece = bytes.subarray(0, Math.max(1, Math.min(bytes.length, bytesPerSecond / PIECES_PER_SECOND)));
    if (piece.length < bytes.length) this.parcels.unshift({ bytes: bytes.subarray(piece.length), arrived_ms });
    this.freeAt_ms = now_ms + (piece.length / bytesPerSecond) * 1_000;
    this.waitingBytes -= piece.length;
    this.blocked = !this.destination.write(piece);
    if (this.waitingBytes < LANE_BYTES_MAX && this.source.isPaused()) this.source.resume();
  }
}
