import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Instant } from '@redress/domain';
import { type Batch, Generator, type Plan } from '@redress/sample-data';

/** What every thread needs to know. */
export interface GenerationTask {
  readonly plan: Plan;
  /** The key of the installation that is filled. */
  readonly masterKey: Uint8Array;
  readonly now: Instant;
}

interface Answer {
  readonly number: number;
  readonly batch: Batch;
}

/** The thread's program. Resolves to the built file, also in specs, whose sources Node cannot run by itself. */
const PROGRAM = '@redress/standalone/generation-thread';
/** Batches that a thread has or has answered before they are taken, so that it never waits for the writer, and memory stays small. */
const AHEAD = 3;

/** The batches of a plan in order, made by several threads. Throws the error of a thread that fails. */
export async function* batchesOfThreads(task: GenerationTask, threads: number): AsyncGenerator<Batch> {
  const total = Generator.batchesOf(task.plan);
  const waiting = new Map<number, PromiseWithResolvers<Batch>>();
  const file = createRequire(import.meta.url).resolve(PROGRAM);
  const workers = Array.from({ length: Math.min(threads, total) }, () => new Worker(file, { workerData: task }));
  const ask = (number: number): void => {
    if (number >= total) return;
    const answer = Promise.withResolvers<Batch>();
    // The loop below may not have come to it when a thread fails.
    answer.promise.catch(() => undefined);
    waiting.set(number, answer);
    workers[number % workers.length]?.postMessage(number);
  };
  const fail = (error: unknown): void => {
    for (const { reject } of waiting.values()) reject(error);
  };
  for (const worker of workers) {
    worker.on('message', ({ number, batch }: Answer) => waiting.get(number)?.resolve(batch));
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`A thread that generates complaints ended with code ${code}.`)));
  }
  try {
    for (let number = 0; number < workers.length * AHEAD; number += 1) ask(number);
    for (let number = 0; number < total; number += 1) {
      const batch = await waiting.get(number)?.promise;
      waiting.delete(number);
      ask(number + workers.length * AHEAD);
      if (batch !== undefined) yield batch;
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
