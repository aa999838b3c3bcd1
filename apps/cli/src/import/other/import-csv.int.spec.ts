import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandLine } from '../../command-line.mother.spec.js';

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
});
afterEach(() => cli.close());

const HEADER = 'Ticket,Opened,Subject,Customer,Mail,State,Urgency,Owner,Closed,Result,Product,Remark';
const MAP = `source: desk
zone: Europe/London
fields:
  externalReference: Ticket
  receivedAt: Opened
  description: Subject
  language: { constant: en }
  channel: { constant: web }
  complainantName: Customer
  complainantEmail: Mail
  status: { column: State, values: { Working: open, Done: closed } }
  priority: Urgency
  assignee: Owner
  closedAt: Closed
  outcome: { column: Result, values: { Right: upheld, Wrong: not-upheld } }
  product: Product
skipWhen:
  - { column: State, in: [Spam] }
`;
const OPEN = '1,2026-03-18 10:15,Kettle leaks,Robin Doe,robin@example.org,Working,High,Ada,,,Kettle,';
const CLOSED = '2,2026-03-18 10:15,Lid stuck,Kim Roe,kim@example.org,Done,,,2026-03-20 09:00,Right,Kettle,';
const file = (...rows: readonly string[]) => `${[HEADER, ...rows].join('\n')}\n`;

/** Imports these rows. */
async function imported(...rows: readonly string[]) {
  const [csv, map] = [await cli.write('desk.csv', file(...rows)), await cli.write('map.yaml', MAP)];
  return cli.json('import', 'csv', csv, '--map', map);
}

/** The types of a complaint's events. */
async function typesOf(reference: string): Promise<readonly string[]> {
  return (await cli.json('history', reference)).events.map(({ type }: { readonly type: string }) => type);
}

async function references(): Promise<readonly string[]> {
  const { out } = await cli.run(['export']);
  const streams = out.split('\n').flatMap((line) => /"subject":"complaint-(\w{12,14})"/.exec(line)?.[1] ?? []);
  return [...new Set(streams)];
}

