import { connect } from 'node:net';
import { BootstrapError } from '../bootstrap/workspace.mjs';

// The names of the engines, and the settings by which Redress and its specs find them.

/** For each engine, the variable that names a running one, and the format of its address. */
export const GIVEN = {
  kafka: { variable: 'REDRESS_TEST_KAFKA', example: '127.0.0.1:9092,127.0.0.1:9093' },
  eventstoredb: { variable: 'REDRESS_TEST_EVENTSTOREDB', example: 'esdb://127.0.0.1:2113?tls=false' },
  mongodb: { variable: 'REDRESS_TEST_MONGODB', example: 'mongodb://127.0.0.1:27017' },
};

const TOPIC = 'redress.complaint-events';
const DATABASES = 'redress';

/** Points a MongoDB URL to the databases of Redress; keeps one that already names databases. */
function withDatabases(url) {
  const [, hosts, path, query] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(\/[^?]*)?(\?.*)?$/.exec(url) ?? [undefined, url];
  return `${hosts}${path === undefined || path === '/' ? `/${DATABASES}` : path}${query ?? ''}`;
}

/** Settings of Redress for engines at these addresses. */
function settings({ kafka, eventstoredb, mongodb }) {
  return {
    REDRESS_EVENT_STORE: eventstoredb,
    REDRESS_EVENT_STREAM: `kafka://${kafka}/${TOPIC}`,
    REDRESS_READ_STORE: withDatabases(mongodb),
    REDRESS_KEY_STORE: withDatabases(mongodb),
  };
}

function quoted(value) {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/** Lines for a shell: the settings of Redress, followed by those of the specs. */
export function exportLines(engines) {
  const addresses = Object.fromEntries(engines.map(({ name, address }) => [name, address]));
  const lines = { ...settings(addresses), ...specSettings(engines) };
  return Object.entries(lines)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    .join('');
}

/** Settings that make specs use running engines instead of starting their own. */
export function specSettings(engines) {
  return Object.fromEntries(engines.map(({ name, address }) => [GIVEN[name].variable, address]));
}

/** An address without its password, for display. Passwords may hold any character, so everything up to the last `@` is left out. */
export function withoutPassword(address) {
  return address.replace(/\/\/.*@/, '//***@');
}

/** The running engines, one per line, for display. */
export function engineLines(engines) {
  return engines.map(({ name, how, address }) => `${name.padEnd(13)} ${how.padEnd(9)} ${withoutPassword(address)}`);
}

const ANSWER_MS_MAX = 5_000;
const PORTS = { kafka: 9092, eventstoredb: 2113, mongodb: 27017 };

/** `host` and `port` of the first server in an address; undefined if only DNS knows it. */
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

/** An engine run by someone else: used unchanged and never stopped. Throws when it does not answer. */
export async function givenEngine(name) {
  const { variable, example } = GIVEN[name];
  const address = process.env[variable];
  const server = firstServer(name, address);
  // The value may hold a password, so the message omits it.
  if (server !== undefined && !(await answers(server))) {
    throw new BootstrapError(`Nothing answers at ${variable}. It looks like this: ${variable}=${example}`);
  }
  return { address, stop: async () => undefined };
}
