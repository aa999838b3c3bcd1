import { parentPort, workerData } from 'node:worker_threads';
import { ServerSecrets } from '@redress/platform';
import { Generator } from '@redress/sample-data';
import type { GenerationTask } from './generation-threads.js';

// A thread that generates batches: it is sent their numbers, and answers with what has to be written.

const { plan, masterKey, now } = workerData as GenerationTask;
const generator = new Generator(plan, { masterKey, secrets: new ServerSecrets(masterKey) }, now);
// One after another: they share a memory of what is not written yet.
let previous: Promise<unknown> = Promise.resolve();

parentPort?.on('message', (number: number) => {
  previous = previous.then(async () => parentPort?.postMessage({ number, batch: await generator.batch(number) }));
});
