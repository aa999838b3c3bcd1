import { expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { streamOf, type Journal } from './journal.js';
import type { StoredData } from './stored-data.js';

/** What a system was asked and answered, and what it left, after everything was sent again and had settled. */
export interface Aftermath {
  readonly journal: Journal;
  readonly stored: StoredData;
  /** The folder that messages were written to. */
  readonly outbox: string;
}

/** What must hold whatever happened to the system meanwhile, as specs of the `describe` that this is called in. */
export function itKeptItsPromises(aftermath: () => Aftermath): void {
  it('lost nothing that it had answered, and recorded nothing twice', () => {
    const { journal, stored } = aftermath();
    expect(journal.faultsIn(stored.opened)).toEqual([]);
  });

  it('gave every repeated request the answer of the first, and answered nothing else', () => {
    const { journal } = aftermath();
    expect(journal.contradictions).toEqual([]);
    expect(journal.sent.filter(({ answer }) => answer === undefined)).toEqual([]);
  });

  it('wrote one message to each complainant who left an address, and recorded it once', async () => {
    const { journal, stored, outbox } = aftermath();
    const files = await readdir(outbox);
    const messages = await Promise.all(files.map((file) => readFile(join(outbox, file), 'utf8')));
    const addressees = messages.map((message) => /^To: .*?([\w-]+@example\.org)/m.exec(message)?.[1]).sort();
    const written = journal.sent.filter(({ email }) => email !== undefined);
    expect(addressees).toEqual(written.map(({ email }) => email).sort());
    expect(files.filter((file) => !file.endsWith('.eml'))).toEqual([]);

    const streams = written.map(({ answer }) => streamOf(answer!)).sort();
    expect(streamsWith('NotificationSent', stored)).toEqual(streams);
    expect(streamsWith('ComplaintAcknowledged', stored)).toEqual(streams);
  });

  it('has every view equal to a fold of the log', () => {
    const { stored } = aftermath();
    expect(stored.viewsBehind).toEqual([]);
    expect(stored.viewFaults).toEqual([]);
  });

  it('has every chain intact', () => {
    expect(aftermath().stored.chainFaults).toEqual([]);
  });
}

function streamsWith(type: string, { opened }: StoredData): readonly string[] {
  return opened
    .filter((event) => event.type === type)
    .map(({ stream }) => stream)
    .sort();
}
