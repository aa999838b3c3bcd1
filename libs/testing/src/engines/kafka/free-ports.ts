import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

const ATTEMPTS_MAX = 200;
/**
 * Below the ports for outgoing connections. While a broker is down its clients reconnect repeatedly; with a port of that range, one of
 * them would eventually get the same port, connect to itself, and block the broker's return.
 */
const PORT_LOWEST = 15_000;
const PORT_HIGHEST = 30_000;

/** Finds distinct ports of 127.0.0.1 that are free at this moment. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  for (let attempt = 0; attempt < ATTEMPTS_MAX && ports.size < count; attempt += 1) {
    const port = randomInt(PORT_LOWEST, PORT_HIGHEST);
    if (await isFree(port)) ports.add(port);
  }
  if (ports.size < count) throw new Error(`No ${count} free ports were found on 127.0.0.1.`);
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
