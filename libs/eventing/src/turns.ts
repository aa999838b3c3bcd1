/** Work on one thing at a time, in the order asked, while work on different things goes on side by side. */
export class Turns {
  private readonly queues = new Map<string, { last: Promise<void>; length: number }>();

  /** `lengthMax`: how many may wait for or hold one thing before `take` answers that there is no room. */
  constructor(private readonly lengthMax = 1_000) {}

  /** Runs `work` when everything asked earlier under this name has settled. Rejects with what `full` makes when too many wait. */
  async take<Result>(name: string, work: () => Promise<Result>, full: () => Error): Promise<Result> {
    const queue = this.queues.get(name) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length >= this.lengthMax) throw full();
    const earlier = queue.last;
    const { promise: done, resolve: finish } = Promise.withResolvers<void>();
    queue.last = done;
    queue.length += 1;
    this.queues.set(name, queue);
    await earlier;
    try {
      return await work();
    } finally {
      queue.length -= 1;
      if (queue.length === 0) this.queues.delete(name);
      finish();
    }
  }
}
