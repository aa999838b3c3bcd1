import type { Answer } from '@redress/testing';
import { readinessOf } from './readiness-of.js';
import type { TroubledOffice } from './troubled-office.js';

/** A command that was sent while an engine was away, and will be sent again as it is. */
export interface Command {
  readonly name: string;
  send(): Promise<Answer>;
}

/** A new complaint, and a note on a known one. Both may be sent any number of times. */
export async function commandsToRepeat({ office }: TroubledOffice): Promise<readonly Command[]> {
  const known = await office.lodge({ description: 'The card was swallowed.' });
  const note = { text: 'The complainant telephoned.', visibility: 'internal' };
  const path = `/api/cases/${String(known.body['reference'])}/add-note`;
  return [
    {
      name: 'lodge',
      send: () => office.lodge({ description: 'The queue was long.' }, { 'idempotency-key': 'lodge-while-away' }),
    },
    { name: 'add-note', send: () => office.post('hugo', path, note, { 'idempotency-key': 'note-while-away' }) },
  ];
}

/** What a client can tell of an answer that asks it to come again. */
export function asToldToClient({ status, headers, body }: Answer): Readonly<Record<string, unknown>> {
  return {
    status,
    type: headers.get('content-type')?.split(';')[0],
    code: body['code'],
    saysWhen: Number(headers.get('retry-after')) > 0,
  };
}

/** The answer to a command whose store is away. */
export const COME_AGAIN = {
  status: 503,
  type: 'application/problem+json',
  code: 'store-unavailable',
  saysWhen: true,
} as const;

/** What each process says that it cannot use now. */
export async function notReadyByProcess({ redress }: TroubledOffice): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = redress.names.map(async (name) => [name, (await readinessOf(redress, name)).notReady] as const);
  return new Map(await Promise.all(all));
}
