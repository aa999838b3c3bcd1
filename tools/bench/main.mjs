// npm run bench: prints the figures of docs/reference/benchmarks.md. Machines differ: compare the ratios.
// npm run bench -- relay consumer: only these. Benchmarks of distributed engines start them, which needs Java 17.

/** Loads each only on request: the embedded ones need no drivers. */
const BENCHMARKS = {
  lodging: async () => (await import('./lodging.mjs')).benchLodging(),
  against: async () => (await import('./lodging.mjs')).benchAgainst(),
  rebuilding: async () => (await import('./rebuilding.mjs')).benchRebuilding(),
  following: async () => (await import('./following.mjs')).benchFollowing(),
  relay: async () => (await import('./relay.mjs')).benchRelay(),
  eventstoredb: async () => (await import('./eventstoredb.mjs')).benchEventStoreDb(),
  consumer: async () => (await import('./consumer.mjs')).benchConsumer(),
  delay: async () => (await import('./delay.mjs')).benchDelay(),
  downtime: async () => (await import('./downtime.mjs')).benchDowntime(),
  'long-case': async () => (await import('./long-case.mjs')).benchLongCase(),
  queries: async () => (await import('./queries.mjs')).benchQueries(),
  importing: async () => (await import('./importing.mjs')).benchImporting(),
  generating: async () => (await import('./generating.mjs')).benchGenerating(),
  'backing-up': async () => (await import('./backing-up.mjs')).benchBackingUp(),
  idle: async () => (await import('./idle.mjs')).benchIdle(),
  pages: async () => (await import('./pages.mjs')).benchPages(),
};
const DEFAULT = ['lodging', 'rebuilding'];
/** Longer than any benchmark takes; its child processes end with it. */
const MINUTES_MAX_EACH = 30;

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
// Drivers may keep the process alive.
process.exit();
