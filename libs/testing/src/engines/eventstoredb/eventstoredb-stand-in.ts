import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { Access, type EventStoreDbUser } from './access/access.js';
import { UserService } from './access/user-service.js';
import { AppendQueue } from './append-queue.js';
import { AppendService } from './append-service.js';
import { DeleteService } from './delete-service.js';
import { EventLog } from './event-log.js';
import { Faults, type EventStoreDbFault } from './faults.js';
import { grpcServices } from './grpc-services.js';
import { ReadService } from './read-service.js';
import { type EventStoreDbVersion, versionRulesOf } from './server-version.js';

export interface EventStoreDbStandInOptions {
  /** The folder of the log; created if missing. Existing data is served again. */
  readonly folder: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Most bytes of data and metadata in one append. Default 1 MiB, like the server, which allows at most 16 MiB. */
  readonly maxAppendSize?: number;
  /** Number of appends after which the server writes its own event. Default 5; 0 for never. */
  readonly systemEventEvery?: number;
  /** Gives the events of one append a shared commit position. Default false. */
  readonly sharedCommitPositions?: boolean;
  /** The version whose answers it gives. Default: the one that `REDRESS_TEST_EVENTSTOREDB_VERSION` names, else 23.10. */
  readonly version?: EventStoreDbVersion;
  /** Number of events between checkpoints of filtered subscriptions. Default: as the client requests; 1 for every event. */
  readonly checkpointEvery?: number;
  /** Its users. The official client sends credentials over TLS only. Default: everybody may do everything. */
  readonly users?: readonly EventStoreDbUser[];
  /** Files in PEM. Without them the server speaks without TLS. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
}

const HOST = '127.0.0.1';
/** The server name for TLS: gRPC on Node accepts no IP address there. */
const TLS_HOST = 'localhost';
const APPEND_BYTES_MAX = 1024 * 1024;
/** The server accepts messages of up to 4 MB, like .NET's gRPC; the client sends larger appends in parts. */
const MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

/**
 * Speaks EventStoreDB's gRPC protocol for development and tests without a server. The page docs/reference/eventstoredb-stand-in.md gives
 * the sources of its answers. It answers an append only when it is on disk.
 */
export class EventStoreDbStandIn {
  readonly port: number;
  private readonly options: EventStoreDbStandInOptions;
  private readonly server: Server;
  private readonly log: EventLog;
  private readonly faults: Faults;

  private constructor(
    options: EventStoreDbStandInOptions,
    server: Server,
    log: EventLog,
    faults: Faults,
    port: number,
  ) {
    this.options = options;
    this.server = server;
    this.log = log;
    this.faults = faults;
    this.port = port;
  }

  static async start(options: EventStoreDbStandInOptions): Promise<EventStoreDbStandIn> {
    const { folder, systemEventEvery = 5, sharedCommitPositions = false, maxAppendSize = APPEND_BYTES_MAX } = options;
    const rules = versionRulesOf(options.version);
    const log = new EventLog({ folder, systemEventEvery, sharedCommitPositions });
    const access = new Access(log, options.users);
    const faults = new Faults();
    const server = new Server({ 'grpc.max_receive_message_length': MESSAGE_BYTES_MAX });
    const address = options.tls === undefined ? HOST : TLS_HOST;
    const self = { address, port: 0, isLeader: true, instanceId: randomUUID() };
    grpcServices(server, {
      appends: new AppendService(new AppendQueue(log), faults, maxAppendSize),
      reads: new ReadService(log, faults, { rules, checkpointEvery: options.checkpointEvery }),
      deletes: new DeleteService(log),
      faults,
      users: new UserService(log, access),
      access,
      version: rules.reported,
      self,
    });
    try {
      self.port = await bound(server, options);
    } catch (error) {
      log.close();
      throw error;
    }
    return new EventStoreDbStandIn(options, server, log, faults, self.port);
  }

  /** The URL for clients, without credentials. */
  get url(): string {
    const { tls } = this.options;
    return `esdb://${tls === undefined ? HOST : TLS_HOST}:${this.port}?tls=${tls !== undefined}`;
  }

  /** Injects or ends a fault. */
  fault(fault: EventStoreDbFault): void {
    this.faults.apply(fault);
  }

  /** Scavenges: permanently removes what metadata, deletions and tombstones hide. */
  scavenge(): void {
    this.log.scavenge();
  }

  /** Ends every call and closes the log. */
  async stop(): Promise<void> {
    this.server.forceShutdown();
    this.log.close();
  }

  /** Stops, and serves the data on disk at the same port. */
  async restart(): Promise<EventStoreDbStandIn> {
    await this.stop();
    return EventStoreDbStandIn.start({ ...this.options, port: this.port });
  }
}

function bound(server: Server, { port = 0, tls }: EventStoreDbStandInOptions): Promise<number> {
  const credentials =
    tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [
          { cert_chain: readFileSync(tls.certFile), private_key: readFileSync(tls.keyFile) },
        ]);
  return new Promise((resolve, reject) => {
    server.bindAsync(`${HOST}:${port}`, credentials, (error, boundPort) => {
      if (error === null) resolve(boundPort);
      else reject(error);
    });
  });
}
