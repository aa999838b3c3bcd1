/** `npm run engines -- up|down|status|logs`: installs and builds what is missing, then acts on the engines of this clone. */
import { orExplain, prepare } from '../bootstrap/prepare.mjs';
import { runPinned } from '../bootstrap/run.mjs';

orExplain(() => {
  prepare();
  runPinned(['tools/engines/command.mjs', ...process.argv.slice(2)]);
});
