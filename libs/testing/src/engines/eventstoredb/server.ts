import type { EventStoreDbFault } from './faults.js';

/** A server for specs: the stand-in, or another one that is started by a program. */
export interface EventStoreDbServer {
  /** The URL for clients, without credentials; the same after every start. */
  readonly url: string;
  readonly port: number;
  /** Injects or ends a fault. Resolves when it is in effect. Rejects for one that this server cannot have, see `canHave`. */
  fault(fault: EventStoreDbFault): Promise<void>;
  /** Scavenges. Resolves when that is done. */
  scavenge(): Promise<void>;
  /** Stops, and serves the data on disk at the same port. */
  restart(): Promise<void>;
  /** Stops it gracefully. Idempotent. */
  stop(): Promise<void>;
}

/** A server that can be killed. */
export interface KillableEventStoreDb extends EventStoreDbServer {
  /** SIGKILL: nothing is finished, nothing is closed. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Serves the same folder at the same port, after `kill` or `stop`. */
  startAgain(): Promise<void>;
}
