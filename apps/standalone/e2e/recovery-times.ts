interface Recovery {
  readonly name: string;
  answering?: number;
  ready?: number;
  caughtUp?: number;
}

const MS_PER_SECOND = 1_000;

/** How long a system took to recover after each trouble was mended: information, which nothing is asserted of. */
export class RecoveryTimes {
  private readonly recoveries: Recovery[] = [];

  /** Call it at the moment of mending, and what it answers when the system has come so far again. */
  mended(name: string): Readonly<Record<'answering' | 'ready' | 'caughtUp', () => void>> {
    const recovery: Recovery = { name };
    this.recoveries.push(recovery);
    const begun = performance.now();
    const note = (stage: 'answering' | 'ready' | 'caughtUp') => (): void => {
      recovery[stage] = performance.now() - begun;
    };
    return { answering: note('answering'), ready: note('ready'), caughtUp: note('caughtUp') };
  }

  print(): void {
    for (const { name, answering, ready, caughtUp } of this.recoveries) {
      process.stdout.write(
        `recovery after ${name}: answering ${seconds(answering)}, ready ${seconds(ready)}, caught up ${seconds(caughtUp)}\n`,
      );
    }
  }
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? 'never' : `${(ms / MS_PER_SECOND).toFixed(1)} s`;
}
