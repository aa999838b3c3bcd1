/** What a log may say of a failure: its class, its code and where it arose. Never its message, which may quote what it failed on. */
export interface FailureSummary {
  readonly failure: string;
  readonly failureCode?: string;
  readonly at?: readonly string[];
}

const FRAMES_MAX = 8;

export function failureSummary(thrown: unknown): FailureSummary {
  if (!(thrown instanceof Error)) return { failure: typeof thrown };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    failure: thrown.name,
    ...('code' in thrown && typeof thrown.code === 'string' && { failureCode: thrown.code }),
    ...(frames.length > 0 && { at: frames.slice(0, FRAMES_MAX).map((line) => line.trim()) }),
  };
}
