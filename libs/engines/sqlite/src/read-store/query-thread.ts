import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { failureMessageOf, type FromThread, type ThreadOrder, type ToThread } from './query-threads.js';
import { QueryRunner } from './run-query.js';
import { openViewsToRead } from './views-file.js';

/** Runs queries one after another on its own read-only connection, until told to end. */
function answer({ file }: ThreadOrder, port: MessagePort): void {
  const connection = openViewsToRead(file);
  const runner = new QueryRunner(connection);
  port.postMessage({ isReady: true } satisfies FromThread);
  const answerTo = (order: Exclude<ToThread, 'end'>): FromThread => {
    try {
      return { result: runner.run(order.query, order.limit_ms) };
    } catch (error) {
      return failureMessageOf(error);
    }
  };
  port.on('message', (message: ToThread) => {
    if (message !== 'end') return port.postMessage(answerTo(message));
    connection.db.close();
    port.close();
  });
}

if (parentPort !== null) answer(workerData as ThreadOrder, parentPort);
