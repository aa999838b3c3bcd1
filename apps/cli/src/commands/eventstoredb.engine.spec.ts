import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ScratchFolder } from '@redress/testing';
import { type EventStoreDbServer, startEventStoreDb } from '@redress/testing/engines';
import { fileURLToPath } from 'node:url';
import { CommandLine } from '../command-line.mother.spec.js';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../../libs/engines/eventstoredb/fixtures/${name}`, import.meta.url));
const [certFile, keyFile] = [fixture('localhost.crt'), fixture('localhost.key')];

describe('redress eventstoredb permissions --apply', () => {
  let folder: ScratchFolder;
  let server: EventStoreDbServer;
  let cli: CommandLine;
  beforeEach(async () => {
    folder = new ScratchFolder();
    const users = [{ username: 'admin', password: 'changeit', groups: ['$admins'] }];
    server = await startEventStoreDb({ folder: folder.path, tls: { certFile, keyFile }, users });
    const url = (credentials: string) =>
      `esdb://${credentials}@localhost:${server.port}?tls=true&tlsCAFile=${encodeURIComponent(certFile)}`;
    cli = await CommandLine.open({
      REDRESS_EVENT_STORE: url('redress:s3cret'),
      REDRESS_EVENT_STORE_ADMIN: url('admin:changeit'),
    });
  });
  afterEach(async () => {
    await cli.close();
    await server.stop();
    folder.remove();
  });

  it('lets Redress read the log, and changes nothing when it is repeated', async () => {
    const before = await cli.run(['verify']);
    expect(before).toMatchObject({ exitCode: 3, err: expect.stringContaining('denies access') });
    const first = await cli.run(['eventstoredb', 'permissions', '--apply']);
    expect(first).toMatchObject({ exitCode: 0, err: '' });
    expect(first.out).toContain('The user redress was created; the lists were written: $settings, $all.');
    expect(await cli.run(['verify'])).toMatchObject({ exitCode: 0 });
    expect(await cli.json('eventstoredb', 'permissions', '--apply')).toMatchObject({ created: false, written: [] });
  });
});
