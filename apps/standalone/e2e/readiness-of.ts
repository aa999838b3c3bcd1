import { call, type DistributedRedress } from '@redress/testing';

/** What a process says that it cannot use now; `it does not answer` when it says nothing. */
export async function readinessOf(
  redress: DistributedRedress,
  name: string,
): Promise<{ readonly status: number | undefined; readonly notReady: readonly string[] }> {
  try {
    const { status, body } = await call<{ checks: Record<string, string> }>(
      'GET',
      `${redress.service(name).url}/health/ready`,
    );
    const notReady = Object.entries(body.checks).filter(([, state]) => state !== 'ready');
    return { status, notReady: notReady.map(([check]) => check) };
  } catch {
    return { status: undefined, notReady: ['it does not answer'] };
  }
}
