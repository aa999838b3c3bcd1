import { EventStoreDbProcess } from './eventstoredb-process.js';
import { EventStoreDbStandIn, type EventStoreDbStandInOptions } from './eventstoredb-stand-in.js';
import type { EventStoreDbFault } from './faults.js';
import type { EventStoreDbServer, KillableEventStoreDb } from './server.js';
import { isRelayed, StartedServer } from './started-server.js';

/** Names a program that starts another server than the stand-in; see docs/reference/eventstoredb-stand-in.md. */
const VARIABLE = 'REDRESS_TEST_EVENTSTOREDB_START';

/** Starts a server, the stand-in in this process. */
export async function startEventStoreDb(options: EventStoreDbStandInOptions): Promise<EventStoreDbServer> {
  const program = programOf(process.env);
  return program === undefined ? ServerInThisProcess.start(options) : StartedServer.start(program, options);
}

/** Starts a server as a separate process, which ends with this one at the latest. */
export async function startEventStoreDbProcess(options: EventStoreDbStandInOptions): Promise<KillableEventStoreDb> {
  const program = programOf(process.env);
  return program === undefined ? EventStoreDbProcess.start(options) : StartedServer.start(program, options);
}

/** What only the stand-in does: an option, or its files. */
type StandInOnly = 'checkpointEvery' | 'sharedCommitPositions' | 'its files';

/** Whether the server that specs start can have a fault, or what the stand-in alone does. Specs that need more are skipped. */
export function canHave(what: EventStoreDbFault | StandInOnly): boolean {
  return programOf(process.env) === undefined || (typeof what === 'object' && isRelayed(what));
}

/** The program's command line, in words; undefined for the stand-in. */
function programOf(environment: NodeJS.ProcessEnv): readonly string[] | undefined {
  const words = (environment[VARIABLE] ?? '').split(' ').filter((word) => word !== '');
  return words.length === 0 ? undefined : words;
}

class ServerInThisProcess implements EventStoreDbServer {
  private constructor(private standIn: EventStoreDbStandIn) {}

  static async start(options: EventStoreDbStandInOptions): Promise<ServerInThisProcess> {
    return new ServerInThisProcess(await EventStoreDbStandIn.start(options));
  }

  get url(): string {
    return this.standIn.url;
  }

  get port(): number {
    return this.standIn.port;
  }

  async fault(fault: EventStoreDbFault): Promise<void> {
    this.standIn.fault(fault);
  }

  async scavenge(): Promise<void> {
    this.standIn.scavenge();
  }

  async restart(): Promise<void> {
    this.standIn = await this.standIn.restart();
  }

  stop(): Promise<void> {
    return this.standIn.stop();
  }
}
