import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteReadStore } from '@redress/engine-sqlite';
import { services } from '@redress/standalone';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';
import type { StreamName, ParkedStream } from '@redress/eventing';

let cli: CommandLine;
let stream: StreamName;
beforeEach(async () => {
  cli = await CommandLine.open();
  await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
  await cli.run(['rebuild', '--all']);
  stream = JSON.parse((await cli.run(['export'])).out.split('\n')[0]!).subject;
});
afterEach(() => cli.close());

/** Parks a complaint like a consumer that could not handle its event. */
async function park(name: string, { revision = 0, eventId = 'e' } = {}): Promise<void> {
  const store = await openSqliteReadStore({ file: `${cli.data}/views.db` });
  const projections = services.flatMap((service) => service.projections);
  const view = projections.find((projection) => projection.view.name === name)?.view;
  await store.define(view ?? { name, fields: {}, indexes: [] });
  const parked: ParkedStream = {
    stream,
    revision,
    eventId,
    eventType: 'ComplaintReceived',
    error: 'TypeError',
    parkedAt: '2026-11-02T08:00:00.000Z',
    attempts: 1,
  };
  const generation = await store.activeGeneration(name);
  await store.commit(name, { generation, changes: [], park: [parked], unpark: [] });
  await store.close();
}

describe('parked complaints', () => {
  it('are none in a healthy system', async () => {
    expect(await cli.run(['parked'])).toEqual({ exitCode: 0, out: 'Nothing is parked.\n', err: '' });
  });

  it('are listed over all views and processes, and exit code 1 says that there are some', async () => {
    await park('cases');
    await park('acknowledgement');
    const { exitCode, out } = await cli.run(['parked']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^cases .*ComplaintReceived +TypeError/m);
    expect(out).toMatch(/^acknowledgement /m);
  });

  it('are tried again for a view', async () => {
    await park('cases');
    const reference = stream.slice('complaint-'.length);
    expect((await cli.json('parked', 'cases', '--retry', reference)).parked).toMatchObject([{ retried: 'done' }]);
    expect((await cli.run(['parked'])).exitCode).toBe(0);
  });

  it('are tried again for a process, by the service itself', async () => {
    await park('acknowledgement');
    const { exitCode, out, err } = await cli.run(['parked', '--retry-all']);
    expect([out, err]).toEqual([expect.stringMatching(/done$/m), '']);
    expect(exitCode).toBe(0);
  });

  it('of an unknown view are refused with the names of all', async () => {
    const { exitCode, err } = await cli.run(['parked', 'x']);
    expect(exitCode).toBe(2);
    expect(err).toContain('acknowledgement');
  });
});

describe('a skipped event', () => {
  const skip = (...more: readonly string[]) =>
    cli.run(['parked', 'cases', '--skip', stream.slice('complaint-'.length), ...more]);

  it('is recorded with its reason, and its complaint goes on', async () => {
    const events = (await cli.run(['export'])).out.trim().split('\n');
    const { id: eventId } = JSON.parse(events.find((line) => JSON.parse(line).data.revision === 1)!);
    await park('cases', { revision: 1, eventId });
    const why = ['--revision', '1', '--reason', 'Written twice.'];
    expect(await skip(...why)).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('goes on without revision 1'),
    });
    // Asked again, it is answered as before.
    expect((await skip(...why)).exitCode).toBe(0);
    const { skipped } = await cli.json('parked', '--skipped');
    expect(skipped).toMatchObject([{ consumer: 'cases', event: eventId, by: 'operator', reason: 'Written twice.' }]);
    expect((await cli.run(['parked', '--skipped'])).out).toMatch(/^cases .* operator +Written twice\.$/m);
    expect((await cli.run(['parked'])).out).toBe('Nothing is parked.\n');
    expect((await cli.run(['check', 'views', 'cases'])).out).toMatch(/1 skipped: see redress parked cases --skipped/);
    expect((await cli.run(['verify'])).exitCode).toBe(0);
  });

  it('is named by its view, revision and reason', async () => {
    const reference = stream.slice('complaint-'.length);
    expect(await cli.run(['parked', '--skip', reference])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('Name the view'),
    });
    expect(await skip()).toMatchObject({ exitCode: 2, err: expect.stringContaining('--revision') });
    expect(await skip('--revision', '1')).toMatchObject({ exitCode: 2, err: expect.stringContaining('--reason') });
    expect(await skip('--revision', 'x', '--reason', 'x')).toMatchObject({ exitCode: 2 });
    expect(await skip('--revision', '1', '--reason', 'x'.repeat(4_001))).toMatchObject({ exitCode: 2 });
    expect(await cli.run(['parked', '--reason', 'x'])).toMatchObject({ exitCode: 2 });
  });

  it('is one that is parked, and not the first of a complaint', async () => {
    const why = ['--reason', 'Written twice.'];
    expect(await skip('--revision', '1', ...why)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('has not parked revision 1'),
    });
    await park('cases');
    expect(await skip('--revision', '0', ...why)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('without its first event'),
    });
    expect((await cli.run(['parked', '--skipped'])).out).toBe('Nothing was skipped.\n');
  });
});
