import type { Append, EventLog, Outcome } from './event-log.js';

/** Collects the appends of one turn of the event loop, which share one flush to disk. None is answered before the flush. */
export class AppendQueue {
  private readonly log: EventLog;
  private queued: { readonly append: Append; readonly answer: PromiseWithResolvers<Outcome> }[] = [];

  constructor(log: EventLog) {
    this.log = log;
  }

  submit(append: Append): Promise<Outcome> {
    const answer = Promise.withResolvers<Outcome>();
    if (this.queued.length === 0) setImmediate(() => this.write());
    this.queued.push({ append, answer });
    return answer.promise;
  }

  private write(): void {
    const batch = this.queued;
    this.queued = [];
    try {
      const outcomes = this.log.append(batch.map(({ append }) => append));
      batch.forEach(({ answer }, index) => answer.resolve(outcomes[index]!));
    } catch (error) {
      for (const { answer } of batch) answer.reject(error);
    }
  }
}
