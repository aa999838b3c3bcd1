import { connect, type Socket } from 'node:net';
import { Lane } from './lane.js';
import type { Direction, NetworkFaults } from './network-faults.js';

/** Where connections lead. */
export interface NetworkTarget {
  readonly host: string;
  readonly port: number;
}

/** A client's connection and the one to the target that carries it on. */
export class ProxiedConnection {
  private target: Socket | undefined;
  private lanes: Readonly<Record<Direction, Lane>> | undefined;
  private broken = false;

  /** `onClosed` is called once, when neither side is left. */
  constructor(
    private readonly client: Socket,
    private readonly destination: NetworkTarget,
    private readonly faults: NetworkFaults,
    private readonly onClosed: () => void,
  ) {
    this.watch(client);
    this.update();
  }

  /** Bytes held back on their way, both directions together. */
  get heldBytes(): number {
    return this.lanes === undefined ? 0 : this.lanes['to-target'].heldBytes + this.lanes['to-client'].heldBytes;
  }

  /** Acts on the faults of the moment. A target that cannot be reached is not tried, so that it too notices nothing. */
  update(): void {
    if (this.faults.partitioned) return;
    if (this.broken) {
      this.reset();
    } else if (this.target === undefined) {
      this.open();
    } else {
      this.lanes?.['to-target'].pump();
      this.lanes?.['to-client'].pump();
    }
  }

  /** Ends one direction in order (FIN); the other one goes on. */
  halfClose(direction: Direction): void {
    this.lanes?.[direction].endEarly();
  }

  /** Both sides see their connection reset (RST). */
  reset(): void {
    this.lanes?.['to-target'].stop();
    this.lanes?.['to-client'].stop();
    this.client.resetAndDestroy();
    this.target?.resetAndDestroy();
  }

  private open(): void {
    const target = connect({ ...this.destination, allowHalfOpen: true, noDelay: true });
    this.target = target;
    this.watch(target);
    this.lanes = {
      'to-target': new Lane(this.client, target, () => this.faults.of('to-target')),
      'to-client': new Lane(target, this.client, () => this.faults.of('to-client')),
    };
    this.client.resume();
  }

  /** A side that breaks off breaks the other one too, as soon as the network lets the news through. */
  private watch(socket: Socket): void {
    socket.on('error', () => {
      this.broken = true;
    });
    socket.on('close', () => {
      if (this.client.destroyed && (this.target?.destroyed ?? true)) this.onClosed();
      else this.update();
    });
  }
}
