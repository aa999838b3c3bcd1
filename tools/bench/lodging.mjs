// Durable complaints lodged per second over HTTP, as a ratio to a bare server with the same guarantee, in the same run; and what standalone
// sustains, everything that a complaint causes counted: views, acknowledgements, deadlines.
import autocannon from 'autocannon';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from './processes.mjs';
import { heading, ranging, ratio, ratios, row, spread, takeTurns, whole } from './rounds.mjs';

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

/** Complaints of people whom an acknowledgement is written to, each with an address of their own. */
const SUSTAINED = { warmUp: 500, measured: 2_000 };
const CAUGHT_UP_LOOKS = 4;
const LOOK_MS = 200;

async function lodgeNamed(url, amount, since, isAnonymous = false) {
  let number = since;
  const setupRequest = (request) => {
    if (isAnonymous) return request;
    number += 1;
    const complainant = { name: `Robin Sample ${number}`, email: `robin.${number}@example.org` };
    return { ...request, body: JSON.stringify({ ...JSON.parse(REQUEST.body), complainant }) };
  };
  const requests = [{ ...REQUEST, setupRequest }];
  const result = await autocannon({ url: `${url}/api/complaints`, connections: CONNECTIONS, amount, requests });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} requests were refused, ${result.errors} failed.`);
}

/** Resolves once no consumer has been behind for some looks in a row. Returns how long the looks took that found nothing new. */
async function caughtUp(url) {
  for (let looks = 0; looks < CAUGHT_UP_LOOKS;) {
    await pause(LOOK_MS);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const lags = [...metrics.matchAll(/^redress_consumer_lag_events\{[^}]*\} (\S+)/gm)].map(([, lag]) => Number(lag));
    looks = lags.every((lag) => lag === 0) ? looks + 1 : 0;
  }
  return CAUGHT_UP_LOOKS * LOOK_MS;
}

async function measuredToTheEnd(main, isAnonymous) {
  const server = await startServer(main);
  try {
    await lodgeNamed(server.url, SUSTAINED.warmUp, 0, isAnonymous);
    await caughtUp(server.url);
    const before = await server.processorMicroseconds();
    const start = performance.now();
    await lodgeNamed(server.url, SUSTAINED.measured, SUSTAINED.warmUp, isAnonymous);
    const seconds = (-(await caughtUp(server.url)) + performance.now() - start) / 1_000;
    const microseconds = ((await server.processorMicroseconds()) - before) / SUSTAINED.measured;
    return { perSecond: SUSTAINED.measured / seconds, microseconds };
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

/** ext4 passes over files deleted in the last five seconds one by one when it makes another: a round would pay for the mails of the one before. */
const FORGOTTEN_MS = 6_000;

/**
 * What a complaint causes until no consumer is behind, compared with another commit: built, in the folder REDRESS_BENCH_OTHER. By processor time,
 * as multiples of the other's, in alternating rounds.
 */
export async function benchAgainst() {
  const other = process.env.REDRESS_BENCH_OTHER;
  if (other === undefined) throw new Error('Name the folder of the other commit, built, in REDRESS_BENCH_OTHER.');
  const mainIn = (folder) => join(folder, 'apps/standalone/dist/main.js');
  heading('processor time for a complaint, to the end', 'the other, µs', 'this, µs', 'ratio');
  for (const [name, isAnonymous] of Object.entries({ anonymous: true, 'with name and e-mail': false })) {
    const microsecondsOf = (folder) => async () => {
      await pause(FORGOTTEN_MS);
      return (await measuredToTheEnd(mainIn(folder), isAnonymous)).microseconds;
    };
    const root = join(import.meta.dirname, '../..');
    const { before, now } = await takeTurns(ROUNDS, { before: microsecondsOf(other), now: microsecondsOf(root) });
    row(name, whole(spread(before).median), whole(spread(now).median), ranging(ratios(now, before)));
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
  const sustained = 'standalone, with name and e-mail, to the end';
  figures[sustained] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, main] of Object.entries(servers)) figures[name].push(await measured(main));
    figures[sustained].push(await measuredToTheEnd(servers.standalone));
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
