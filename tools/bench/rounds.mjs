// How figures are taken: sides take turns in rounds, so that whatever else the machine does falls on all of them.

/** Runs each side once to warm it up, and then in every round. Answers the figures of each side by its name, one for each round. */
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

/** Of each round the one figure divided by the other, and how much these ratios vary. */
export function ratios(figures, bases) {
  return spread(figures.map((figure, round) => figure / bases[round]));
}

/** Value below which `share` of the values are, 0.99 for p99. */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

/** How long work took, and how much processor time of this process, for each of `count` pieces. */
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
