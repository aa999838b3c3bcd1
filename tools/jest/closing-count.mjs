/** Most skipped suites named; a run that skips more has one common reason. */
const NAMED_MAX = 20;

/**
 * A jest reporter whose last line is exactly `Tests: N passed, N failed, N skipped`, for people and programs that read only the end of a
 * log. A file that cannot be loaded counts as one failure, because its tests are unknown. Names skipped suites first: a suite without its
 * engine must not pass silently.
 */
export default class ClosingCount {
  #byName;

  constructor(globalConfig) {
    this.#byName = Boolean(globalConfig.testNamePattern);
  }

  onRunComplete(_contexts, results) {
    const lines = this.#byName ? [] : skippedSuites(results);
    const named = lines.slice(0, NAMED_MAX);
    if (lines.length > NAMED_MAX) named.push(`Skipped: ${lines.length - NAMED_MAX} more suites`);
    // Prints at exit, because jest prints its own summary after every other reporter.
    process.once('exit', () => process.stdout.write(`${[...named, closingLine(results)].join('\n')}\n`));
  }
}

/** The count of jest's aggregated result. */
export function closingLine(results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  return `Tests: ${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
}

/** One line for each top-level suite with tests that did not run; its title says why (`Kafka (no broker at ...)`). */
export function skippedSuites(results) {
  const counts = new Map();
  for (const file of results.testResults) {
    for (const test of file.testResults) {
      if (test.status !== 'pending' && test.status !== 'todo') continue;
      const suite = test.ancestorTitles[0] ?? test.title;
      counts.set(suite, (counts.get(suite) ?? 0) + 1);
    }
  }
  return [...counts].map(([suite, tests]) => `Skipped: ${suite} (${tests} ${tests === 1 ? 'test' : 'tests'})`);
}
