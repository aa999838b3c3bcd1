import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KafkaBrokers } from '@redress/testing/engines';
import { KafkaScene } from '../kafka-scene.fixture.spec.js';
import { Load, tell } from './load.fixture.spec.js';

const WINDOW_MS = 5_000;
/** Share of a core that separates an idle loop (0.3 % measured) from one that never rests. */
const RESTLESS = 0.1;

describe('The only broker, killed under load and started again', () => {
  let brokers: KafkaBrokers;
  let scene: KafkaScene;
  let load: Load;
  beforeAll(async () => {
    brokers = await KafkaBrokers.start();
    scene = new KafkaScene(brokers.addresses);
    load = new Load();
    await load.start(scene, 'partitions=4');
  });
  afterAll(async () => {
    await load.stop();
    await scene.close();
    await brokers.stop();
  });

  it('loses nothing and keeps the order within each complaint', async () => {
    for (let round = 1; round <= 2; round += 1) {
      await brokers.kill(1);
      const seen = new Set(load.seen).size;
      await brokers.restart(1);
      tell('Kafka’s only broker serves again; the first new event was seen after', await load.sees(1, seen));
    }
    await load.endsWithEverythingSeenInOrder();
  });

  it('leaves behind no consumer that is busy with nothing', async () => {
    const share = await shareOfACore();
    process.stdout.write(
      `The thread of an idle consumer and relay after an outage: ${(share * 100).toFixed(1)} % of a core\n`,
    );
    expect(share).toBeLessThan(RESTLESS);
  });
});

/**
 * Measures this thread alone. Once a process is idle, V8 collects the garbage of earlier specs, sometimes a gigabyte, mostly on its own
 * threads: a second or more of processor time that is not due to our code.
 */
async function shareOfACore(): Promise<number> {
  const before = process.threadCpuUsage();
  const began_ms = performance.now();
  await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000 / (performance.now() - began_ms);
}
