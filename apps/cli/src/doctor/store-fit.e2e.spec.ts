import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reference } from '@redress/contracts';
import { toActorId } from '@redress/eventing';
import { loadConfig, readReference } from '@redress/platform';
import { eventually, RunningRedress, ScratchFolder } from '@redress/testing';
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileComplaint } from '../attachments/filed-complaint.mother.spec.js';
import { CommandLine } from '../command-line.mother.spec.js';
import { lodge, messagesOf } from '../commands/restored-log.mother.spec.js';
import { openForWriting } from '../session.js';
import type { Finding } from '@redress/standalone';
import { type FittedStore, STORE_MISFITS, type StoreMisfit } from './store-misfits.js';

const REACHABLE = { description: 'A fee was taken twice.', complainant: { name: 'Ruth', email: 'ruth@example.org' } };
/** The topic has a spec of its own: it needs a broker. */
type EmbeddedStore = Exclude<FittedStore, 'topic'>;
const FILES: Readonly<Record<EmbeddedStore, RegExp>> = {
  views: /^views\.db/,
  keys: /^keys\.db/,
  attachments: /^attachments$/,
  outbox: /^outbox$/,
};

/** Three runs of the whole system. */
const SETTING_UP_MS_MAX = 240_000;

describe('The stores of a system, each pair of them', () => {
  let root: ScratchFolder;
  let cli: CommandLine;
  /** The complaint of somebody who was written to. */
  let erasable: string | undefined;
  const folder = (name: string) => join(root.path, name);

  /** One system at two moments, and another one; its keys also before a redaction. */
  beforeAll(async () => {
    root = new ScratchFolder();
    cli = await CommandLine.open();
    await grow('late', 2);
    await cp(folder('late'), folder('early'), { recursive: true });
    await redact('late', await fileComplaint(folder('late')));
    [erasable] = await grow('late', 1);
    await fileComplaint(folder('other'));
    await grow('other', 1);
  }, SETTING_UP_MS_MAX);
  afterAll(async () => {
    await cli.close();
    root.remove();
  });

  /** Lodges and tells complaints, and lets everything settle. */
  async function grow(name: string, complaints: number): Promise<readonly string[]> {
    await fileComplaint(folder(name));
    const redress = await RunningRedress.start({ data: folder(name) });
    const lodged = await lodge(redress, complaints, REACHABLE);
    await eventually(
      () => messagesOf(redress, lodged),
      (outcomes) => outcomes.length === complaints && outcomes.every((outcome) => outcome === 'sent'),
    );
    await redress.settled();
    expect(await redress.stop()).toBe(0);
    return lodged.map(({ reference }) => reference);
  }

  /** Adds a note, keeps the keys of that moment aside, and redacts the note. */
  async function redact(name: string, reference: Reference): Promise<void> {
    const by = (role: string) => ({ caller: role, actor: { id: toActorId(role), role } });
    const session = await openForWriting(loadConfig({ REDRESS_DATA: folder(name) }));
    const note = { text: 'The neighbour saw it.', visibility: 'internal' } as const;
    const noted = await session.complaints.execute(reference, { type: 'add-note', data: note }, by('supervisor'));
    expect(noted).toMatchObject({ revision: 3 });
    await cp(folder(name), folder('unredacted'), { recursive: true });
    const redaction = { type: 'redact-message', data: { message: 3 } } as const;
    const remarks = { reason: 'It names a neighbour.' };
    expect(await session.complaints.execute(reference, redaction, by('compliance'), remarks)).toMatchObject({
      revision: 4,
    });
    await session.close();
  }

  /** Keeps the keys of this moment aside, and erases the complainant of a complaint. */
  async function erase(name: string, shown = ''): Promise<void> {
    await cp(folder(name), folder('unerased'), { recursive: true });
    const reference = readReference(shown);
    const by = (role: string) => ({ caller: role, actor: { id: toActorId(role), role } });
    const session = await openForWriting(loadConfig({ REDRESS_DATA: folder(name) }));
    const because = { reason: 'They asked for it.' };
    const withdrawal = { type: 'withdraw', data: { channel: 'phone', words: 'No more.' } } as const;
    await session.complaints.execute(reference, withdrawal, by('handler'), because);
    const request = { type: 'request-erasure', data: { request: 'dsr-1', ground: 'legal-obligation' } } as const;
    await session.complaints.execute(reference, request, by('compliance'), because);
    const erasure = { type: 'carry-out-erasure', data: {} } as const;
    expect(await session.complaints.execute(reference, erasure, by('supervisor'), because)).toMatchObject({
      events: ['ComplainantErased'],
    });
    await session.close();
    await using redress = await RunningRedress.start({ data: folder(name) });
    await redress.settled();
    expect(await redress.stop()).toBe(0);
  }

  /** What the doctor says of a system with one store of another. */
  async function findingsWith(base: string, store?: EmbeddedStore, from = ''): Promise<readonly Finding[]> {
    const mixed = folder('mixed');
    await rm(mixed, { recursive: true, force: true });
    await cp(folder(base), mixed, { recursive: true });
    if (store !== undefined) {
      const isPart = (name: string) => FILES[store].test(name);
      for (const name of (await readdir(mixed)).filter(isPart)) await rm(join(mixed, name), { recursive: true });
      for (const name of (await readdir(folder(from))).filter(isPart))
        await cp(join(folder(from), name), join(mixed, name), { recursive: true });
    }
    const { findings } = await cli.json('doctor', '--stores', '--data', mixed);
    return findings.filter(({ check }: Finding) => check.startsWith('stores: '));
  }

  it.each(['early', 'late', 'other'])('fit where none was replaced (%s)', async (name) => {
    const findings = await findingsWith(name);
    expect(findings.map(({ check, state, detail }) => [check, state, detail.startsWith('fit the log')])).toEqual(
      Object.keys(FILES).map((store) => [`stores: ${store}`, 'ok', true]),
    );
  });

  const isEmbedded = (misfit: StoreMisfit): misfit is StoreMisfit & { readonly store: EmbeddedStore } =>
    misfit.store !== 'topic';

  it.each(STORE_MISFITS.filter(isEmbedded))(
    'are named when the $store are $standing',
    async ({ store, standing, shows, remedy }) => {
      const [base, from] = { older: ['late', 'early'], newer: ['early', 'late'], foreign: ['late', 'other'] }[standing];
      const findings = await findingsWith(base!, store, from);
      const found = findings.find(({ check }) => check === `stores: ${store}`)!;
      // A key store cannot be asked for keys that nobody names.
      const expected = store === 'keys' && standing === 'newer' ? 'fit the log' : shows;
      expect(found).toEqual({
        check: `stores: ${store}`,
        state: remedy === undefined ? 'ok' : 'fail',
        detail: expect.stringContaining(expected),
        ...(remedy !== undefined && { remedy }),
      });
      const others = findings.filter((finding) => finding !== found);
      expect(others.map(({ detail }) => detail.startsWith('fit the log'))).toEqual([true, true, true]);
    },
  );

  it('are named when the keys are older than an erasure, whose messages nobody misses', async () => {
    await erase('late', erasable);
    const findings = await findingsWith('late', 'keys', 'unerased');
    expect(findings.find(({ check }) => check === 'stores: keys')).toMatchObject({
      state: 'fail',
      detail: expect.stringMatching(/^older than the log: .*of 1 erased complainants/),
    });
    expect(findings.find(({ check }) => check === 'stores: outbox')?.detail).toMatch(/^fit the log/);
  });

  it('are named when the keys are older than a redaction', async () => {
    const findings = await findingsWith('late', 'keys', 'unredacted');
    expect(findings.find(({ check }) => check === 'stores: keys')).toMatchObject({
      state: 'fail',
      detail: expect.stringMatching(/^older than the log: .*of 1 redacted messages/),
    });
  });
});
