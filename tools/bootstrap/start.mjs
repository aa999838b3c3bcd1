/** `npm start`: installs and builds what is missing, then runs Redress in one process. Arguments are passed on. */
import { orExplain, prepare } from './prepare.mjs';
import { runPinned } from './run.mjs';

orExplain(() => {
  prepare();
  runPinned(['--enable-source-maps', 'apps/standalone/dist/main.js', ...process.argv.slice(2)]);
});
