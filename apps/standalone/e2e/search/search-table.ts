import type { RunningRedress } from '@redress/testing';
import { ASSESSMENT } from '../command-routes.js';
import type { Office } from '../office.js';

/** A complaint as it is lodged, with what staff add to it. */
export interface SearchedCase {
  readonly description: string;
  readonly desiredOutcome?: string;
  readonly externalReference?: string;
  readonly complainant?: { readonly name: string; readonly email?: string; readonly phone?: string };
  readonly onBehalfOf?: { readonly name: string; readonly consent: boolean };
  readonly note?: string;
  readonly finding?: string;
}

/** Complaints by their own names, and for what is typed the names of those that are found. */
export interface SearchTable {
  readonly cases: { readonly [name: string]: SearchedCase };
  readonly searches: readonly (readonly [typed: string, ...found: readonly string[]])[];
}

/** The answer of a search. */
export interface Searched {
  readonly items: readonly {
    readonly reference: string;
    readonly found: readonly { readonly field: string; readonly text: string }[];
  }[];
  readonly truncated: boolean;
}

/** Lodges the complaints of a table. Returns their references by name, once all can be found. */
export async function lodgeAll(
  redress: RunningRedress,
  office: Office,
  { cases }: SearchTable,
): Promise<ReadonlyMap<string, string>> {
  const references = new Map<string, string>();
  for (const [name, { note, finding, ...content }] of Object.entries(cases)) {
    const { body } = await office.post('ida', '/api/complaints', { channel: 'phone', ...content });
    const reference = String(body['reference']);
    references.set(name, reference);
    if (note !== undefined) await office.decides('hana', reference, 'add-note', { text: note, visibility: 'internal' });
    if (finding === undefined) continue;
    await office.decides('hana', reference, 'assess', ASSESSMENT);
    await office.decides('hana', reference, 'record-finding', { summary: finding, upheld: 'upheld' });
  }
  await redress.settled();
  return references;
}

/** Names of the cases that are found, in their order. */
export async function foundBy(
  office: Office,
  references: ReadonlyMap<string, string>,
  text: string,
  who = 'hana',
): Promise<readonly (string | undefined)[]> {
  const { status, body } = await office.post<Searched>(who, '/api/cases/search', { text });
  if (status !== 200) throw new Error(`A search was answered with ${status}: ${JSON.stringify(body)}`);
  const names = new Map([...references].map(([name, reference]) => [reference, name]));
  return body.items.map(({ reference }) => names.get(reference));
}
