import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ScratchFolder } from '@redress/testing';
import { loadConfig } from '../service/configuration/load-config.js';
import { Metrics } from '../service/operations/metrics.js';
import { DiskSpace } from './disk-space.js';

const MORE_THAN_ANY_DISK = '9999999';

describe('The room on the disks', () => {
  let folder: ScratchFolder;
  beforeEach(() => {
    folder = new ScratchFolder();
  });
  afterEach(() => folder.remove());

  const room = (env: Readonly<Record<string, string>>): Promise<void> =>
    new DiskSpace(loadConfig({ REDRESS_DATA: folder.path, ...env }), new Metrics()).requireRoom();
  const elsewhere = {
    REDRESS_EVENT_STORE: 'esdb://127.0.0.1:1?tls=false',
    REDRESS_READ_STORE: 'mongodb://127.0.0.1:1/',
    REDRESS_KEY_STORE: 'mongodb://127.0.0.1:1/',
  };

  it('is enough while a disk has as much free as is said', async () => {
    await expect(room({ REDRESS_DISK_MEGABYTES_FREE: '1' })).resolves.toBeUndefined();
  });

  it('is not enough with less, and whoever asks is told to come back', async () => {
    await expect(room({ REDRESS_DISK_MEGABYTES_FREE: MORE_THAN_ANY_DISK })).rejects.toMatchObject({
      code: 'disk-nearly-full',
      options: { retryAfterSeconds: 60 },
    });
  });

  it('is looked at where files are kept on this machine, although the stores are elsewhere', async () => {
    const env = { ...elsewhere, REDRESS_DISK_MEGABYTES_FREE: MORE_THAN_ANY_DISK };
    await expect(room({ ...env, REDRESS_ATTACHMENTS: `file:${folder.path}` })).rejects.toMatchObject({
      code: 'disk-nearly-full',
    });
    await expect(room({ ...env, REDRESS_ATTACHMENTS: 's3://a:b@127.0.0.1/c' })).resolves.toBeUndefined();
  });

  it('counts as enough where it cannot be asked', async () => {
    const env = { REDRESS_DATA: folder.file('missing'), REDRESS_DISK_MEGABYTES_FREE: MORE_THAN_ANY_DISK };
    await expect(room(env)).resolves.toBeUndefined();
  });
});
