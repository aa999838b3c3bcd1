import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { inTurn } from './turn.mjs';
import { BootstrapError, say } from './workspace.mjs';

const OLDEST_NODE = 20;

/** Installs and builds what is missing; otherwise returns silently within about ten milliseconds. */
export function prepare() {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    throw new BootstrapError(`This needs Node ${OLDEST_NODE} or newer to begin with; here is ${process.version}.`);
  }
  if (isInstalled() && isBuilt()) return;
  inTurn(() => {
    // Checked again: the process before may have done everything.
    if (!isInstalled()) install();
    if (!isBuilt()) build();
  });
}

/** Runs `work`; an error that the user must fix ends the process with one sentence instead of a stack trace. */
export function orExplain(work) {
  try {
    work();
  } catch (error) {
    if (!(error instanceof BootstrapError)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}
