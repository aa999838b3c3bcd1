import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';
import type { JsonLogger } from './operations/json-logger.js';

/** Time after which connections with a request in flight are cut, so that a slow client cannot keep the process alive. */
const REQUESTS_MS_MAX = 6_000;
const IDLE_CHECK_MS = 50;
/** Time after which the process ends in any case. Whatever was answered is durable, and unhandled events are redelivered. */
const STOP_MS_MAX = 9_500;

/** Stops accepting, finishes requests in flight, then closes consumers and stores. May be repeated. */
export async function closeInTime(app: NestFastifyApplication): Promise<void> {
  const server: Server = app.getHttpServer();
  // A keep-alive connection becomes idle only after its request is answered, and Node closes idle ones only once.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const cut = setTimeout(() => server.closeAllConnections(), REQUESTS_MS_MAX);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
    clearInterval(idle);
  }
}

/**
 * Makes SIGTERM and SIGINT close the service and end the process: with exit code 0 when everything closed in time, 1 when closing failed, and
 * by SIGKILL when it took longer than `within_ms`. Returns a function that removes the handlers.
 */
export function stopOnSignals(
  close: () => Promise<void>,
  logger: Pick<JsonLogger, 'log' | 'error'>,
  within_ms = STOP_MS_MAX,
): () => void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    logger.log(`${signal}: stopping`);
    setTimeout(() => {
      logger.error('It took too long to stop.');
      // To exit would wait for every thread, one of which may be what takes so long.
      process.kill(process.pid, 'SIGKILL');
    }, within_ms).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return () => {
    process.off('SIGTERM', stop);
    process.off('SIGINT', stop);
  };
}

/**
 * Makes SIGTERM and SIGINT end the process at once with exit code 0: a starting service has nothing to finish. Without a handler the first
 * process of a container would ignore these signals. Returns a function that removes the handlers.
 */
export function endOnSignals(): () => void {
  const end = (): never => process.exit(0);
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  return () => {
    process.off('SIGTERM', end);
    process.off('SIGINT', end);
  };
}
