import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

/**
 * kafkajs 2.2.4 looks for waiting requests on a timer even when none waits, with a negative delay: Node takes that for 1 ms and warns
 * about it (`TimeoutNegativeWarning`), and each look sets the next timer. Nothing is lost by looking only while a request waits.
 */
export function calmRequestTimers(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
    prototype: RequestQueue & { isCalm?: true };
  };
  if (prototype.isCalm) return;
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.isCalm = true;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0) schedule.call(this);
  };
}
