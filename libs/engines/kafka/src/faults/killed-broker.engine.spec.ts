import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KafkaBrokers } from '@redress/testing/engines';
import { KafkaScene } from '../kafka-scene.fixture.spec.js';
import { Load, tell } from './load.fixture.spec.js';

const WINDOW_MS = 5_000;
const WINDOWS_MAX = 6;
/** Far above what is measured, and far below a loop that never rests: what is told apart is which of the two it is. */
const RESTLESS = 0.3;

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
    // The outage may leave something to be done, here or by an earlier spec; a loop that never rests is busy in every window.
    let share = 1;
    for (let window = 1; window <= WINDOWS_MAX && share >= RESTLESS; window += 1) {
      share = await shareOfACore();
      process.stdout.write(
        `An idle consumer, relay and jest after an outage: ${(share * 100).toFixed(1)} % of a core\n`,
      );
    }
    expect(share).toBeLessThan(RESTLESS);
  });
});

async function shareOfACore(): Promise<number> {
  const before = process.cpuUsage();
  const began_ms = performance.now();
  await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / (performance.now() - began_ms);
}
