import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogue } from '@redress/contracts';
import { EventCodec, KeyRing, loadMasterKey } from '@redress/eventing';
import { RunningRedress } from '@redress/testing';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from '../office.js';
import { openStoredEngines } from '../stored-data.js';
import { foundBy, lodgeAll } from './search-table.js';

const VIEW = 'case-search';
/** Tokens of the note that is redacted, and of the description that is not. */
const [REDACTED, KEPT] = [
  ['w:mahvas', 'w:mah', 'w:zigza'],
  ['w:kettle', 'w:ket', 'w:burst'],
];

describe('The terms of a message that was redacted', () => {
  let data: string;
  let redress: RunningRedress;
  let office: Office;
  let references: ReadonlyMap<string, string>;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-terms-'));
    redress = await RunningRedress.start({ data });
    office = await Office.open(redress);
    const robin = { description: 'The kettle burst.', note: 'Mahvash saw it in Zigzag Lane.' };
    references = await lodgeAll(redress, office, { cases: { robin }, searches: [] });
  }, 60_000);
  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
    await rm(data, { recursive: true, force: true });
  });

  /** The content of every file of the data folder, write-ahead logs included. */
  async function files(): Promise<readonly Buffer[]> {
    const entries = await readdir(data, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return Promise.all(paths.map((path) => readFile(path)));
  }

  /** Makes the terms of tokens with the key of the running generation. */
  async function termsOf(tokens: readonly string[]): Promise<readonly string[]> {
    const { keyStore, readStore, close } = await openStoredEngines(data);
    try {
      const masterKey = await loadMasterKey({ file: join(data, 'master.key') });
      const codec = new EventCodec(catalogue, new KeyRing({ store: keyStore, masterKey }));
      await readStore.define({ name: VIEW, fields: {}, indexes: [] });
      const index = await codec.index.forReading(VIEW, await readStore.activeGeneration(VIEW));
      return tokens.map((token) => index?.termOf(token) ?? 'no index');
    } finally {
      await close();
    }
  }

  it('are in files before, and in none once its event was applied, while those of other words stay', async () => {
    expect(await foundBy(office, references, 'mahvash zigzag')).toEqual(['robin']);
    const before = await files();
    const reference = references.get('robin') ?? '';
    const history = await office.get('cyrus', `/api/cases/${reference}/history`);
    const events = history.body['events'] as readonly { readonly type: string; readonly revision: number }[];
    const note = events.find(({ type }) => type === 'NoteAdded');
    const redaction = { message: note?.revision, reason: 'It names a neighbour.' };
    expect((await office.post('cyrus', `/api/cases/${reference}/redact-message`, redaction)).status).toBe(200);
    await redress.settled();
    const after = await files();
    expect(await foundBy(office, references, 'mahvash')).toEqual([]);
    expect(await redress.stop()).toBe(0);

    const [redacted, kept] = [await termsOf(REDACTED ?? []), await termsOf(KEPT ?? [])];
    const heldIn = (snapshot: readonly Buffer[], terms: readonly string[]) =>
      terms.filter((term) => snapshot.some((bytes) => bytes.includes(term)));
    expect(heldIn(before, [...redacted, ...kept])).toEqual([...redacted, ...kept]);
    expect(heldIn(after, redacted)).toEqual([]);
    expect(heldIn(after, kept)).toEqual(kept);
    expect(heldIn(await files(), redacted)).toEqual([]);
    for (const word of ['Mahvash', 'mahvash', 'Zigzag', 'zigzag']) {
      expect([...before, ...after].some((bytes) => bytes.includes(word))).toBe(false);
    }
  });
});
