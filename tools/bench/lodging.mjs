// Durable complaints lodged per second over HTTP, as a ratio to a bare server with the same guarantee, in the same run.
import autocannon from 'autocannon';
import { join } from 'node:path';
import { startServer } from './processes.mjs';
import { heading, ratio, row, whole } from './rounds.mjs';

const CONNECTIONS = 64;
const WARM_UP_SECONDS = 3;
const MEASURED_SECONDS = 8;
const ROUNDS = 3;

const REQUEST = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    description: 'My card was charged twice for one purchase and nobody answers the telephone.',
    product: 'credit-card',
  }),
};

async function load(url, duration) {
  const result = await autocannon({ url: `${url}/api/complaints`, connections: CONNECTIONS, duration, ...REQUEST });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} requests were refused, ${result.errors} failed.`);
  return { answered: result['2xx'], perSecond: result['2xx'] / result.duration };
}

async function measured(main) {
  const server = await startServer(main);
  try {
    await load(server.url, WARM_UP_SECONDS);
    const before = await server.processorMicroseconds();
    const { answered, perSecond } = await load(server.url, MEASURED_SECONDS);
    return { perSecond, microseconds: ((await server.processorMicroseconds()) - before) / answered };
  } finally {
    await server.stop();
  }
}

export async function benchLodging() {
  const lodging = await measureLodging();
  heading('durable `POST /api/complaints`', 'per second', 'ratio', 'processor time for one, as a multiple');
  for (const [name, { perSecond, microseconds }] of Object.entries(lodging)) {
    const multiple = ratio(microseconds, lodging.bare.microseconds);
    row(name, whole(perSecond), ratio(perSecond, lodging.bare.perSecond), multiple);
  }
}

/** Alternates rounds between the servers, so that other load affects all of them equally. Returns the medians. */
async function measureLodging() {
  const root = join(import.meta.dirname, '../..');
  const servers = {
    bare: join(import.meta.dirname, 'bare-server.mjs'),
    intake: join(root, 'apps/intake/dist/main.js'),
    standalone: join(root, 'apps/standalone/dist/main.js'),
  };
  const figures = { bare: [], intake: [], standalone: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, main] of Object.entries(servers)) figures[name].push(await measured(main));
  }
  const medians = (rounds) => ({
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    microseconds: median(rounds.map(({ microseconds }) => microseconds)),
  });
  return Object.fromEntries(Object.entries(figures).map(([name, rounds]) => [name, medians(rounds)]));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
