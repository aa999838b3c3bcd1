import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningRedress } from '@redress/testing';
import { type MarkedRun, runMarked } from './marked-run.js';
import { PersonalMarks } from './personal-marks.js';

interface Operation {
  readonly 'x-recorded-as'?: string;
  readonly 'x-roles'?: readonly string[];
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

const STAFF = ['ida', 'hana', 'sara', 'anna', 'cyrus', 'adam'] as const;

/** Values for parameters that are required. */
const VALUES: Readonly<Record<string, string>> = {
  by: 'product',
  seed: '1',
  format: 'jsonl',
  receivedAt: '2026-11-02T10:00:00Z',
  measure: 'received',
};

describe('Every route that staff read by', () => {
  const marks = new PersonalMarks();
  let redress: RunningRedress;
  let run: MarkedRun;
  let operations: readonly (readonly [string, Operation])[];

  beforeAll(async () => {
    redress = await RunningRedress.start();
    run = await runMarked(redress, marks);
    const { office, reference } = run;
    const because = { reason: marks.text('why it is kept') };
    const hold = { basis: 'legal-claim', reviewOn: '2199-01-01', ...because };
    await office.decides('cyrus', reference, 'place-legal-hold', hold);
    const request = { ground: 'objection', cases: [{ reference }], reason: marks.text('why it is to be erased') };
    const asked = await office.post<{ results: unknown[] }>('cyrus', '/api/cases/erasures', request);
    expect(asked.body.results).toEqual([expect.objectContaining({ outcome: 'accepted' })]);
    await redress.settled();
    const description = await (await fetch(`${redress.url}/api/openapi.json`)).json();
    const { paths } = description as { paths: Readonly<Record<string, { readonly get?: Operation }>> };
    operations = Object.entries(paths).flatMap(([path, { get }]) =>
      get?.['x-roles'] === undefined || path.startsWith('/api/track') ? [] : [[path, get] as const],
    );
  }, 120_000);

  afterAll(() => redress[Symbol.asyncDispose]());

  /** The address of a route about the marked complaint; undefined for one about something else, or without an end. */
  function addressOf([path, { parameters = [], responses }]: readonly [string, Operation]): string | undefined {
    if ('text/event-stream' in (responses['200']?.content ?? {})) return undefined;
    const known: Readonly<Record<string, string>> = { ...VALUES, reference: run.reference };
    const named = path.replace('{reference}', run.reference);
    const asked = parameters.filter(
      ({ in: place, name, required }) => place === 'query' && (required || name === 'reference'),
    );
    return named.includes('{') ? undefined : `${named}?${asked.map(({ name }) => `${name}=${known[name]}`).join('&')}`;
  }

  /** The marks that anybody of the staff is shown. */
  async function shownAt(address: string): Promise<readonly string[]> {
    const shown = new Set<string>();
    for (const who of STAFF) {
      const headers = { authorization: `Bearer ${run.office.tokenFor(who)}` };
      const answer = await fetch(redress.url + address, { headers });
      if (answer.ok) for (const mark of marks.foundIn(Buffer.from(await answer.arrayBuffer()))) shown.add(mark);
      else await answer.body?.cancel();
    }
    return [...shown];
  }

  it('records who did where it shows something personal of a complaint', async () => {
    const shown: Record<string, readonly string[]> = {};
    expect(operations.length).toBeGreaterThan(30);
    for (const operation of operations) {
      const address = addressOf(operation);
      if (address === undefined || operation[1]['x-recorded-as'] !== undefined) continue;
      const found = await shownAt(address);
      if (found.length > 0) shown[operation[0]] = found;
    }
    // A systemic problem is about no single complaint.
    expect(shown).toEqual({ '/api/analytics/systemic-problems': ['name of a systemic problem'] });
  });
});
