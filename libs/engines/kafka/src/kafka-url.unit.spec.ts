import { describe, expect, it } from '@jest/globals';
import { kafkaUrlFault, parseKafkaUrl } from './kafka-url.js';

describe('A Kafka URL', () => {
  it('needs no more than a broker', () => {
    expect(parseKafkaUrl('kafka://broker')).toEqual({
      brokers: ['broker:9092'],
      topic: 'redress.complaint-events',
      retention_ms: -1,
      compression: 'none',
      groupPrefix: 'redress.',
    });
  });

  it('names several brokers, also by IPv6 address, and a topic', () => {
    const { brokers, topic } = parseKafkaUrl('kafka://one:9092,two.example:19092,[::1]:9093/other-topic');
    expect(brokers).toEqual(['one:9092', 'two.example:19092', '[::1]:9093']);
    expect(topic).toBe('other-topic');
  });

  it('says how the topic is to be', () => {
    const query =
      'partitions=24&replication-factor=3&min-insync-replicas=2&retention=365d&compression=gzip&group-prefix=';
    expect(parseKafkaUrl(`kafka://broker/t?${query}acme.`)).toMatchObject({
      partitions: 24,
      replicationFactor: 3,
      minInsyncReplicas: 2,
      retention_ms: 365 * 24 * 60 * 60 * 1000,
      compression: 'gzip',
      groupPrefix: 'acme.',
    });
  });

  it('takes files for TLS and percent-encoded credentials for SASL', () => {
    const url =
      'kafka://us%40er:p%3A%2F%40ss@broker:9093/t?tls=true&ca=/ca.pem&cert=/c.pem&key=/k.pem&sasl=scram-sha-512';
    expect(parseKafkaUrl(url)).toMatchObject({
      tls: { ca: '/ca.pem', cert: '/c.pem', key: '/k.pem' },
      sasl: { mechanism: 'scram-sha-512', username: 'us@er', password: 'p:/@ss' },
    });
  });

  it('is not encrypted unless it says so', () => {
    expect(parseKafkaUrl('kafka://broker/t?tls=false')).not.toHaveProperty('tls');
  });

  it.each([
    ['http://broker/t', 'form kafka://'],
    ['kafka:///t', 'form kafka://'],
    ['kafka://broker:99999/t', 'port'],
    ['kafka://bro ker/t', 'host:port'],
    ['kafka://one,/t', 'host:port'],
    ['kafka://broker/two/topics', 'topic'],
    ['kafka://broker/..', 'topic'],
    ['kafka://broker/t?partitions=0', 'partitions'],
    ['kafka://broker/t?partitions=many', 'partitions'],
    ['kafka://broker/t?partitions=1&partitions=2', 'twice'],
    ['kafka://broker/t?retention=soon', 'retention'],
    ['kafka://broker/t?compression=snappy', 'compression'],
    ['kafka://broker/t?group-prefix=a%20b', 'group-prefix'],
    ['kafka://broker/t?tls=yes', 'tls'],
    ['kafka://broker/t?ca=/ca.pem', 'tls=true'],
    ['kafka://broker/t?tls=true&cert=/c.pem', 'one another'],
    ['kafka://broker/t?tls=true&ca=', 'ca is empty'],
    ['kafka://user:secret@broker/t', 'mechanism'],
    ['kafka://broker/t?sasl=scram-sha-256', 'user and a password'],
    ['kafka://user@broker/t?sasl=scram-sha-256', 'user and a password'],
    ['kafka://user:secret@broker/t?sasl=plain', 'tls=true'],
    ['kafka://user:sec%ret@broker/t?sasl=scram-sha-256', 'percent-encoded'],
    ['kafka://user:secret@broker/t?sasl=gssapi&tls=true', 'sasl'],
    ['kafka://user:sec/ret@broker/t?sasl=scram-sha-256', 'host:port'],
    ['kafka://broker/t?unknown=secret', 'does not know'],
  ])('is told what is wrong with %s, without a quotation', (url, fault) => {
    const told = kafkaUrlFault(url);
    expect(told).toContain(fault);
    expect(told).not.toContain('secret');
  });

  it('has no fault when it is right', () => {
    expect(kafkaUrlFault('kafka://user:secret@one:9092,two:9092/t?tls=true&sasl=plain')).toBeUndefined();
  });
});
