import { beforeEach, describe, expect, it } from '@jest/globals';
import { ComplaintOffice } from '@redress/complaints/office';
import { toReference, instantOf } from '@redress/domain';
import type { AttachmentKey, AttachmentStore, EventStore } from '@redress/eventing';
import { sweptCopyOf } from '@redress/platform';
import { MemoryAttachmentStore } from '@redress/testing';
import { AttachmentSweep } from './attachments.command.js';

const DAY_MS = 86_400_000;
const NAME = 'a'.repeat(32);
const CONTENT = Uint8Array.of(1, 2, 3);

let office: ComplaintOffice;
let clock: number;
let files: MemoryAttachmentStore;
let key: AttachmentKey;
beforeEach(async () => {
  office = new ComplaintOffice();
  clock = Date.parse('2026-11-03T09:00:00.000Z');
  files = new MemoryAttachmentStore(() => instantOf(clock));
  key = { subject: await office.lodge(), name: NAME };
});

const passes = (days: number) => (clock += days * DAY_MS);
const record = ({ subject, name }: AttachmentKey) =>
  office.does(toReference(subject), 'add-attachment', {
    attachment: name,
    mediaType: 'image/png',
    bytes: 3,
    sha256: name + name,
  });
async function swept(
  parts: { files?: AttachmentStore; events?: EventStore; dryRun?: boolean } = {},
): Promise<readonly string[]> {
  const now = instantOf(clock);
  const sweep = new AttachmentSweep({ files, events: office.eventStore, now, dryRun: false, ...parts });
  return (await Array.fromAsync(sweep.run())).map(({ name, sweeping }) => `${sweeping} ${name}`);
}
const there = async () => (await Array.fromAsync(files.list())).map(({ name }) => name);

describe('A sweep of attachments', () => {
  it('sets aside what no event names after a day, and removes it a day later', async () => {
    await files.put(key, CONTENT);
    passes(0.9);
    expect(await swept()).toEqual([]);
    passes(0.2);
    expect(await swept()).toEqual([`set aside ${NAME}`]);
    expect(await there()).toEqual([sweptCopyOf(key).name]);
    passes(0.9);
    expect(await swept()).toEqual([]);
    passes(0.2);
    expect(await swept()).toEqual([`removed ${NAME}-swept`]);
    expect(await there()).toEqual([]);
  });

  it('passes over what an event names, however old', async () => {
    await files.put(key, CONTENT);
    await record(key);
    passes(400);
    expect(await swept()).toEqual([]);
    expect(await there()).toEqual([NAME]);
  });

  it('puts back what an event names by then, unless it was sent again', async () => {
    await files.put(sweptCopyOf(key), CONTENT);
    await record(key);
    passes(2);
    expect(await swept()).toEqual([`put back ${NAME}-swept`]);
    expect([await there(), await files.get(key)]).toEqual([[NAME], CONTENT]);
    await files.put(sweptCopyOf(key), CONTENT);
    passes(2);
    expect(await swept()).toEqual([`removed ${NAME}-swept`]);
    expect(await there()).toEqual([NAME]);
  });

  it('leaves alone what belongs to no complaint here, and names that attachments do not have', async () => {
    const others = [
      { subject: '000000000000', name: NAME },
      { ...key, name: 'note' },
    ];
    for (const other of others) await files.put(other, CONTENT);
    passes(2);
    expect((await swept()).toSorted()).toEqual([`left alone ${NAME}`, 'left alone note']);
    expect((await there()).toSorted()).toEqual([NAME, 'note']);
  });

  it('does nothing when it is only to tell what it would do', async () => {
    await files.put(key, CONTENT);
    passes(2);
    expect(await swept({ dryRun: true })).toEqual([`set aside ${NAME}`]);
    expect(await there()).toEqual([NAME]);
  });

  it('tells one complaint from another that has a file of the same name', async () => {
    const other = { subject: await office.lodge(), name: NAME };
    await record(other);
    for (const one of [key, other]) await files.put(one, CONTENT);
    passes(2);
    await swept();
    expect([await files.get(other), await files.get(key)]).toEqual([CONTENT, undefined]);
  });
});

/** Steps of a sweep that an upload of the same file can come between, and more than there are. */
const STEPS = [0, 1, 2, 3, 4, 5, 6];
const moments = STEPS.flatMap((put) => STEPS.filter((step) => step >= put).map((recorded) => [put, recorded] as const));

describe('An upload of a file that is being swept', () => {
  it.each(moments)('loses nothing when it puts before step %i and records before step %i', async (put, recorded) => {
    await files.put(key, CONTENT);
    passes(2);
    const upload = [
      { at: put, does: () => files.put(key, CONTENT) },
      { at: recorded, does: () => record(key) },
    ];
    let step = 0;
    const advance = async (): Promise<void> => {
      for (; upload[0] !== undefined && upload[0].at <= step; upload.shift()) await upload[0].does();
      step += 1;
    };
    await swept({ files: stepwise(files, advance), events: stepwise(office.eventStore, advance) });
    for (step = 99; upload.length > 0;) await advance();
    const readable = async () => (await files.get(key)) ?? (await files.get(sweptCopyOf(key)));
    expect(await readable()).toEqual(CONTENT);
    for (const days of [0.5, 1, 1]) {
      passes(days);
      await swept();
      expect(await readable()).toEqual(CONTENT);
    }
    expect(await there()).toEqual([NAME]);
  });
});

/** The same store; something else may happen before each call, and at the end of each read. */
function stepwise<Store extends object>(store: Store, before: () => Promise<void>): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: readonly unknown[]) => {
        const call = (): unknown => Reflect.apply(method, target, args);
        return name === 'read' || name === 'list' ? around(call, before) : before().then(call);
      };
    },
  });
}

async function* around(call: () => unknown, before: () => Promise<void>): AsyncGenerator<unknown> {
  await before();
  yield* call() as AsyncIterable<unknown>;
  await before();
}
