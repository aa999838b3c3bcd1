/**
 * `npm test`: installs and builds what is missing, then runs every spec. Arguments are jest's, and choose among them: `npm test -- libs/domain`.
 */
import { orExplain, prepare } from './prepare.mjs';
import { runPinned } from './run.mjs';

const WHOLE = ['--config', 'tools/jest/whole.config.mjs'];

orExplain(() => {
  prepare();
  const args = process.argv.slice(2);
  runPinned([
    // jest runs ES modules through node:vm, which Node still calls experimental and would say so in every worker.
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    ...(args.length === 0 ? WHOLE : args),
  ]);
});
