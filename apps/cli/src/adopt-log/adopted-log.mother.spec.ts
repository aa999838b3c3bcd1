import { expect } from '@jest/globals';
import { eventually, type RunningRedress } from '@redress/testing';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandLine } from '../command-line.mother.spec.js';
import { does, lodge, type Lodged, messagesOf, readiness, tracked } from '../commands/restored-log.mother.spec.js';
import type { Receivers } from './receivers.mother.spec.js';

/** A system whose log can be restored to an earlier state. */
export interface RestoredSystem {
  readonly receivers: Receivers;
  readonly cli: CommandLine;
  readonly data: string;
  start(): Promise<RunningRedress>;
  backUp(): Promise<void>;
  /** Restores while stopped or running, as the engine allows. */
  restore(): Promise<void>;
}

/** A process needs time to reconnect to its server, and then to notice the restore. */
const NOTICED_MS = 20_000;
const EVENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f-]{21}$/;
const SOME = { description: 'A fee was taken twice.' };

/**
 * Lodges 5 complaints, takes a backup of the log, lodges 20 more, writes to a complainant of the 5, restores the log, and lodges 30 more,
 * so that the log becomes longer than it was. Every complainant can be reached, half of them by mail and half by text message.
 */
export async function livesThroughRestore(system: RestoredSystem): Promise<void> {
  const { receivers, cli } = system;
  const reached = (complaints: number, reports: number, repeats = 0): Promise<unknown> =>
    eventually(
      async () => receivers.counts,
      ({ mails, texts, events }) => mails + texts === complaints + reports && events === complaints + reports + repeats,
      NOTICED_MS,
    );

  await using before = await system.start();
  const kept = await lodgeReachable(before, 5);
  await reached(5, 0);
  await expectSettled(before, kept);
  expect(await before.stop()).toBe(0);
  await system.backUp();

  await using second = await system.start();
  const lost = [...(await lodgeReachable(second, 19)), await lodgeRepeated(second)];
  await report(second, kept[0]!, 'We are looking into it.');
  await reached(25, 1);
  await eventually(
    () => messagesOf(second, [...kept, ...lost]),
    (outcomes) => outcomes.length === 26 && outcomes.every((outcome) => outcome === 'sent'),
  );
  expect(await second.stop()).toBe(0);
  await system.restore();

  await using after = await system.start();
  const { checks } = await eventually(
    () => readiness(after),
    (ready) => ready.checks['process:acknowledgement'] === 'another-log',
    NOTICED_MS,
  );
  for (const name of ['progress-report', 'staff-notices', 'carry-over', 'held-messages', 'webhook-deliveries'])
    expect([name, checks[`process:${name}`]]).toEqual([name, 'another-log']);
  // On the same complaint, at the revision of the lost report.
  await report(after, kept[0]!, 'The bank has answered.');
  await lodgeReachable(after, 30);
  // Records an event again whose message was sent although the log has lost the record.
  expect(await lodgeRepeated(after)).toEqual(lost.at(-1));

  expect((await cli.run(['doctor'])).out).toMatch(/^fail +process acknowledgement .*-> redress adopt-log$/m);
  const refused = await cli.run(['rebuild', '--all']);
  expect([refused.exitCode, refused.err]).toEqual([2, expect.stringContaining('redress adopt-log')]);
  const asked = await cli.run(['adopt-log']);
  expect([asked.exitCode, asked.err]).toEqual([1, '']);
  expect(asked.out).toMatch(/^acknowledgement +\d+ .* +20$/m);
  expect(asked.out).toMatch(/^progress-report +\d+ .* +1$/m);
  expect(asked.out).toMatch(/^webhook-deliveries +\d+ .* +21$/m);
  expect(asked.out).toContain('Nothing was changed.');
  expect((await readiness(after)).checks['process:acknowledgement']).toBe('another-log');
  expect(receivers.counts).toMatchObject({ mails: 15, texts: 11, events: 26 });

  const adopted = await cli.json('adopt-log', '--yes');
  expect(adopted).toMatchObject({ done: true, knowsMessages: true });
  expect((await readdir(system.data)).map((name) => join(system.data, name))).toContain(adopted.report);
  expect((await cli.run(['rebuild', '--all'])).exitCode).toBe(0);
  await reached(55, 2, 1);
  await eventually(
    () => readiness(after),
    ({ status }) => status === 200,
    NOTICED_MS,
  );
  const last = await lodgeReachable(after, 1);
  await reached(56, 2, 1);
  await expectSettled(after, last);
  // Other systems are notified at least once, and recognize a repeat by the id of its event.
  expect(receivers.doubled).toEqual([expect.stringMatching(EVENT_ID)]);
  expect(receivers.counts).toEqual({ mails: 32, texts: 26, events: 59 });
  expect((await cli.run(['adopt-log'])).out.trim()).toBe('The checkpoints of all processes are in this log.');
}

/** Lodges for complainants who can be reached: every second one only by telephone. */
async function lodgeReachable(redress: RunningRedress, count: number): Promise<readonly Lodged[]> {
  const lodged: Lodged[] = [];
  for (let index = 0; index < count; index += 1) {
    const contact = index % 2 === 0 ? { email: 'ruth@example.org' } : { phone: '+441632960001' };
    lodged.push(...(await lodge(redress, 1, { ...SOME, complainant: { name: 'Ruth', ...contact } })));
  }
  return lodged;
}

/** Lodges a complaint like a client that repeats a request: always the same one. */
async function lodgeRepeated(redress: RunningRedress): Promise<Lodged> {
  const body = { ...SOME, complainant: { name: 'Rosa', email: 'rosa@example.org' } };
  const [lodged] = await lodge(redress, 1, body, { 'idempotency-key': 'f3b0c7a2-5a0e-4b6f-9a57-1a1d5f0b8e11' });
  return lodged!;
}

function report(redress: RunningRedress, { reference }: Lodged, text: string): Promise<void> {
  return does(redress, reference, 'report-progress', { text });
}

async function expectSettled(redress: RunningRedress, some: readonly Lodged[]): Promise<void> {
  await eventually(
    () => tracked(redress, some),
    (answers) => answers.length === 1 && answers[0] === 200,
  );
}
