import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ViewDocument } from '@redress/eventing';
import { MemoryReadStore } from '@redress/testing';
import { RacedDocuments, type Rewritten } from './raced-documents.js';

const VIEW = 'raced';

/** Adds one name to those that a document holds. */
const adding =
  (name: string) =>
  (document: ViewDocument | undefined): Rewritten<string> => ({
    body: { names: [...((document?.body['names'] ?? []) as readonly string[]), name] },
    told: name,
  });

describe('A document that several processes change', () => {
  let store: MemoryReadStore;
  let documents: RacedDocuments;
  beforeEach(async () => {
    store = new MemoryReadStore();
    await store.define({ name: VIEW, fields: {}, indexes: [] });
    documents = new RacedDocuments(store, VIEW);
  });
  const names = async () => (await documents.get('one'))?.body['names'];

  it('has a change once, though another process wrote before it was looked at', async () => {
    const other = new RacedDocuments(store, VIEW);
    const commit = store.commit.bind(store);
    let isFirst = true;
    store.commit = async (...written) => {
      await commit(...written);
      if (!isFirst) return;
      isFirst = false;
      await other.change('one', adding('second'));
    };
    expect(await documents.change('one', adding('first'))).toBe('first');
    expect(await names()).toEqual(['first', 'second']);
  });

  it('has every change of many that are made at once', async () => {
    const others = Array.from({ length: 3 }, () => new RacedDocuments(store, VIEW));
    const added = Array.from({ length: 12 }, (_, index) => `name-${index}`);
    await Promise.all(added.map((name, index) => others[index % others.length]!.change('one', adding(name))));
    expect([...((await names()) as string[])].sort()).toEqual([...added].sort());
  });

  it('stays as it is where nothing is made of it', async () => {
    await documents.change('one', adding('first'));
    expect(await documents.change('one', () => undefined)).toBeUndefined();
    expect([await names(), (await documents.get('one'))?.revision]).toEqual([['first'], 0]);
  });
});
