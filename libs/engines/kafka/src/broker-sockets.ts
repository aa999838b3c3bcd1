import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { mostSilent, type Served, type ServerInUse, ServerSilence } from '@redress/eventing';
import kafkajs, {
  type Admin,
  type AdminConfig,
  type Consumer,
  type ConsumerConfig,
  type ISocketFactory,
  type KafkaConfig,
  type Producer,
  type ProducerConfig,
  type RequestTimeoutEvent,
} from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;
/** How long a broker may take to end its side of a connection. */
const ENDING_MS_MAX = 1_000;
/** How long a fetch waits for new messages; a partition that rested is fetched again after this at the latest. */
export const FETCHING_MS_MAX = 1_000;
/** How long a broker waits for the members of a group to join. */
export const REBALANCING_MS_MAX = 60_000;
/**
 * How long a broker may take to answer by design, in milliseconds, by the number of the request in Kafka's protocol: a fetch waits for new
 * messages, and a member that joins for the others of its group.
 */
const PATIENCE_MS: Readonly<Record<number, number>> = {
  1: FETCHING_MS_MAX,
  11: REBALANCING_MS_MAX,
  14: REBALANCING_MS_MAX,
};

/**
 * kafkajs, changed to abandon a broker that accepts connections and never answers. By itself it keeps a connection on which a request timed
 * out, ends one only by asking the broker to end it too, and makes each new producer ask the first broker of the list first, however silent
 * that is.
 */
export class LeavingKafka extends kafkajs.Kafka implements Served {
  private readonly sockets: BrokerSockets;

  constructor(config: KafkaConfig & { readonly brokers: readonly string[] }) {
    const sockets = new BrokerSockets();
    super({ ...config, brokers: () => sockets.silentLast(config.brokers), socketFactory: sockets.create });
    this.sockets = sockets;
  }

  override producer(config?: ProducerConfig): Producer {
    const producer = super.producer(config);
    producer.on(producer.events.REQUEST_TIMEOUT, this.leave);
    return producer;
  }

  override consumer(config: ConsumerConfig): Consumer {
    const consumer = super.consumer(config);
    consumer.on(consumer.events.REQUEST_TIMEOUT, this.leave);
    return consumer;
  }

  override admin(config?: AdminConfig): Admin {
    const admin = super.admin(config);
    admin.on(admin.events.REQUEST_TIMEOUT, this.leave);
    return admin;
  }

  get inUse(): ServerInUse | undefined {
    return this.sockets.inUse;
  }

  private readonly leave = ({ payload }: RequestTimeoutEvent): void => this.sockets.leave(payload.broker);
}

/** The connections to all brokers. */
export class BrokerSockets {
  private readonly open = new Map<Socket, string>();
  /** By the address of each broker with an open connection. */
  private readonly silences = new Map<string, ServerSilence>();
  /** In the order in which they were last abandoned. */
  private readonly left = new Set<string>();

  /** Connects as kafkajs does, except for the end. */
  readonly create: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const socket = ssl
      ? connectTls({ host, port, ...servername, ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    const broker = `${host}:${port}`;
    this.open.set(socket, broker);
    const silence = this.silences.get(broker) ?? new ServerSilence();
    this.silences.set(broker, silence);
    listen(socket, silence);
    socket.once('close', () => {
      this.open.delete(socket);
      if (![...this.open.values()].includes(broker)) this.silences.delete(broker);
    });
    socket.once('finish', () => setTimeout(() => socket.destroy(), ENDING_MS_MAX).unref());
    return socket;
  };

  /** The brokers in the order in which to ask them. */
  silentLast(brokers: readonly string[]): string[] {
    return [
      ...brokers.filter((broker) => !this.left.has(broker)),
      ...[...this.left].filter((broker) => brokers.includes(broker)),
    ];
  }

  /** Of the brokers with an open connection, the one silent longest. */
  get inUse(): ServerInUse | undefined {
    return mostSilent([...this.silences].map(([server, { ms: silent_ms }]) => ({ server, silent_ms })));
  }

  /** Destroys the connections to a broker, `host:port`. */
  leave(broker: string): void {
    this.left.delete(broker);
    this.left.add(broker);
    for (const [socket, to] of this.open) {
      if (to === broker) socket.destroy(new Error('A request was not answered in time.'));
    }
  }
}

/** Notes the requests written to a connection, and the answers to them: Kafka answers in order, each answer preceded by its length. */
function listen(socket: Socket, silence: ServerSilence): void {
  const pending: ((answered: boolean) => void)[] = [];
  const answers = new AnswerCount();
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  socket.write = (request: Uint8Array | string, ...rest: unknown[]): boolean => {
    pending.push(silence.asked(patienceFor(request)));
    return write(request, ...rest);
  };
  socket.on('data', (chunk: Buffer) => {
    for (let ended = answers.endedBy(chunk); ended > 0; ended -= 1) pending.shift()?.(true);
  });
  socket.once('close', () => {
    for (const giveUp of pending.splice(0)) giveUp(false);
  });
}

/** A request begins with its length, four bytes, and its number in the protocol, two. */
function patienceFor(request: Uint8Array | string): number {
  if (typeof request === 'string' || request.length < 6) return 0;
  return PATIENCE_MS[Buffer.from(request.buffer, request.byteOffset + 4, 2).readInt16BE()] ?? 0;
}

const LENGTH_BYTES = 4;

/** Counts the answers that end in a stream of bytes, whatever pieces they arrive in. */
class AnswerCount {
  private readonly length = Buffer.alloc(LENGTH_BYTES);
  private lengthKnown = 0;
  private missing = 0;

  /** How many answers a further piece completes. */
  endedBy(chunk: Buffer): number {
    let ended = 0;
    for (let at = 0; at < chunk.length;) {
      if (this.lengthKnown < LENGTH_BYTES) {
        const copied = chunk.copy(this.length, this.lengthKnown, at, at + LENGTH_BYTES - this.lengthKnown);
        this.lengthKnown += copied;
        at += copied;
        if (this.lengthKnown < LENGTH_BYTES) return ended;
        this.missing = this.length.readUInt32BE();
      }
      const taken = Math.min(this.missing, chunk.length - at);
      this.missing -= taken;
      at += taken;
      if (this.missing > 0) return ended;
      this.lengthKnown = 0;
      ended += 1;
    }
    return ended;
  }
}
