import { connect } from 'node:net';
import { BootstrapError } from '../bootstrap/workspace.mjs';
import { GIVEN } from './addresses.mjs';

const ANSWER_MS_MAX = 5_000;
const PORTS = { kafka: 9092, eventstoredb: 2113, mongodb: 27017 };

/** `host` and `port` of the first server in an address; undefined where only DNS knows it. */
function firstServer(name, address) {
  if (/^[a-z]+\+\w+:/.test(address)) return undefined;
  const [, host, port] = /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?([^:,/?]+)(?::(\d+))?/.exec(address) ?? [];
  return host === undefined ? undefined : { host, port: Number(port ?? PORTS[name]) };
}

function answers(server) {
  return new Promise((resolve) => {
    const socket = connect(server);
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_MS_MAX, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** An engine that somebody else runs: used as it is and never stopped. Throws when nothing answers there. */
export async function givenEngine(name) {
  const { variable, example } = GIVEN[name];
  const address = process.env[variable];
  const server = firstServer(name, address);
  // The value may hold a password, so it is not repeated.
  if (server !== undefined && !(await answers(server))) {
    throw new BootstrapError(`Nothing answers at ${variable}. It looks like this: ${variable}=${example}`);
  }
  return { address, stop: async () => undefined };
}
