// Measuring in alternating rounds, so that other load affects all sides equally.

/** Runs each side once as a warm-up, and then in every round. Returns the figures of each side by name, one for each round. */
export async function takeTurns(rounds, sides) {
  const figures = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, side] of Object.entries(sides)) {
      const figure = await side();
      if (round >= 0) figures[name].push(figure);
    }
  }
  return figures;
}

/** Least, median and greatest. */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], max: sorted.at(-1) };
}

/** Divides one figure by the other in each round, and returns the spread of the ratios. */
export function ratios(figures, bases) {
  return spread(figures.map((figure, round) => figure / bases[round]));
}

/** The value below which `share` of the values lie, 0.99 for p99. */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

/** Elapsed time and this process's processor time of work, per piece. */
export async function timed(count, work) {
  const start = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: (count * 1000) / (performance.now() - start), microseconds: (user + system) / count };
}

export function row(...cells) {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

/** Names of columns; all but the first hold numbers. */
export function heading(first, ...others) {
  row(first, ...others);
  row('---', ...others.map(() => '---:'));
}

export function whole(figure) {
  return Math.round(figure).toLocaleString('en');
}

export function ratio(figure, base) {
  return (figure / base).toFixed(2);
}

/** `0.71 (0.69 to 0.74)` */
export function ranging({ min, median, max }) {
  return `${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`;
}
