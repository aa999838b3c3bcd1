// node tools/bench/due-dates.mjs: due dates in business hours with holidays, as a ratio to a bare loop over precomputed tables of days.
import { calendarOf, dayTableOf, limitEnd } from '@redress/domain';
import { pathToFileURL } from 'node:url';

const COMPUTATIONS = 10_000_000;
const ROUNDS = 3;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STARTS = 1 << 16;

/** Starts through three years at any time of day, and 1 to 120 business hours: the same in every run. */
function questions() {
  const starts = new Float64Array(STARTS);
  const hours = new Int32Array(STARTS);
  const first = Date.UTC(2024, 0, 1);
  let seed = 20_261_124;
  for (let index = 0; index < STARTS; index += 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    starts[index] = first + Math.floor((seed / 2 ** 32) * 3 * 365 * DAY_MS);
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    hours[index] = 1 + Math.floor((seed / 2 ** 32) * 120);
  }
  return { starts, hours };
}

/** The minimal computation: subtracts each day's business time from a table until nothing is left. */
function bareLoop(table, { starts, hours }) {
  const length = new Float64Array(table.days);
  const opening = new Float64Array(table.days);
  for (let day = 0; day < table.days; day += 1) {
    length[day] = table.workedBefore[day + 1] - table.workedBefore[day];
    opening[day] = table.periodStarts[table.firstPeriod[day]] ?? 0;
  }
  const first = table.starts[0];
  let sum = 0;
  for (let done = 0; done < COMPUTATIONS; done += 1) {
    const question = done & (STARTS - 1);
    let day = Math.floor((starts[question] - first) / DAY_MS);
    let left = hours[question] * HOUR_MS;
    while (left > length[day]) {
      left -= length[day];
      day += 1;
    }
    sum += opening[day] + left;
  }
  return sum;
}

function dueDates(table, { starts, hours }) {
  const start = { at: 0, fromDayStart: false };
  const limit = { length: 0, unit: 'business-hours', end: 'instant' };
  let sum = 0;
  for (let done = 0; done < COMPUTATIONS; done += 1) {
    const question = done & (STARTS - 1);
    start.at = starts[question];
    limit.length = hours[question];
    sum += limitEnd(table, limit, start);
  }
  return sum;
}

/** Computations per second of the bare loop and of due dates, the best of some rounds each, taking turns in one process. */
export function measureDueDates() {
  const table = dayTableOf(calendarOf('england@1'));
  const asked = questions();
  let [bare, due] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare = Math.max(
      bare,
      perSecond(() => bareLoop(table, asked)),
    );
    due = Math.max(
      due,
      perSecond(() => dueDates(table, asked)),
    );
  }
  return { bare, due };
}

function perSecond(work) {
  const start = performance.now();
  // Uses the result, so that the work is not optimized away.
  if (!Number.isFinite(work())) throw new Error('A due date is no number.');
  return (COMPUTATIONS * 1000) / (performance.now() - start);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { bare, due } = measureDueDates();
  const whole = (figure) => Math.round(figure).toLocaleString('en');
  console.log('| 10,000,000 due dates in business hours | per second | ratio |');
  console.log('| --- | ---: | ---: |');
  console.log(`| bare loop over precomputed tables of days | ${whole(bare)} | 1.00 |`);
  console.log(`| due dates | ${whole(due)} | ${(due / bare).toFixed(2)} |`);
}