describe("Importing another system's complaints", () => {
  it('records open and closed ones with their dates, and the second time nothing', async () => {
    const first = await imported(OPEN, CLOSED, '3,2026-03-18 10:15,Buy now,,,Spam,,,,,,');
    expect(first).toMatchObject({ rows: 3, added: 2, skipped: 1, rejected: 0 });
    expect(first.standings).toEqual({ 'closed, upheld': 1, open: 1 });
    expect(await imported(OPEN, CLOSED)).toMatchObject({ added: 0, there: 2, events: 0 });
    expect(await cli.json('verify')).toMatchObject({ passed: true, events: first.events });
  });

  it('tries without writing, and says what would be done', async () => {
    const [csv, map] = [await cli.write('desk.csv', file(OPEN, CLOSED)), await cli.write('map.yaml', MAP)];
    const tried = await cli.json('import', 'csv', csv, '--map', map, '--dry-run');
    expect(existsSync(cli.data)).toBe(false);
    const { events, examples } = await imported(OPEN, CLOSED);
    expect(tried).toMatchObject({ dryRun: true, added: 2, events, examples });
    expect(examples[0]).toMatchObject({ line: 2, receivedAt: '2026-03-18T10:15:00.000Z' });
    const { out } = await cli.run(['import', 'csv', csv, '--map', map, '--dry-run']);
    expect(out).toContain('unchanged  2');
  });

  it('makes corrections and further events of a row that was changed since', async () => {
    await imported(OPEN);
    const [reference = ''] = await references();
    const before = await typesOf(reference);
    const changed = OPEN.replace(',Kettle,', ',Kettle 2,').replace('robin@', 'doe@').replace('High', 'Urgent');
    expect(await imported(changed)).toMatchObject({ continued: 1, rejected: 0 });
    expect(await imported(changed)).toMatchObject({ there: 1, events: 0 });
    const since = (await typesOf(reference)).slice(before.length);
    expect(since).toEqual(['DetailsCorrected', 'ComplaintAssessed', 'NoteAdded']);
  });

  it('ends a complaint that ended there, opens it again, and ends it once more', async () => {
    const ended = OPEN.replace('Working', 'Done').replace(',Ada,,,', ',Ada,2026-03-21 10:00,Wrong,');
    for (const row of [OPEN, ended, OPEN, ended.replace('03-21', '03-25')])
      expect(await imported(row)).toMatchObject({ rejected: 0 });
    const [reference = ''] = await references();
    const ends = (await typesOf(reference)).filter((type) => /Closed|Reopened/.test(type));
    expect(ends).toEqual(['ComplaintClosed', 'ComplaintReopened', 'ComplaintClosed']);
  });

  it('takes two rows of one complaint for its earlier and its later state, in their order', async () => {
    const later = OPEN.replace('Working', 'Done').replace(',Ada,,,', ',Ada,2026-03-21 10:00,Wrong,');
    expect(await imported(OPEN, later, later)).toMatchObject({ added: 1, continued: 1, there: 1, rejected: 0 });
  });

  it('takes what programs write for nothing as nothing, and a guarded value as it was', async () => {
    const bare = OPEN.replace('robin@example.org', 'N/A').replace(',Ada,,', ',Unassigned,-,');
    expect(await imported(bare.replace('Kettle leaks', `'-5 degrees`))).toMatchObject({ added: 1, rejected: 0 });
    const [reference = ''] = await references();
    const [received] = (await cli.json('history', reference, '--opened')).events;
    expect(received.data).toMatchObject({ description: '-5 degrees', complainant: { name: 'Robin Doe' } });
    expect(received.data.complainant).not.toHaveProperty('email');
    expect(await typesOf(reference)).not.toContain('ComplaintAssigned');
  });

  it('rejects bad rows by line, column and field, and takes them once mended', async () => {
    const [csv, map] = [
      await cli.write(
        'desk.csv',
        file(OPEN.replace('Working', 'Parked'), CLOSED.replace(',Right', ','), OPEN.replace('1,', '7,')),
      ),
      await cli.write('map.yaml', MAP),
    ];
    const { exitCode, err } = await cli.run(['import', 'csv', csv, '--map', map]);
    expect(exitCode).toBe(1);
    expect(err).toContain('line 2, State (status): is none of the words that the map knows: Working, Done');
    expect(err).toContain('line 3, Result (outcome): is missing, and the complaint is closed');
    const mended = (await cli.text('desk.csv.rejects.csv'))
      .replace('Parked', 'Working')
      .replace('09:00,,', '09:00,Right,');
    const again = await cli.write('mended.csv', mended);
    expect(await cli.json('import', 'csv', again, '--map', map)).toMatchObject({ added: 2, rejected: 0 });
  });

  it('names each fault of a map by line and column, and who was probably meant', async () => {
    const csv = await cli.write('desk.csv', file(OPEN));
    const faulty = async (text: string) => cli.run(['import', 'csv', csv, '--map', await cli.write('map.yaml', text)]);
    const unknown = await faulty(MAP.replace('product: Product', 'product: Produkt'));
    expect(unknown.exitCode).toBe(2);
    expect(unknown.err).toContain(
      'map.yaml:16:12: /fields/product: The file has no column "Produkt". Did you mean "Product"?',
    );
    expect((await faulty(MAP.replace('assignee:', 'asignee:'))).err).toContain(
      'map.yaml:13:12: /fields/asignee: Is unknown. Did you mean assignee?',
    );
    expect((await faulty(MAP.replace('Done: closed', 'Done: shut'))).err).toContain(
      'map.yaml:11:59: /fields/status/values/Done',
    );
    expect((await faulty(`${MAP}  zone: [`)).err).toMatch(/map\.yaml:\d+:\d+: /);
  });

  it('places a complaint under the policy that its row names, which must be published', async () => {
    const csv = await cli.write('desk.csv', file(OPEN));
    const map = await cli.write('map.yaml', MAP.replace('skipWhen', '  policy: { constant: generic@2 }\nskipWhen'));
    expect(await cli.json('import', 'csv', csv, '--map', map)).toMatchObject({ rejected: 1 });
    await cli.run([
      'policy',
      'publish',
      join(import.meta.dirname, '../../../../../libs/policies/presets/generic.v2.yaml'),
    ]);
    expect(await cli.json('import', 'csv', csv, '--map', map)).toMatchObject({ added: 1 });
    const { out } = await cli.run(['export']);
    expect(out).toContain('generic@2');
  });
});
