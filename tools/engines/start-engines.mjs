import { BootstrapError, say } from '../bootstrap/workspace.mjs';
import { GIVEN } from './addresses.mjs';
import { dockerAnswers, dockerEngines } from './docker.mjs';
import { givenEngine } from './given.mjs';
import { nativeEngines } from './native.mjs';

/**
 * Starts engines by name (`kafka`, `eventstoredb`, `mongodb`), each where it can be had: the one that the environment names; else in
 * Docker, if that runs; else natively, with its files below `folder`. Answers `{ name, how, address, stop }` of each. When one cannot be had, the others are
 * stopped again and the reason is thrown: there is no working without it.
 */
export async function startEngines(names, { folder, brokers = 1, native = false }) {
  const inDocker = !native && names.some((name) => !isGiven(name)) && (await dockerAnswers());
  const starts = names.map((name) => startEngine(name, { folder, brokers, inDocker }));
  const settled = await Promise.allSettled(starts);
  const started = settled.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed === undefined) return started;
  await stopEngines(started);
  throw failed.reason;
}

/** Stops them all, also when one of them cannot be stopped in order. */
export async function stopEngines(engines) {
  const settled = await Promise.allSettled(engines.map(({ stop }) => stop()));
  for (const { status, reason } of settled) if (status === 'rejected') say(`an engine did not stop: ${reason.message}`);
}

function isGiven(name) {
  return (process.env[GIVEN[name].variable] ?? '') !== '';
}

async function startEngine(name, { folder, brokers, inDocker }) {
  if (isGiven(name)) return { name, how: 'given', ...(await givenEngine(name)) };
  // One container advertises one broker; three would need to know each other's published ports before they have them.
  const docker = inDocker && !(name === 'kafka' && brokers > 1);
  const engine = docker ? dockerEngines[name] : nativeEngines[name];
  try {
    return { name, how: docker ? 'docker' : 'native', ...(await engine({ folder, brokers })) };
  } catch (error) {
    const { variable, example } = GIVEN[name];
    throw new BootstrapError(
      `${name} could not be started: ${error.message} Or name one that runs already: ${variable}=${example}`,
    );
  }
}
