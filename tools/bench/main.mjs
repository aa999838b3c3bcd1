// npm run bench: prints the figures of docs/reference/benchmarks.md. Machines differ: the ratios are what counts.
// npm run bench -- relay consumer: only these. Those of the distributed engines start them, which needs Java 17.

/** Each is loaded only when it is asked for: the embedded ones need no drivers. */
const BENCHMARKS = {
  lodging: async () => (await import('./lodging.mjs')).benchLodging(),
  rebuilding: async () => (await import('./rebuilding.mjs')).benchRebuilding(),
  relay: async () => (await import('./relay.mjs')).benchRelay(),
  consumer: async () => (await import('./consumer.mjs')).benchConsumer(),
  delay: async () => (await import('./delay.mjs')).benchDelay(),
  downtime: async () => (await import('./downtime.mjs')).benchDowntime(),
  idle: async () => (await import('./idle.mjs')).benchIdle(),
};
const DEFAULT = ['lodging', 'rebuilding'];
/** Longer than any of them takes; what it has started ends with it. */
const MINUTES_MAX_EACH = 6;

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown !== undefined) {
  console.error(`There is no benchmark ${unknown}, only ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : DEFAULT) {
  const late = setTimeout(() => {
    console.error(`The benchmark ${name} did not end within ${MINUTES_MAX_EACH} minutes.`);
    process.exit(1);
  }, MINUTES_MAX_EACH * 60_000);
  await BENCHMARKS[name]();
  clearTimeout(late);
  process.stdout.write('\n');
}
// Whatever a driver keeps alive is of no use any more.
process.exit();
