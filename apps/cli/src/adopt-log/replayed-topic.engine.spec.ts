import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openKafkaEventPublisher } from '@redress/engine-kafka';
import { Relay, type RelayState, toPosition } from '@redress/eventing';
import { loadConfig } from '@redress/platform';
import { eventually, sealedEvents } from '@redress/testing';
import { kafkaForSpecs, type KafkaForSpecs } from '@redress/testing/engines';
import kafkajs, { type Admin } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { CommandLine } from '../command-line.mother.spec.js';
import type { Finding } from '@redress/standalone';
import { misfitOf, type StandingPlace } from '../doctor/store-misfits.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';
import { openEvents, openViewsAndLease } from '../session.js';

describe('A Kafka topic beside a log', () => {
  let kafka: KafkaForSpecs;
  let admin: Admin;
  let cli: CommandLine;
  let topic: string;
  let url: string;
  beforeAll(async () => {
    kafka = await kafkaForSpecs();
    const client = new kafkajs.Kafka({ brokers: [...kafka.addresses], logLevel: kafkajs.logLevel.NOTHING });
    admin = client.admin();
    await admin.connect();
  });
  afterAll(async () => {
    await admin.disconnect();
    await kafka.stop();
  });
  beforeEach(async () => {
    topic = `replayed-${randomUUID()}`;
    url = `kafka://${kafka.addresses.join(',')}/${topic}?partitions=1&group-prefix=${topic}.`;
    cli = await CommandLine.open({ REDRESS_EVENT_STREAM: url });
    await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
  });
  afterEach(() => cli.close());

  /** Runs a relay until its state is as wanted. */
  async function relayed(isWanted: (state: RelayState, head: bigint) => boolean): Promise<RelayState> {
    const config = loadConfig({ REDRESS_DATA: cli.data, REDRESS_EVENT_STREAM: url });
    const [eventStore, readStore] = [await openEvents(config), await openViewsAndLease(config)];
    const publisher = await openKafkaEventPublisher({ url });
    const relay = new Relay({ eventStore, readStore, publisher, destination: topic, holder: randomUUID() });
    try {
      const head = await eventStore.head();
      return await eventually(
        async () => relay.state(),
        (state) => isWanted(state, head),
        20_000,
      );
    } finally {
      await relay.close();
      for (const one of [publisher, readStore, eventStore]) await one.close();
    }
  }
  const publishAll = () => relayed(({ published }, head) => published === head);
  const end = async () => Number((await admin.fetchTopicOffsets(topic))[0]?.high);

  async function expectTopic(standing: StandingPlace | undefined): Promise<void> {
    const { findings } = await cli.json('doctor', '--stores');
    const found = findings.find(({ check }: Finding) => check === 'stores: topic');
    const detail = standing === undefined ? 'fit the log' : misfitOf('topic', standing).shows;
    expect(found).toMatchObject({
      state: standing === undefined ? 'ok' : 'fail',
      detail: expect.stringContaining(detail),
    });
  }

  it('that began anew is named, not written to, and filled again from the log by adopt-log', async () => {
    await publishAll();
    const events = await end();
    expect(events).toBeGreaterThan(0);
    await expectTopic(undefined);

    await admin.deleteTopics({ topics: [topic] });
    const { astray } = await relayed((state) => state.astray !== undefined);
    expect([astray?.code, await end()]).toEqual(['another-log', 0]);
    await expectTopic('older');
    expect((await cli.run(['doctor'])).out).toMatch(/^fail +topic .*began anew.*adopt-log --replay-topic\.$/m);

    expect(await cli.json('adopt-log', '--replay-topic', '--yes')).toMatchObject({ done: true });
    await publishAll();
    expect(await end()).toBe(events);
    await expectTopic(undefined);
  });

  it('with events of another log is named, and consumers skip them once it was filled again', async () => {
    await publishAll();
    const events = await end();
    const publisher = await openKafkaEventPublisher({ url });
    await publisher.publish(sealedEvents('complaint-B').map((event) => ({ ...event, position: toPosition(2n) })));
    await publisher.close();
    await expectTopic('foreign');

    expect(await cli.json('adopt-log', '--replay-topic', '--yes')).toMatchObject({ done: true });
    const [saved] = await admin.fetchOffsets({ groupId: `${topic}.intake`, topics: [topic] });
    expect(saved?.partitions).toMatchObject([{ partition: 0, offset: String(events + 1) }]);
    await publishAll();
    expect(await end()).toBe(2 * events + 1);
    await expectTopic(undefined);
  });
});
