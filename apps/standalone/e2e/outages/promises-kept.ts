import { expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Journal, streamOf } from './busy-office.js';
import type { StoredData } from '../stored-data.js';

/** A system's requests, answers and remaining data, after every request was repeated and the system had settled. */
export interface Aftermath {
  readonly journal: Journal;
  readonly stored: StoredData;
  /** The folder with sent messages. */
  readonly outbox: string;
}

/** Declares specs, in the current `describe`, of what must hold whatever happened to the system. */
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

  it('wrote one acknowledgement to each complainant who left an address, and recorded it once', async () => {
    const { journal, stored, outbox } = aftermath();
    const written = journal.sent.filter(({ email }) => email !== undefined);
    expect(addresseesOf('acknowledgement', await writtenTo(outbox))).toEqual(written.map(({ email }) => email).sort());

    const streams = written.map(({ answer }) => streamOf(answer!)).sort();
    expect(sentFor('acknowledgement', stored)).toEqual(streams);
    expect(streamsWith('ComplaintAcknowledged', stored)).toEqual(streams);
  });

  it('wrote one message for each decision to a complainant who left an address, and recorded it once', async () => {
    const { journal, stored, outbox } = aftermath();
    const emails = new Map(journal.sent.flatMap(({ email, answer }) => (email ? [[streamOf(answer!), email]] : [])));
    const told = streamsWith('DecisionCommunicated', stored).filter((stream) => emails.has(stream));
    expect(addresseesOf('decision', await writtenTo(outbox))).toEqual(told.map((stream) => emails.get(stream)).sort());
    expect(sentFor('decision', stored)).toEqual(told);
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

/** The messages in an outbox, all complete. */
async function writtenTo(outbox: string): Promise<readonly string[]> {
  const files = await readdir(outbox);
  expect(files.filter((file) => !file.endsWith('.eml'))).toEqual([]);
  return Promise.all(files.map((file) => readFile(join(outbox, file), 'utf8')));
}

function addresseesOf(purpose: string, messages: readonly string[]): readonly (string | undefined)[] {
  return messages
    .filter((message) => message.includes(`Message-ID: <${purpose}.`))
    .map((message) => /^To: .*?([\w-]+@example\.org)/m.exec(message)?.[1])
    .sort();
}

function sentFor(purpose: string, { opened }: StoredData): readonly string[] {
  return opened
    .filter(({ type, data }) => type === 'NotificationSent' && data['purpose'] === purpose)
    .map(({ stream }) => stream)
    .sort();
}

function streamsWith(type: string, { opened }: StoredData): readonly string[] {
  return opened
    .filter((event) => event.type === type)
    .map(({ stream }) => stream)
    .sort();
}
