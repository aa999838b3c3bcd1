import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScratchFolder } from '@redress/testing';
import { KafkaBrokers } from '@redress/testing/engines';
import { openKafkaEventPublisher } from './kafka-event-publisher.js';
import { FixtureLog, namesOf } from './recorded-events.fixture.spec.js';
import { openKafkaEventStream } from './stream/kafka-event-stream.js';
import { LOG_START } from '@redress/eventing';

const username = 'relay@redress';
const password = 'p:/@ss word';
const userinfo = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
const storePassword = 'changeit';

describe('A broker that wants TLS and a password', () => {
  let folder: ScratchFolder;
  let brokers: KafkaBrokers;
  let authority: string;
  beforeAll(async () => {
    folder = new ScratchFolder();
    authority = folder.file('authority.pem');
    const keystore = makeKeystore(folder.file('broker.p12'), authority);
    const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${username},password=${password}]`,
    ]);
    brokers = await KafkaBrokers.start({
      extraListener: { protocol: 'SASL_SSL' },
      formatting: scram,
      properties: secureListener(keystore),
    });
  });
  afterAll(async () => {
    await brokers.stop();
    folder.remove();
  });

  const url = (mechanism: string, credentials = userinfo, ca = authority) =>
    `kafka://${credentials}@${brokers.extraAddresses.join(',')}/${mechanism}?tls=true&ca=${ca}&sasl=${mechanism}`;

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])('is published to and consumed from by %s', async (mechanism) => {
    const publisher = await openKafkaEventPublisher({ url: url(mechanism) });
    const stream = await openKafkaEventStream({ url: url(mechanism) });
    const events = new FixtureLog().next('complaint-A', { count: 3 });
    await publisher.publish(events);
    const { promise: seen, resolve } = Promise.withResolvers<readonly string[]>();
    stream.consume({
      group: 'views',
      start: async () => LOG_START,
      handle: async (batch) => resolve(namesOf(batch.events)),
    });
    expect(await seen).toEqual(namesOf(events));
    await stream.close();
    await publisher.close();
  });

  it.each([
    ['a wrong password', () => url('scram-sha-512', 'relay:wrong-secret')],
    ['an authority that is not trusted', () => url('plain').replace(/&ca=[^&]*/, '')],
    ['no TLS', () => url('scram-sha-256').replace(/tls=true&ca=[^&]*&/, '')],
    ['a file that is not there', () => url('plain', userinfo, '/nowhere.pem')],
  ])('refuses %s within seconds, and nothing of the credentials is told', async (_, of) => {
    const lines: string[] = [];
    const failure: unknown = await openKafkaEventPublisher({ url: of(), log: (line) => lines.push(line) }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'store-unavailable' });
    const told = [String(failure), ...lines].join('\n');
    for (const secret of [password, encodeURIComponent(password), 'wrong-secret']) expect(told).not.toContain(secret);
  });
});

/** Creates a self-signed key pair for 127.0.0.1, whose certificate is also the authority. */
function makeKeystore(keystore: string, certificate: string): string {
  const keytool = (...args: readonly string[]) => execFileSync('keytool', args, { stdio: 'pipe' });
  const store = ['-keystore', keystore, '-storetype', 'PKCS12', '-storepass', storePassword, '-alias', 'broker'];
  keytool(
    '-genkeypair',
    ...store,
    '-keyalg',
    'EC',
    '-dname',
    'CN=127.0.0.1',
    '-ext',
    'SAN=IP:127.0.0.1',
    '-validity',
    '2',
  );
  keytool('-exportcert', '-rfc', ...store, '-file', certificate);
  return keystore;
}

function secureListener(keystore: string): { readonly [name: string]: string } {
  const security = 'org.apache.kafka.common.security';
  const listener = 'listener.name.extra';
  return {
    [`${listener}.ssl.keystore.location`]: keystore,
    [`${listener}.ssl.keystore.type`]: 'PKCS12',
    [`${listener}.ssl.keystore.password`]: storePassword,
    [`${listener}.sasl.enabled.mechanisms`]: 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    [`${listener}.plain.sasl.jaas.config`]: `${security}.plain.PlainLoginModule required "user_${username}"="${password}";`,
    [`${listener}.scram-sha-256.sasl.jaas.config`]: `${security}.scram.ScramLoginModule required;`,
    [`${listener}.scram-sha-512.sasl.jaas.config`]: `${security}.scram.ScramLoginModule required;`,
  };
}
