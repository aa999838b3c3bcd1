import { say } from '../bootstrap/workspace.mjs';
import { withoutPassword } from './addresses.mjs';
import { listenForCommands } from './control.mjs';
import { emptyRunFolder, runFolder } from './folders.mjs';
import { startEngines, stopEngines } from './start-engines.mjs';

const ALL = ['kafka', 'eventstoredb', 'mongodb'];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const END_MS_MAX = 1_000;

/**
 * Starts all engines in this process and keeps them until a signal or `down`. A signal during the start ends the process at once, and the
 * started engines with it.
 */
export async function supervise(options) {
  emptyRunFolder();
  say('starting the engines.');
  const engines = await startEngines(ALL, { ...options, folder: runFolder });
  let stopping;
  const stop = () => (stopping ??= stopEngines(engines));
  const stopListening = await listenForCommands({
    status: async () => ({
      pid: process.pid,
      engines: engines.map(({ name, how, address }) => ({ name, how, address })),
    }),
    stop: async () => {
      await stop();
      end();
      return {};
    },
  });
  // The answer to `down` is sent meanwhile; then the process can end.
  const end = () => {
    stopListening();
    process.exitCode = 0;
    setTimeout(() => process.exit(), END_MS_MAX).unref();
  };
  for (const signal of SIGNALS) process.once(signal, () => void stop().then(end));
  for (const { name, how, address } of engines) say(`${name} (${how}) at ${withoutPassword(address)}`);
  return { engines };
}
