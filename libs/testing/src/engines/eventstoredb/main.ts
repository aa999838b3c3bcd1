/** The stand-in as a separate process. It takes orders from its parent, and ends with it. */
import { EventStoreDbStandIn } from './eventstoredb-stand-in.js';
import type { ProcessAnswer, ProcessOrder } from './process-messages.js';

let standIn: EventStoreDbStandIn | undefined;

async function obey(order: ProcessOrder): Promise<ProcessAnswer> {
  if (order.kind === 'start') {
    standIn = await EventStoreDbStandIn.start(order.options);
    return { kind: 'started', url: standIn.url, port: standIn.port };
  }
  if (order.kind === 'scavenge') standIn?.scavenge();
  else standIn?.fault(order.fault);
  return { kind: 'done' };
}

process.on('message', (order: ProcessOrder) => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ kind: 'failed', message: String(error) } satisfies ProcessAnswer),
  );
});
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group; the parent decides when its engines end.
process.on('SIGINT', () => undefined);
