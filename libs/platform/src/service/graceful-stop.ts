import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';
import type { JsonLogger } from './operations/json-logger.js';

/** Time after which connections that still have a request in flight are cut, so that a slow client cannot hold the process. */
const REQUESTS_MS_MAX = 6_000;
const IDLE_CHECK_MS = 50;
/** Time after which the process ends in any case. What was answered is on disk, and what was not handled comes again. */
const STOP_MS_MAX = 9_500;

/** Stops accepting, finishes the requests in flight, then closes consumers and stores. May be repeated. */
export async function closeInTime(app: NestFastifyApplication): Promise<void> {
  const server: Server = app.getHttpServer();
  // A connection that is kept alive goes idle only once its request is answered, and Node closes idle ones only once.
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
 * Lets SIGTERM and SIGINT close the service and end the process: 0 when all was closed in time, 1 when not. Returns a function that
 * stops listening to them.
 */
export function stopOnSignals(close: () => Promise<void>, logger: JsonLogger): () => void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    logger.log(`${signal}: stopping`);
    setTimeout(() => {
      logger.error('It took too long to stop.');
      process.exit(1);
    }, STOP_MS_MAX).unref();
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
 * Lets SIGTERM and SIGINT end the process at once, with 0: while a service starts, there is nothing to finish. Without this the first
 * process of a container would ignore signals that it does not handle. Returns a function that stops listening to them.
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
