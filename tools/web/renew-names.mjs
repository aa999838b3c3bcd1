/**
 * Writes the roles and names of what is on every page anew, for a reviewer to read after a change to pages.
 *   npm run names
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
rmSync(`${root}/apps/web/e2e/names`, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', 'apps/web/e2e/every-page'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    REDRESS_RENEW_NAMES: 'yes',
  },
});
process.exitCode = status ?? 1;
