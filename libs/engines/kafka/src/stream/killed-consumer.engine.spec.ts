import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, ScratchFolder } from '@redress/testing';
import { kafkaForSpecs, type KafkaForSpecs } from '@redress/testing/engines';
import { KafkaScene } from '../kafka-scene.fixture.spec.js';
import { firstAppearances, FixtureLog, namesOf, ofStream } from '../recorded-events.fixture.spec.js';
import { UNCOMMITTED_MAX } from './offset-commits.js';

const program = new URL('../../fixtures/consume-until-killed.mjs', import.meta.url).pathname;
const recovery_ms = 60_000;

describe('A consumer that is killed between effect and commit', () => {
  let kafka: KafkaForSpecs;
  let scene: KafkaScene;
  let folder: ScratchFolder;
  beforeAll(async () => {
    kafka = await kafkaForSpecs();
  });
  afterAll(() => kafka.stop());
  beforeEach(() => {
    scene = new KafkaScene(kafka.addresses);
    folder = new ScratchFolder();
  });
  afterEach(async () => {
    await scene.close();
    folder.remove();
  });

  it('is followed by one that repeats what was not committed, and leaves nothing out', async () => {
    const publisher = await scene.publisher();
    const log = new FixtureLog();
    const streams = ['complaint-A', 'complaint-B', 'complaint-C', 'complaint-D'] as const;
    const published = streams.flatMap((stream) => log.next(stream, { count: 900 }));
    for (let from = 0; from < published.length; from += 900) await publisher.publish(published.slice(from, from + 900));

    const file = folder.file('effects');
    const child = spawn(process.execPath, [program, scene.url(), 'views', file, '1500'], { stdio: 'ignore' });
    const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    expect(signal).toBe('SIGKILL');

    const before = readFileSync(file, 'utf8').trimEnd().split('\n');
    const after: string[] = [];
    await scene.seeing(after);
    const union = () => firstAppearances([...before, ...after]);
    await eventually(
      async () => union().length,
      (count) => count === published.length,
      recovery_ms,
    );
    for (const stream of streams) {
      const expected = namesOf(published).filter((name) => name.startsWith(`${stream}/`));
      expect(ofStream(union(), stream)).toEqual(expected);
    }
    const repeated = after.filter((name) => before.includes(name));
    expect(repeated.length).toBeGreaterThan(0);
    // Only the piece in hand and what was uncommitted before it.
    expect(repeated.length).toBeLessThan(500 + UNCOMMITTED_MAX);
  });
});
