/** A URL is no Kafka's. The message says what is wrong, and never quotes the URL: it may hold a password. */
export class InvalidKafkaUrlError extends Error {
  override readonly name = 'InvalidKafkaUrlError';
}

export interface Authority {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  /** Still percent-encoded; undefined when there is none. */
  readonly userinfo: string | undefined;
  readonly path: string;
  readonly query: string;
}

const PARTS = /^kafka:\/\/(?:(?<userinfo>[^@/?#]*)@)?(?<hosts>[^/?#@]+)(?:\/(?<path>[^?#]*))?(?:\?(?<query>[^#]*))?$/;
const HOST = /^(?<host>[\w.-]+|\[[\da-fA-F:.]+\])(?::(?<port>\d{1,5}))?$/;
const PORT_DEFAULT = 9092;
const PORT_HIGHEST = 65_535;
const BROKERS_MAX = 100;

/** Takes a URL apart by hand, since `URL` knows one host only. Throws `InvalidKafkaUrlError`. */
export function authorityOf(url: string): Authority {
  const { userinfo, hosts, path = '', query = '' } = PARTS.exec(url)?.groups ?? {};
  if (hosts === undefined) throw new InvalidKafkaUrlError('it is not of the form kafka://host:port,host:port/topic');
  const brokers = hosts.split(',').map(brokerAt);
  if (brokers.length > BROKERS_MAX) throw new InvalidKafkaUrlError(`it names more than ${BROKERS_MAX} brokers`);
  return { brokers, userinfo, path, query };
}

function brokerAt(text: string): string {
  const { host, port = String(PORT_DEFAULT) } = HOST.exec(text)?.groups ?? {};
  if (host === undefined) throw new InvalidKafkaUrlError('a broker is not of the form host:port');
  if (Number(port) < 1 || Number(port) > PORT_HIGHEST) throw new InvalidKafkaUrlError('a port is not 1 to 65535');
  return `${host}:${Number(port)}`;
}
