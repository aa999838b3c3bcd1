import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { program } from 'commander';
import { say } from '../bootstrap/workspace.mjs';

/** The libraries whose specs are quick enough to be run for each change. */
const LIBRARIES = ['contracts', 'eventing', 'domain'];
/** The library that is nearly all declaration, evaluated once while it loads. Elsewhere such a mutant runs every spec for little. */
const DECLARATIONS = 'contracts';
/**
 * Beyond four times what the specs took before the change. Generous, because a timeout counts as noticed, and Stryker ends most endless loops
 * by counting hits.
 */
const TIMEOUT_MS = 120_000;

program
  .name('npm run mutants --')
  .argument('[files...]', 'source files of domain, contracts or eventing, or patterns of them; default: all')
  .option('--sample <n>', 'try one mutant in n, chosen by the seed', Number, 1)
  .option('--seed <seed>', 'choose another sample', Number, 1)
  .option('--concurrency <n>', 'processes that run specs', Number, 2)
  .parse();
const files = program.args;
const { sample, seed, concurrency } = program.opts();

const results = new Map();
for (const library of LIBRARIES) {
  const source = `libs/${library}/src/`;
  const chosen = files.length === 0 ? [`${source}**/*.ts`] : files.filter((file) => file.startsWith(source));
  if (chosen.length > 0) results.set(library, await mutantsOf(library, chosen));
}
if (results.size === 0) {
  say(`no file is in ${LIBRARIES.map((library) => `libs/${library}/src`).join(', ')}.`);
  process.exitCode = 1;
}
for (const [library, mutants] of results) console.log(scoreOf(library, mutants));

/** Runs Stryker on a copy of one library, outside the clone: the running product and other specs see no changed file. */
async function mutantsOf(library, mutate) {
  const folder = mkdtempSync(join(tmpdir(), `redress-mutants-${library}-`));
  // The processes that Stryker starts inherit these.
  process.env.MUTANTS_LIBRARY = library;
  process.env.MUTANTS_SAMPLE = JSON.stringify({ sample, seed });
  try {
    return await new Stryker({
      mutate: [...mutate, '!**/*.spec.ts', '!**/index.ts'],
      ignorePatterns: ['**', ...copied().map((pattern) => `!${pattern}`), 'node_modules', 'dist'],
      buildCommand: 'node tools/mutants/join-specs.mjs',
      testRunner: 'jest',
      plugins: ['@stryker-mutator/jest-runner', join(import.meta.dirname, 'sample.mjs')],
      checkers: sample > 1 ? ['sample'] : [],
      jest: { configFile: 'tools/mutants/jest.config.mjs', enableFindRelatedTests: false },
      testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
      coverageAnalysis: 'perTest',
      ignoreStatic: library !== DECLARATIONS,
      // A process keeps the modules of every run.
      maxTestRunnerReuse: 50,
      concurrency,
      timeoutMS: TIMEOUT_MS,
      timeoutFactor: 4,
      dryRunTimeoutMinutes: 15,
      tempDirName: folder,
      cleanTempDir: 'always',
      disableTypeChecks: false,
      warnings: { slow: false },
      reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
      htmlReporter: { fileName: `.cache/mutants/${library}.html` },
      jsonReporter: { fileName: `.cache/mutants/${library}.json` },
      clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
    }).runMutationTest();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the specs of the three libraries read. */
function copied() {
  const libraries = [...LIBRARIES, 'testing'].map((library) => `libs/${library}/**`);
  return ['package.json', 'jest.config.mjs', 'tools/jest/**', 'tools/mutants/**', ...libraries];
}

/** The share of mutants that specs noticed, of those that were tried. */
function scoreOf(library, mutants) {
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const tried = noticed + count('Survived', 'NoCoverage');
  return `${library}: ${noticed} of ${tried} mutants noticed (${((100 * noticed) / tried).toFixed(1)} %)`;
}
