import { COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import { ForgetOrders } from '@redress/eventing';
import { schemeOf, type RedressConfig } from '@redress/platform';
import { openEvents } from '../../session/reading.js';
import { fail, ok, type Finding } from '../finding.js';

const CHECK = 'histories';
const NAMED_MAX = 5;

/** No stream was told to forget, deleted or tombstoned. Only a server takes such orders; to find them its log is read through. */
export async function checkHistories(config: RedressConfig): Promise<Finding> {
  if (!schemeOf(config.eventStore).startsWith('esdb')) return ok(CHECK, 'redress verify looks at each');
  try {
    const streams = await streamsToldToForget(config);
    if (streams.length === 0) return ok(CHECK, 'no stream was told to forget; redress verify looks at each');
    const named = `${streams.slice(0, NAMED_MAX).join(', ')}${streams.length > NAMED_MAX ? ' and others' : ''}`;
    return fail(
      CHECK,
      `${streams.length} streams were told to forget, deleted or tombstoned: ${named}`,
      'Run redress verify: it says how to take each order back before the next scavenge makes it final.',
    );
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(CHECK, detail, 'Start the event store, or name another by its setting.');
  }
}

async function streamsToldToForget(config: RedressConfig): Promise<readonly string[]> {
  const store = await openEvents(config);
  try {
    const orders = new ForgetOrders();
    const ours = new Set<string>();
    for await (const { stream } of store.readAll(0n, { ordered: (order) => orders.take(order) })) ours.add(stream);
    const isOurs = (stream: string): boolean => stream.startsWith(COMPLAINT_STREAM_PREFIX) || ours.has(stream);
    return orders.faults(isOurs).map(({ stream }) => stream);
  } finally {
    await store.close();
  }
}
