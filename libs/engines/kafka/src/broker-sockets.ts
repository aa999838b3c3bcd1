import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
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

/**
 * kafkajs, changed to abandon a broker that accepts connections and never answers. By itself it keeps a connection on which a request timed
 * out, ends one only by asking the broker to end it too, and makes each new producer ask the first broker of the list first, however silent
 * that is.
 */
export class LeavingKafka extends kafkajs.Kafka {
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

  private readonly leave = ({ payload }: RequestTimeoutEvent): void => this.sockets.leave(payload.broker);
}

/** The connections to all brokers. */
export class BrokerSockets {
  private readonly open = new Map<Socket, string>();
  /** In the order in which they were last abandoned. */
  private readonly left = new Set<string>();

  /** Connects as kafkajs does, except for the end. */
  readonly create: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const socket = ssl
      ? connectTls({ host, port, ...servername, ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    this.open.set(socket, `${host}:${port}`);
    socket.once('close', () => this.open.delete(socket));
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

  /** Destroys the connections to a broker, `host:port`. */
  leave(broker: string): void {
    this.left.delete(broker);
    this.left.add(broker);
    for (const [socket, to] of this.open) {
      if (to === broker) socket.destroy(new Error('A request was not answered in time.'));
    }
  }
}
