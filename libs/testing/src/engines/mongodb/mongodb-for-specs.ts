import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { MongoDbStandIn } from './mongodb-stand-in.js';

/** Names a server to use instead of the stand-in: `mongodb://...`, without a path. */
const variable = 'REDRESS_TEST_MONGODB';

/**
 * A MongoDB for one spec file: the server that `REDRESS_TEST_MONGODB` names, used as it is, or else a stand-in in memory. Each prefix has
 * databases of its own, so that specs, and those who share the server, do not meet.
 */
export class MongoDbForSpecs {
  private readonly prefixes = new Set<string>();

  private constructor(
    private readonly server: string,
    private readonly standIn: MongoDbStandIn | undefined,
  ) {}

  static async start(): Promise<MongoDbForSpecs> {
    const given = process.env[variable]?.trim() ?? '';
    if (given !== '') return new MongoDbForSpecs(given, undefined);
    const standIn = await MongoDbStandIn.start();
    return new MongoDbForSpecs(standIn.url, standIn);
  }

  /** A URL whose path is a prefix that nobody has used. */
  freshUrl(): string {
    const prefix = `spec-${randomBytes(6).toString('hex')}`;
    this.prefixes.add(prefix);
    const [address, query] = this.server.split('?', 2) as [string, string?];
    return `${address.replace(/\/$/, '')}/${prefix}${query === undefined ? '' : `?${query}`}`;
  }

  /** Drops every database of the prefixes given out so far. */
  async dropDatabases(): Promise<void> {
    const client = new MongoClient(this.server, { appName: 'redress-specs' });
    try {
      const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
      const dropped = databases.filter(({ name }) =>
        [...this.prefixes].some((prefix) => name.startsWith(`${prefix}-`)),
      );
      for (const { name } of dropped) await client.db(name).dropDatabase();
      this.prefixes.clear();
    } finally {
      await client.close();
    }
  }

  /** Drops what is left and ends the stand-in. */
  async stop(): Promise<void> {
    try {
      await this.dropDatabases();
    } finally {
      await this.standIn?.stop();
    }
  }
}
