/**
 * Lets all who ask while something is being read share one reading: the next, since the one under way may have begun before what they
 * must see was recorded. So each gets an answer as fresh as its own reading would give, and there is one reading at a time.
 */
export class SharedReading<Answer> {
  private current: Promise<unknown> = Promise.resolve();
  private next: Promise<Answer> | undefined;

  constructor(private readonly read: () => Promise<Answer>) {}

  /** Rejects with what the reading rejects with; the next one is begun all the same. */
  ask(): Promise<Answer> {
    this.next ??= this.begin();
    return this.next;
  }

  private async begin(): Promise<Answer> {
    await this.current.catch(() => undefined);
    this.next = undefined;
    const reading = this.read();
    this.current = reading;
    return reading;
  }
}
