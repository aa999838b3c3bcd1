import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Connection } from '../connection/connection.js';
import { NewestEvent } from '../event-store/find-event.js';
import { batchMessageOf, failureMessageOf, type ThreadOrder, type ToThread } from './follow-in-thread.js';
import { Follower } from './follower.js';

/** Follows on its own connection, one batch for each `next`, until stopped. */
async function follow({ url, patience_ms, ...order }: ThreadOrder, port: MessagePort): Promise<void> {
  const stopping = new AbortController();
  let wanted = 0;
  port.on('message', (message: ToThread) => {
    if (message === 'next') wanted += 1;
    else stopping.abort();
  });
  const connection = new Connection(url, patience_ms);
  const { client } = connection;
  const follower = new Follower({ ...order, client, newest: new NewestEvent(client), signal: stopping.signal });
  try {
    for await (const batch of follower.batches()) {
      const message = batchMessageOf(batch);
      while (wanted === 0 && !stopping.signal.aborted) await once(port, 'message');
      if (stopping.signal.aborted) break;
      wanted -= 1;
      port.postMessage(message);
    }
  } catch (error) {
    port.postMessage(failureMessageOf(error));
  } finally {
    await connection.close();
    port.close();
  }
}

if (parentPort !== null) await follow(workerData as ThreadOrder, parentPort);
