import { loadConfig, mintToken } from '@redress/platform';
import { type Answer, call, type RunningRedress } from '@redress/testing';
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A complaint and its tracking code. */
export interface Lodged {
  readonly reference: string;
  readonly trackingCode: string;
}

/** The log alone, of everything that lies in a data folder. */
const LOG_FILES = /^events\.db/;

/** Puts the log of one data folder in the place of another's. */
export async function copyLogFiles(from: string, to: string): Promise<void> {
  for (const name of await readdir(to)) if (LOG_FILES.test(name)) await rm(join(to, name));
  for (const name of await readdir(from)) if (LOG_FILES.test(name)) await cp(join(from, name), join(to, name));
}

/** Lodges so many complaints. Rejects unless each is recorded. */
export async function lodge(
  redress: RunningRedress,
  count: number,
  body: object = { description: 'A fee was taken twice.' },
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly Lodged[]> {
  const lodged: Lodged[] = [];
  for (let index = 0; index < count; index += 1) {
    const answer = await call('POST', `${redress.url}/api/complaints`, { body, headers });
    if (answer.status !== 201) throw new Error(`Lodging was answered with ${answer.status}.`);
    lodged.push(answer.body as unknown as Lodged);
  }
  return lodged;
}

/** One command of a supervisor on a case; rejects unless it is accepted. */
export async function does(redress: RunningRedress, reference: string, command: string, body: object): Promise<void> {
  const token = await tokenOf(redress, 'supervisor');
  const answer = await call('POST', `${redress.url}/api/cases/${reference}/${command}`, { token, body });
  if (answer.status !== 200) throw new Error(`${command} was answered with ${answer.status}.`);
}

/** What became of every message about these, as staff are told. */
export async function messagesOf(redress: RunningRedress, some: readonly Lodged[]): Promise<readonly string[]> {
  const token = await tokenOf(redress, 'supervisor');
  const outcomes: string[] = [];
  for (const { reference } of some) {
    const url = `${redress.url}/api/notifications?reference=${reference}`;
    const { body } = await call<{ readonly items?: readonly { readonly outcome: string }[] }>('GET', url, { token });
    outcomes.push(...(body.items ?? []).map(({ outcome }) => outcome));
  }
  return outcomes;
}

/** How complainants are answered who ask for these, each answer once: 200, or the code of a problem. */
export async function tracked(redress: RunningRedress, some: readonly Lodged[]): Promise<readonly unknown[]> {
  const answers = some.map(({ reference, trackingCode }) =>
    call('POST', `${redress.url}/api/track`, { body: { reference, trackingCode } }),
  );
  return distinct(await Promise.all(answers));
}

/** The distinct answers to staff who read these cases. */
export async function shown(redress: RunningRedress, some: readonly Lodged[]): Promise<readonly unknown[]> {
  const token = await tokenOf(redress, 'supervisor');
  const answers = some.map(({ reference }) => call('GET', `${redress.url}/api/cases/${reference}`, { token }));
  return distinct(await Promise.all(answers));
}

/** The distinct answers to staff who read lists and figures. */
export async function listed(redress: RunningRedress): Promise<readonly unknown[]> {
  const queue = call('GET', `${redress.url}/api/cases`, { token: await tokenOf(redress, 'supervisor') });
  const figures = call('GET', `${redress.url}/api/analytics/summary`, { token: await tokenOf(redress, 'analyst') });
  return distinct([await queue, await figures]);
}

/** The result of readiness, by check. */
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
