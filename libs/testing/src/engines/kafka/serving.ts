import kafkajs, { type Admin } from 'kafkajs';
import { calmRequestTimers } from './request-timers.js';

const ATTEMPT_MS = 3_000;
const PAUSE_MS = 100;

calmRequestTimers();

/** One question to a cluster, on connections of its own. Rejects when it is not answered within seconds. */
export async function askBrokers<Answer>(
  brokers: readonly string[],
  question: (admin: Admin) => Promise<Answer>,
): Promise<Answer> {
  const kafka = new kafkajs.Kafka({
    clientId: 'redress-testing',
    brokers: [...brokers],
    connectionTimeout: ATTEMPT_MS,
    requestTimeout: ATTEMPT_MS,
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 1, initialRetryTime: PAUSE_MS },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await question(admin);
  } finally {
    await admin.disconnect();
  }
}

/**
 * Resolves when the cluster has as many brokers as expected and coordinates consumer groups: only then does it serve consumers. Rejects
 * after the deadline, or as soon as `isHopeless` says so.
 */
export async function untilServing(
  brokers: readonly string[],
  expected: number,
  deadline_ms: number,
  isHopeless: () => boolean,
): Promise<void> {
  const end = performance.now() + deadline_ms;
  for (;;) {
    try {
      await askBrokers(brokers, (admin) => requireServing(admin, expected));
      return;
    } catch (error) {
      if (isHopeless() || performance.now() > end) throw new Error('Kafka did not start to serve.', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function requireServing(admin: Admin, expected: number): Promise<void> {
  const { brokers } = await admin.describeCluster();
  if (brokers.length < expected) throw new Error(`Only ${brokers.length} of ${expected} brokers are there.`);
  await admin.fetchOffsets({ groupId: 'redress-testing' });
}
