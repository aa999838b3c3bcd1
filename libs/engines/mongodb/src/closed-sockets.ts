import { createRequire } from 'node:module';
import type { Socket } from 'node:net';

/** What is used here of a class that the driver keeps to itself. */
interface DriverConnection {
  readonly socket: Socket;
  onClose: (this: DriverConnection) => void;
}

/**
 * mongodb 7.9.0 waits for a full socket to drain, or to fail. A socket that closes in order does neither, and for the rest of that turn
 * of the event loop, after both sides have ended and before it says so, it refuses what is written as if it were full. So a write that
 * was cut off, or begun at that moment, waited for ever, which no time limit of the driver ends: a monitor that did so never looked at
 * its server again. Woken by the close, each finds the error that the connection has by then.
 */
export function wakeWritersOfClosedSockets(): void {
  const { Connection } = createRequire(import.meta.url)('mongodb/lib/cmap/connection.js') as {
    Connection: { prototype: DriverConnection & { wakesWriters?: true } };
  };
  const { prototype } = Connection;
  if (prototype.wakesWriters) return;
  const { onClose } = prototype;
  prototype.wakesWriters = true;
  prototype.onClose = function (this: DriverConnection): void {
    onClose.call(this);
    wakeWriters(this.socket);
  };
}

/** Those who wait, and those who come later because they were still compressing what they write. */
export function wakeWriters(closed: Socket): void {
  closed.emit('drain');
  closed.on('newListener', (event) => {
    if (event === 'drain') queueMicrotask(() => closed.emit('drain'));
  });
}
