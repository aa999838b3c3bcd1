import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { BSON } from 'mongodb';

const SET = 'spec';
const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_MSG = 2013;
/** What precedes the document of an answer, by its kind: of an OP_MSG its flags and the kind of its section. */
const PREFIX_BYTES: Readonly<Record<number, number>> = { [OP_REPLY]: 20, [OP_MSG]: 5 };

/**
 * One server behind several addresses that call themselves a replica set: clients are told which member is the primary, so that a member
 * can freeze and another be elected. What the members share is what a majority would have: every acknowledged write.
 */
export class ReplicaSet {
  private readonly members: Member[] = [];
  private primary = 0;
  private elections = 0;

  /** Stands before a server on a port of this machine. */
  static async before(port: number, members: number): Promise<ReplicaSet> {
    const set = new ReplicaSet();
    for (let index = 0; index < members; index += 1)
      set.members.push(await Member.before(port, (told) => set.told(told, index)));
    return set;
  }

  get addresses(): readonly string[] {
    return this.members.map(({ address }) => address);
  }

  /** Makes a member stop answering, on the connections it has and on later ones. */
  freeze(member: number): void {
    this.members[member]!.freeze();
  }

  elect(member: number): void {
    this.primary = member;
    this.elections += 1;
  }

  /** Connections to a member that its clients have not closed. */
  connections(member: number): number {
    return this.members[member]!.connections;
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map((member) => member.close()));
  }

  /** What the member tells of itself, in place of what the server behind it tells. */
  private told(told: BSON.Document, member: number): BSON.Document {
    const isPrimary = member === this.primary;
    const { ismaster: _legacy, msg: _router, ...rest } = told;
    return {
      ...rest,
      isWritablePrimary: isPrimary,
      ismaster: isPrimary,
      secondary: !isPrimary,
      setName: SET,
      setVersion: 1,
      hosts: this.addresses,
      me: this.members[member]!.address,
      primary: this.members[this.primary]!.address,
      ...(isPrimary && { electionId: BSON.ObjectId.createFromTime(this.elections + 1) }),
    };
  }
}

type Retell = (told: BSON.Document) => BSON.Document;

class Member {
  private readonly clients = new Set<Socket>();
  private isFrozen = false;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
    private readonly retell: Retell,
  ) {
    server.on('connection', (client) => this.serve(client));
  }

  static async before(port: number, retell: Retell): Promise<Member> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Member(server, port, retell);
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.clients.size;
  }

  freeze(): void {
    this.isFrozen = true;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(client: Socket): void {
    const behind = connect(this.port, '127.0.0.1');
    this.clients.add(client);
    client.on('error', () => undefined);
    behind.on('error', () => undefined);
    client.on('close', () => {
      this.clients.delete(client);
      behind.destroy();
    });
    behind.on('close', () => client.destroy());
    client.on('data', (chunk: Buffer) => {
      if (!this.isFrozen) behind.write(chunk);
    });
    let held = Buffer.alloc(0);
    behind.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      while (held.length >= HEADER_BYTES && held.length >= held.readInt32LE(0)) {
        const answer = held.subarray(0, held.readInt32LE(0));
        held = held.subarray(answer.length);
        if (!this.isFrozen) client.write(this.retold(answer));
      }
    });
  }

  /** The answer as the member gives it: changed when it is about the server itself. */
  private retold(answer: Buffer): Buffer {
    const prefix = PREFIX_BYTES[answer.readInt32LE(12)];
    if (prefix === undefined) return answer;
    const before = answer.subarray(0, HEADER_BYTES + prefix);
    const told = BSON.deserialize(answer.subarray(before.length));
    if (!('maxWireVersion' in told)) return answer;
    const changed = Buffer.concat([before, BSON.serialize(this.retell(told))]);
    changed.writeInt32LE(changed.length, 0);
    return changed;
  }
}
