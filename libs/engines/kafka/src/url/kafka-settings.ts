/** Everything that a `kafka://` URL says. It holds a password: never print it. */
export interface KafkaSettings {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly tls?: KafkaTls;
  readonly sasl?: KafkaCredentials;
  /** Partitions of a topic that is created, and to be found in one that exists. Undefined: 12 for a new one, any for an old one. */
  readonly partitions?: number;
  /** Undefined: 3, or as many as there are brokers, for a new topic; any for an old one. */
  readonly replicationFactor?: number;
  /** Undefined: 2 with three replicas or more, else 1. */
  readonly minInsyncReplicas?: number;
  /** How long events stay on the topic, in milliseconds; -1 for ever. */
  readonly retention_ms: number;
  readonly compression: KafkaCompression;
  /** Put before the name of every consumer group. */
  readonly groupPrefix: string;
}

/** Paths of PEM files. Without `ca` the authorities that Node knows are trusted. */
export interface KafkaTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface KafkaCredentials {
  readonly mechanism: SaslMechanism;
  readonly username: string;
  readonly password: string;
}

export const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
export type SaslMechanism = (typeof SASL_MECHANISMS)[number];

export const COMPRESSIONS = ['none', 'gzip'] as const;
export type KafkaCompression = (typeof COMPRESSIONS)[number];
