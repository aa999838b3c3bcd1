import { loadConfig, mintToken } from '@redress/platform';
import { type Answer, call, type RunningRedress } from '@redress/testing';

/** A complaint, and how whoever lodged it comes back to it. */
export interface Lodged {
  readonly reference: string;
  readonly trackingCode: string;
}

/** Lodges so many complaints. Rejects unless each is recorded. */
export async function lodge(redress: RunningRedress, count: number): Promise<readonly Lodged[]> {
  const lodged: Lodged[] = [];
  for (let index = 0; index < count; index += 1) {
    const body = { description: 'A fee was taken twice.' };
    const answer = await call('POST', `${redress.url}/api/complaints`, { body });
    if (answer.status !== 201) throw new Error(`Lodging was answered with ${answer.status}.`);
    lodged.push(answer.body as unknown as Lodged);
  }
  return lodged;
}

/** How complainants are answered who ask for these, each answer once: 200, or the code of a problem. */
export async function tracked(redress: RunningRedress, some: readonly Lodged[]): Promise<readonly unknown[]> {
  const answers = some.map(({ reference, trackingCode }) =>
    call('POST', `${redress.url}/api/track`, { body: { reference, trackingCode } }),
  );
  return distinct(await Promise.all(answers));
}

/** How staff are answered who ask for these cases, each answer once. */
export async function shown(redress: RunningRedress, some: readonly Lodged[]): Promise<readonly unknown[]> {
  const token = await tokenOf(redress, 'supervisor');
  const answers = some.map(({ reference }) => call('GET', `${redress.url}/api/cases/${reference}`, { token }));
  return distinct(await Promise.all(answers));
}

/** How staff are answered who ask for lists and figures. */
export async function listed(redress: RunningRedress): Promise<readonly unknown[]> {
  const queue = call('GET', `${redress.url}/api/cases`, { token: await tokenOf(redress, 'supervisor') });
  const figures = call('GET', `${redress.url}/api/analytics/summary`, { token: await tokenOf(redress, 'analyst') });
  return distinct([await queue, await figures]);
}

/** What readiness says, by the names of its checks. */
export async function readiness(
  redress: RunningRedress,
): Promise<{ readonly status: number; readonly checks: Readonly<Record<string, string>> }> {
  const { status, body } = await call<{ readonly checks: Readonly<Record<string, string>> }>(
    'GET',
    `${redress.url}/health/ready`,
  );
  return { status, checks: body.checks };
}

function tokenOf({ data }: RunningRedress, role: 'supervisor' | 'analyst'): Promise<string> {
  return mintToken(loadConfig({ REDRESS_DATA: data }), { sub: role, roles: [role], ttlSeconds: 600 });
}

function distinct(answers: readonly Answer[]): readonly unknown[] {
  return [...new Set(answers.map(({ status, body }) => (status === 200 ? 200 : body['code'])))];
}
