import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidQueryError, toPosition, type ReadStore, type ViewDefinition } from '@redress/eventing';
import { MongoDbForSpecs } from '@redress/testing/engines';
import { MongoClient, type Db } from 'mongodb';
import { parsedMongoUrl } from '../url.js';
import { openMongoReadStore } from './mongo-read-store.js';

const queue: ViewDefinition = {
  name: 'case-queue',
  fields: { status: 'string', 'handler.team': 'string' },
  indexes: [['status', 'handler.team'], ['handler.team']],
};
const view = queue.name;

describe('The collections of a view', () => {
  let mongodb: MongoDbForSpecs;
  let client: MongoClient;
  let db: Db;
  let store: ReadStore;
  beforeAll(async () => {
    mongodb = await MongoDbForSpecs.start();
  });
  afterAll(() => mongodb.stop());
  beforeEach(async () => {
    const url = mongodb.freshUrl();
    const { driverUrl, prefix } = parsedMongoUrl(url);
    client = new MongoClient(driverUrl);
    db = client.db(`${prefix}-operations`);
    store = await openMongoReadStore({ url, service: 'operations' });
    await store.define(queue);
  });
  afterEach(async () => {
    await Promise.all([store.close(), client.close()]);
    await mongodb.dropDatabases();
  });

  const indexesOf = async (collection: string) =>
    Object.fromEntries((await db.collection(collection).listIndexes().toArray()).map(({ name, key }) => [name, key]));
  const names = async () => (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort();
  const insert = (id: string, body = {}) =>
    store.commit(view, {
      generation: 1,
      changes: [{ id, expected: 'none', revision: 0, body }],
      park: [],
      unpark: [],
      position: toPosition(1n),
    });

  it('have the indexes that it declares, the id as the last key, in every generation', async () => {
    const declared = {
      _id_: { _id: 1 },
      'view/status,handler.team': { 'fields.status': 1, 'fields.handler/team': 1, _id: 1 },
      'view/handler.team': { 'fields.handler/team': 1, _id: 1 },
    };
    expect(await indexesOf('case-queue.1')).toEqual(declared);
    const next = await store.beginGeneration(view);
    expect(await indexesOf(`case-queue.${next}`)).toEqual(declared);
  });

  it('have other indexes when it declares others', async () => {
    await store.define({ ...queue, indexes: [['handler.team'], ['status']] });
    expect(Object.keys(await indexesOf('case-queue.1')).sort()).toEqual(['_id_', 'view/handler.team', 'view/status']);
  });

  it('have copies of a field that is declared later, and no longer of what has another type', async () => {
    await insert('A', { channel: 'web', days: 3 });
    await insert('B', { channel: 7, days: 4 });
    await insert('C');
    const found = async (fields: ViewDefinition['fields'], field: string, value: string | number) => {
      await store.define({ ...queue, fields: { ...queue.fields, ...fields } });
      const query = { sort: { field: 'status', direction: 'ascending' as const }, limit: 10 };
      const { documents } = await store.find(view, { ...query, where: [{ field, is: 'equal', value }] });
      return documents.map(({ id }) => id);
    };
    expect(await found({ channel: 'string', days: 'number' }, 'channel', 'web')).toEqual(['A']);
    expect(await found({ channel: 'number', days: 'number' }, 'channel', 7)).toEqual(['B']);
    expect(await found({ channel: 'number' }, 'channel', 7)).toEqual(['B']);
    expect(await found({ channel: 'number', days: 'number' }, 'days', 3)).toEqual(['A']);
    const rows = await db.collection<{ _id: string; fields: unknown }>('case-queue.1').find().toArray();
    expect(rows.map(({ _id, fields }) => [_id, fields])).toEqual([
      ['A', { days: 3 }],
      ['B', { channel: 7, days: 4 }],
      ['C', {}],
    ]);
  });

  it('go with their generation', async () => {
    await insert('A');
    const unfinished = await store.beginGeneration(view);
    const next = await store.beginGeneration(view);
    expect(await names()).not.toContain(`case-queue.${unfinished}`);
    await store.commit(view, { generation: next, changes: [], park: [], unpark: [], position: toPosition(1n) });
    await store.activate(view, next);
    expect(await names()).toEqual([`case-queue.${next}`, `case-queue.${next}.parked`, 'views']);
  });

  it('are not left by one that comes too late', async () => {
    await store.activeGeneration(view);
    await db.collection<{ _id: string }>('views').updateOne({ _id: view }, { $unset: { 'generations.1': '' } });
    await db.dropCollection('case-queue.1');
    await expect(insert('A')).rejects.toMatchObject({ code: 'generation-moved' });
    expect(await names()).toEqual(['views']);
  });

  it('of a dropped generation, left by one that was killed, go at the next start', async () => {
    await db.collection('case-queue.77').insertOne({});
    await db.collection('case-queue.77.parked').insertOne({});
    await db.collection('case.77').insertOne({});
    await store.define(queue);
    expect(await names()).toEqual(['case-queue.1', 'case-queue.1.parked', 'case.77', 'views']);
  });

  it('name a document that cannot be read, and not what it holds', async () => {
    await insert('A');
    const broken = { $set: { body: '{"name":"Parisa Example' } };
    await db.collection<{ _id: string }>('case-queue.1').updateOne({ _id: 'A' }, broken);
    const error = (await store.get(view, 'A').catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ code: 'store-corrupt', message: expect.stringContaining('Document A') });
    expect(`${error.message} ${String(error.cause)}`).not.toContain('Parisa');
  });

  it.each<{ what: string; definition: ViewDefinition }>([
    { what: 'view', definition: { ...queue, name: 'views.1' } },
    { what: 'view in capitals', definition: { ...queue, name: 'Case' } },
    { what: 'field', definition: { ...queue, fields: { $where: 'string' }, indexes: [] } },
    { what: 'field with an empty part', definition: { ...queue, fields: { 'a..b': 'string' }, indexes: [] } },
    { what: 'index over an undeclared field', definition: { ...queue, indexes: [['secret']] } },
  ])('are not made for a $what that is no name', async ({ definition }) => {
    await expect(store.define(definition)).rejects.toBeInstanceOf(InvalidQueryError);
  });
});
