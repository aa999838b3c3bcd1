/** `npm test`: installs and builds what is missing, then runs jest. Arguments are passed on: `npm test -- libs/domain`. */
import { orExplain, prepare } from './prepare.mjs';
import { runPinned } from './run.mjs';

orExplain(() => {
  prepare();
  runPinned([
    // jest runs ES modules through node:vm, which Node still calls experimental and would say so in every worker.
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    ...process.argv.slice(2),
  ]);
});
