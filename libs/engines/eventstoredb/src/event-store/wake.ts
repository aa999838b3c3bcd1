/** Waits for a condition that others change, and say so. */
export class Wake {
  private wake: (() => void) | undefined;

  /** Lets whoever waits look again. */
  now(): void {
    this.wake?.();
  }

  /** Resolves with true as soon as the condition holds, or with false after `timeout_ms`. One may wait at a time. */
  until(holds: () => boolean, timeout_ms: number): Promise<boolean> {
    if (holds()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (held: boolean) => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve(held);
      };
      const timer = setTimeout(() => settle(holds()), timeout_ms);
      this.wake = () => {
        if (holds()) settle(true);
      };
    });
  }
}
