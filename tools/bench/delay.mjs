// How long after the answer to a command the case view shows it, at a quarter and at half of the load that saturates the whole system.
import { setTimeout as pause } from 'node:timers/promises';
import { startOffice } from './distributed-office.mjs';
import { heading, percentile, row, whole } from './rounds.mjs';

const NOTES_EACH = 3;
const COMMANDS_EACH = 1 + NOTES_EACH;
const AT_ONCE = 32;
const WARM_UP_SECONDS = 5;
const SATURATED_SECONDS = 8;
const MEASURED_SECONDS = 12;
const SHARES = [0.25, 0.5];
/** Polling a view is itself a load, so only one complaint in this many is observed. */
const WATCHED_OF = 8;
const ROUNDS = 2;

export async function benchDelay() {
  await using office = await startOffice();
  await saturated(office, WARM_UP_SECONDS);
  heading('round', 'commands per second', 'share of saturation', 'delays measured', 'p50 ms', 'p99 ms', 'greatest ms');
  for (let round = 1; round <= ROUNDS; round += 1) {
    const limit = await saturated(office, SATURATED_SECONDS);
    row(round, whole(limit), '1.00', '', '', '', '');
    for (const share of SHARES) {
      const delays = await delaysAt(office, limit * share);
      await office.redress.settled();
      const figures = [0.5, 0.99, 1].map((part) => whole(percentile(delays, part)));
      row(round, whole(limit * share), share.toFixed(2), whole(delays.length), ...figures);
    }
  }
}

/** Commands per second, until every consumer has handled the resulting events: faster answers would only build queues. */
async function saturated(office, seconds) {
  const start = performance.now();
  let commands = 0;
  const worker = async () => {
    while (performance.now() - start < seconds * 1000) {
      const reference = await office.lodges();
      for (let note = 0; note < NOTES_EACH; note += 1) await office.notes(reference);
      commands += COMMANDS_EACH;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await office.redress.settled();
  return (commands * 1000) / (performance.now() - start);
}

/**
 * Milliseconds from answer to view. Complaints start at even intervals, whether or not earlier ones are done, so that slow moments are
 * not sampled less often.
 */
async function delaysAt(office, perSecond) {
  const interval = (1000 * COMMANDS_EACH) / perSecond;
  const count = Math.floor((MEASURED_SECONDS * 1000) / interval);
  const start = performance.now();
  const delays = [];
  const complaints = [];
  for (let index = 0; index < count; index += 1) {
    const wait = start + index * interval - performance.now();
    if (wait > 0) await pause(wait);
    complaints.push(oneComplaint(office, index % WATCHED_OF === 0 ? delays : undefined));
  }
  await Promise.all(complaints);
  return delays;
}

/** Without `delays`, does not wait for the view. */
async function oneComplaint(office, delays) {
  const reference = await office.lodges();
  await seen(office, reference, 0, delays);
  for (let note = 0; note < NOTES_EACH; note += 1) await seen(office, reference, await office.notes(reference), delays);
}

async function seen(office, reference, revision, delays) {
  if (delays === undefined) return;
  const answered = performance.now();
  await office.sees(reference, revision);
  delays.push(performance.now() - answered);
}
