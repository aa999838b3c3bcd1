/**
 * `npm run mutants`: changes the code of domain, contracts and eventing in small ways, one at a time, and reports the changes that no unit
 * spec notices. docs/reference/mutants.md says how to read the result and keeps the scores; CI does not run it.
 */
import { orExplain, prepare } from '../bootstrap/prepare.mjs';
import { runPinned } from '../bootstrap/run.mjs';

orExplain(() => {
  prepare();
  runPinned(['tools/mutants/run-stryker.mjs', ...process.argv.slice(2)]);
});
