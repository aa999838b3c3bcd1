import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoDbForSpecs } from '@redress/testing/engines';
import { MongoClient } from 'mongodb';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';

const VIEW = 'cases';
const STARTED_MS_MAX = 60_000;

interface Written {
  readonly _id: string;
}

describe('A document that somebody wrote into MongoDB by hand', () => {
  let mongodb: MongoDbForSpecs;
  let client: MongoClient;
  let cli: CommandLine;
  beforeAll(async () => {
    mongodb = await MongoDbForSpecs.start();
  }, STARTED_MS_MAX);
  afterAll(() => mongodb.stop());
  beforeEach(async () => {
    const url = mongodb.freshUrl();
    cli = await CommandLine.open({ REDRESS_READ_STORE: url });
    client = await new MongoClient(url).connect();
    await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
    expect((await cli.run(['rebuild', '--all'])).exitCode).toBe(0);
    expect((await cli.run(['verify'])).exitCode).toBe(0);
  });
  afterEach(async () => {
    await client.close();
    await cli.close();
    await mongodb.dropDatabases();
  });

  /** The collection that holds the cases. Those of earlier generations may still be there. */
  async function cases() {
    // Other specs have databases on the same server.
    const db = client.db(`${client.db().databaseName}-case-handling`);
    const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    const generations = names.flatMap((name) => Number(new RegExp(`^${VIEW}\\.(\\d+)$`).exec(name)?.[1] ?? []));
    return db.collection<Written>(`${VIEW}.${Math.max(...generations)}`);
  }

  it('about a complaint that the log lacks is a fault, until the view is built again', async () => {
    const collection = await cases();
    const whole = await collection.findOne({});
    await collection.insertOne({ ...whole, _id: 'complaint-7K3M9QXD41PD' });
    const { exitCode, out } = await cli.run(['verify']);
    expect([exitCode, out]).toEqual([
      1,
      expect.stringContaining(`The whole stream is missing: the view ${VIEW} names it.`),
    ]);
    expect(out).toContain('complaint-7K3M9QXD41PD');
    expect((await cli.run(['rebuild', '--all'])).exitCode).toBe(0);
    expect((await cli.run(['verify'])).exitCode).toBe(0);
  });

  it('that is none of ours is named, and gone when the view is built again', async () => {
    await (await cases()).insertOne({ _id: 'hello' });
    expect((await cli.run(['verify'])).err).toContain('Document hello of the view cases');
    expect((await cli.run(['rebuild', '--all'])).exitCode).toBe(0);
    expect(await cli.run(['verify'])).toMatchObject({ exitCode: 0, err: '' });
  });
});
