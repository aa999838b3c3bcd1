import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where one broker listens and keeps its files. */
export interface BrokerPlace {
  /** From 1. */
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly folder: string;
  /** Of the listener `EXTRA`, when there is one. */
  readonly extraPort?: number;
}

/** A listener besides the plain one, such as one with TLS and passwords. */
export interface ExtraListener {
  /** One of Kafka's security protocols: `SASL_SSL`. */
  readonly protocol: string;
}

export interface BrokerSettings {
  readonly place: BrokerPlace;
  /** All brokers of the cluster, this one included. */
  readonly cluster: readonly BrokerPlace[];
  /** In addition to, or in place of, the properties below. */
  readonly properties: { readonly [name: string]: string };
  readonly extraListener?: ExtraListener;
}

/** Writes what a broker reads at start. Answers the paths of the files. */
export function writeBrokerFiles(settings: BrokerSettings): { readonly properties: string; readonly logging: string } {
  const { folder } = settings.place;
  mkdirSync(folder, { recursive: true });
  const properties = join(folder, 'server.properties');
  const logging = join(folder, 'log4j2.properties');
  const all = { ...brokerProperties(settings), ...extraListenerProperties(settings), ...settings.properties };
  writeFileSync(properties, lines(all));
  writeFileSync(logging, lines(loggingProperties(join(folder, 'broker.log'))));
  return { properties, logging };
}

function brokerProperties({ place, cluster }: BrokerSettings): { readonly [name: string]: string } {
  const replicas = String(cluster.length);
  const inSync = String(Math.max(1, cluster.length - 1));
  return {
    'process.roles': 'broker,controller',
    'node.id': String(place.id),
    'controller.quorum.voters': cluster.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(','),
    listeners: `PLAINTEXT://127.0.0.1:${place.port},CONTROLLER://127.0.0.1:${place.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${place.port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(place.folder, 'data'),
    'auto.create.topics.enable': 'false',
    'offsets.topic.num.partitions': '3',
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
    'group.initial.rebalance.delay.ms': '0',
    // So that specs need not wait half a minute for a dead member, nor nine seconds for a dead broker.
    'group.min.session.timeout.ms': '1000',
    'broker.session.timeout.ms': '3000',
    'broker.heartbeat.interval.ms': '500',
    // 128 MB by default, which three small heaps have no room for.
    'log.cleaner.dedupe.buffer.size': '8388608',
  };
}

function extraListenerProperties(settings: BrokerSettings): { readonly [name: string]: string } {
  const { place, extraListener } = settings;
  if (extraListener === undefined || place.extraPort === undefined) return {};
  const plain = brokerProperties(settings);
  const listener = `EXTRA://127.0.0.1:${place.extraPort}`;
  return {
    listeners: `${plain['listeners'] ?? ''},${listener}`,
    'advertised.listeners': `${plain['advertised.listeners'] ?? ''},${listener}`,
    'listener.security.protocol.map': `${plain['listener.security.protocol.map'] ?? ''},EXTRA:${extraListener.protocol}`,
  };
}

function loggingProperties(file: string): { readonly [name: string]: string } {
  return {
    'appender.file.type': 'File',
    'appender.file.name': 'file',
    'appender.file.fileName': file,
    'appender.file.layout.type': 'PatternLayout',
    'appender.file.layout.pattern': '%d %p %c: %m%n',
    'rootLogger.level': 'warn',
    'rootLogger.appenderRef.file.ref': 'file',
  };
}

function lines(properties: { readonly [name: string]: string }): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
