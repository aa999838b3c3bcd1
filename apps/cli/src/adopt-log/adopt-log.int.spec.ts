import { toPosition } from '@redress/eventing';
import { expect, it } from '@jest/globals';
import { loadConfig } from '@redress/platform';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';
import { openViews } from '../session.js';

it('dates the report of what was lost by the clock of the settings', async () => {
  const cli = await CommandLine.open({ REDRESS_CLOCK: 'start=2031-05-06T07:00:00Z' });
  try {
    await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
    const views = await openViews(loadConfig({ REDRESS_DATA: cli.data }));
    const name = 'acknowledgement';
    await views.define({ name, fields: {}, indexes: [] });
    const place = { position: toPosition(99n), eventId: 'lost', recordedAt: '2031-01-01T00:00:00.000Z' } as const;
    await views.commit(name, { generation: 1, changes: [], park: [], unpark: [], ...place });
    await views.close();
    const { done, report } = await cli.json('adopt-log', '--yes');
    expect([done, report]).toEqual([true, expect.stringContaining('adopted-log-2031-05-06T07-')]);
    expect(JSON.parse(await cli.text(report.slice(cli.folder.length + 1))).at).toMatch(/^2031-05-06T07/);
  } finally {
    await cli.close();
  }
});
