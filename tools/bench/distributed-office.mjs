// Every service and the relay as a process, on separate instances of Kafka, EventStoreDB and MongoDB.
import { loadConfig, mintToken } from '@redress/platform';
import { KafkaBrokers, MongoDbStandIn } from '@redress/testing/engines';
import { launchDistributed } from '../../libs/testing/dist/running-redress/distributed-redress.js';

const TOKEN_SECONDS = 3_600;

export async function startOffice() {
  const stack = new AsyncDisposableStack();
  try {
    const brokers = await KafkaBrokers.start();
    stack.defer(() => brokers.stop());
    const mongo = await MongoDbStandIn.start();
    stack.defer(() => mongo.stop());
    process.env.REDRESS_TEST_KAFKA = brokers.addresses.join(',');
    process.env.REDRESS_TEST_MONGODB = mongo.url;
    const redress = stack.use(await launchDistributed({ env: { REDRESS_LOG_LEVEL: 'error' } }));
    await redress.listening();
    return new Office(stack, brokers, redress, await tokenIn(redress.data));
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

function tokenIn(data) {
  return mintToken(loadConfig({ REDRESS_DATA: data }), { sub: 'bench', roles: ['handler'], ttlSeconds: TOKEN_SECONDS });
}

class Office {
  #stack;
  #headers;

  constructor(stack, brokers, redress, token) {
    this.#stack = stack;
    this.#headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    this.brokers = brokers;
    this.redress = redress;
  }

  /** Lodges a complaint. Returns the reference. */
  async lodges() {
    const received = { description: 'The parcel never came.', product: 'delivery' };
    return (await this.#send('intake', '/api/complaints', received)).reference;
  }

  /** Adds a note to a case. Returns the revision. */
  async notes(reference) {
    const note = { text: 'Asked the carrier.', visibility: 'internal' };
    return (await this.#send('case-handling', `/api/cases/${reference}/add-note`, note)).revision;
  }

  /** Resolves when the case's view has the revision. */
  async sees(reference, revision) {
    const url = `${this.redress.service('case-handling').url}/api/cases/${reference}?atLeast=${revision}`;
    for (;;) {
      const answer = await fetch(url, { headers: this.#headers });
      await answer.arrayBuffer();
      if (answer.ok) return;
      // 503 is the service's answer after waiting for two seconds.
      if (answer.status !== 503) throw new Error(`A case was answered with ${answer.status}.`);
    }
  }

  async [Symbol.asyncDispose]() {
    await this.#stack.disposeAsync();
  }

  async #send(service, path, body) {
    const { url } = this.redress.service(service);
    const request = { method: 'POST', headers: this.#headers, body: JSON.stringify(body) };
    const answer = await fetch(url + path, request);
    if (!answer.ok) throw new Error(`A command was answered with ${answer.status}.`);
    return answer.json();
  }
}
