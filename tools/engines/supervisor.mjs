import { say } from '../bootstrap/workspace.mjs';
import { withoutPassword } from './addresses.mjs';
import { listenForCommands } from './control.mjs';
import { emptyRunFolder, runFolder } from './folders.mjs';
import { startEngines, stopEngines } from './start-engines.mjs';

const ALL = ['kafka', 'eventstoredb', 'mongodb'];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const END_MS_MAX = 1_000;

/**
 * Starts all engines in this process and keeps them until it is told to stop, by a signal or by `down`. A signal before they run ends the
 * process at once: whatever was started ends with it.
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
  // The answer to `down` leaves meanwhile; then nothing keeps this process.
  const end = () => {
    stopListening();
    process.exitCode = 0;
    setTimeout(() => process.exit(), END_MS_MAX).unref();
  };
  for (const signal of SIGNALS) process.once(signal, () => void stop().then(end));
  for (const { name, how, address } of engines) say(`${name} (${how}) at ${withoutPassword(address)}`);
  return { engines };
}
