/**
 * `npm run test:engines`: installs and builds what is missing, then runs the specs that need Kafka, MongoDB or EventStoreDB.
 * Arguments are passed to jest: `npm run test:engines -- libs/engines/kafka`.
 */
import { orExplain, prepare } from '../bootstrap/prepare.mjs';
import { runPinned } from '../bootstrap/run.mjs';

orExplain(() => {
  prepare();
  runPinned(['tools/engines/run-specs.mjs', ...process.argv.slice(2)]);
});
