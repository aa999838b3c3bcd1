import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openKafkaEventPublisher } from '@redress/engine-kafka';
import { type RecordedEvent, type StreamName, toPosition } from '@redress/eventing';
import { sealedEvents } from '@redress/testing';
import { kafkaForSpecs, type KafkaForSpecs } from '@redress/testing/engines';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const LINES_OF_PROGRAM_MAX = 25;

let kafka: KafkaForSpecs;
let topic: string;
let program: string;
let folder: string;
let child: ChildProcess | undefined;

/** The first program on the page. */
async function programOfPage(): Promise<string> {
  const page = await readFile(join(ROOT, 'docs/how-to/consume-events.md'), 'utf8');
  return /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
}

function notes(stream: StreamName, firstPosition: bigint): readonly RecordedEvent[] {
  return sealedEvents(stream, { count: 3, data: { visibility: 'internal' } }).map((event, index) => ({
    ...event,
    type: 'NoteAdded',
    position: toPosition(firstPosition + BigInt(index)),
  }));
}

/** Runs the program until it has printed this many lines. */
async function linesOf(group: string, count: number): Promise<readonly string[]> {
  const consumer = spawn(process.execPath, [join(folder, 'consumer.ts')], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      KAFKA_BROKERS: kafka.addresses.join(','),
      KAFKA_TOPIC: topic,
      KAFKA_GROUP: group,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = consumer;
  let printed = '';
  let complaints = '';
  consumer.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const done = new Promise<void>((resolve, reject) => {
    consumer.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.split('\n').length > count) resolve();
    });
    consumer.once('exit', (code) => reject(new Error(`It ended with ${code}: ${complaints}`)));
  });
  await done;
  consumer.removeAllListeners('exit');
  consumer.kill('SIGTERM');
  await once(consumer, 'exit');
  return printed.trimEnd().split('\n');
}

beforeAll(async () => {
  kafka = await kafkaForSpecs();
  topic = `how-to-${randomUUID()}`;
  program = await programOfPage();
  // Within the repository, so that the program finds its packages.
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  folder = await mkdtemp(join(ROOT, '.cache', 'how-to-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'consumer.ts'), program);
  const publisher = await openKafkaEventPublisher({ url: `kafka://${kafka.addresses.join(',')}/${topic}` });
  await publisher.publish([...notes('complaint-7K3M9QXD41PC', 1n), ...notes('complaint-2B4C6D8F0GHJ', 4n)]);
  await publisher.close();
});

afterAll(async () => {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
  await kafka.stop();
});

describe('The consumer on the page', () => {
  it('is short enough to type', () => {
    expect(program.split('\n').length).toBeLessThanOrEqual(LINES_OF_PROGRAM_MAX);
  });

  it('prints every event of the topic from the beginning, each complaint in order, and again for a new group', async () => {
    for (const group of ['how-to-first', 'how-to-second']) {
      const lines = await linesOf(`${group}-${topic}`, 6);
      for (const stream of ['complaint-7K3M9QXD41PC', 'complaint-2B4C6D8F0GHJ']) {
        expect(lines.filter((line) => line.includes(stream))).toEqual(
          [0, 1, 2].map((n) => `2026-11-01T08:00:00.000Z ${stream} ${n} NoteAdded {"visibility":"internal"}`),
        );
      }
    }
  });
});
