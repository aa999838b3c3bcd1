import { describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Office } from '../office.js';
import { PersonalMarks } from './personal-marks.js';
import { RefusingMailServer } from './refusing-mail-server.js';

describe('A mail server that refuses an address and repeats it', () => {
  it('makes a failed notification, and the address is neither logged nor stored', async () => {
    await using server = new RefusingMailServer();
    const marks = new PersonalMarks();
    const env = { REDRESS_SMTP_URL: await server.listen(), REDRESS_LOG_LEVEL: 'trace' };
    await using redress = await RunningRedress.start({ env });
    const office = await Office.open(redress);
    const complainant = { name: marks.text('name'), email: marks.email('e-mail') };
    const { body } = await office.lodge({ description: marks.text('description'), complainant });
    const path = `/api/notifications?reference=${String(body['reference'])}`;
    const told = await eventually(
      () => office.get<{ items: readonly { outcome: string }[] }>('hana', path),
      (answer) => answer.status === 200 && answer.body.items.some(({ outcome }) => outcome === 'failed'),
    );

    expect(told.body.items).toEqual([
      expect.objectContaining({ outcome: 'failed', failure: 'smtp-550', uncertain: false }),
    ]);
    expect(marks.foundIn(server.heard)).toContain('e-mail');
    expect(marks.foundIn(redress.output)).toEqual([]);
    const entries = await readdir(redress.data, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    for (const file of files) expect(marks.foundIn(await readFile(file))).toEqual([]);
  });
});
