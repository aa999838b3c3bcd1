import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { CalendarDate } from '@redress/contracts';
import type { PolicyVersion, Instant } from '@redress/domain';
import { toInstant } from '@redress/eventing';
import { Metrics, type StaffDirectory } from '@redress/platform';
import { shippedPolicyOf } from '@redress/policies';
import { MemoryReadStore } from '@redress/testing';
import { FakeChannel } from '../messages/message-room.mother.spec.js';
import { HeldMessages } from '../quiet-hours/held-messages.js';
import { HolidayReminder } from './holiday-reminder.js';
import { StaffMail } from './staff-mail.js';

Logger.overrideLogger(false);

const nobody = { person: new Map(), team: new Map(), role: new Map() };
const ADMINISTRATORS: StaffDirectory = {
  ...nobody,
  role: new Map([['admin', { email: 'admins@example.org', language: 'fa' }]]),
};

/** The holidays of `iran@1` are known to 20 March 2027, those of `generic@1` need no list. */
const versions = ['ir-20-day@1', 'basic@1'].map((version): PolicyVersion => {
  const policy = shippedPolicyOf(version);
  return { policy, standing: 'published' } as unknown as PolicyVersion;
});

describe('Administrators, when the holidays of a calendar run out,', () => {
  let published: readonly PolicyVersion[];
  let mail: FakeChannel;
  let metrics: Metrics;
  let held: HeldMessages;
  let directory: StaffDirectory | undefined;
  let now: Instant;

  beforeEach(async () => {
    published = versions;
    mail = new FakeChannel('email', false);
    metrics = new Metrics();
    held = new HeldMessages(new MemoryReadStore());
    await held.start();
    directory = ADMINISTRATORS;
  });

  const started = () => {
    const policies = { list: () => Promise.resolve(published) };
    return new HolidayReminder({ policies, mail: new StaffMail(mail, held), directory, metrics, now: () => now });
  };
  const look = async (day: CalendarDate, reminder = started()): Promise<number> => {
    now = toInstant(`${day}T08:00:00.000Z`);
    metrics.registry.clear();
    await reminder.round();
    return mail.sent.length;
  };

  it('are told half a year, three months, one month and a week before, and when it is over; each once', async () => {
    const told = [];
    for (const day of [
      '2026-09-20',
      '2026-09-21',
      '2026-10-21',
      '2026-12-20',
      '2027-02-18',
      '2027-03-13',
      '2027-03-20',
      '2027-03-21',
      '2027-05-01',
    ]) {
      told.push(await look(day));
      await look(day);
    }
    expect(told).toEqual([0, 1, 1, 2, 3, 4, 4, 5, 5]);
    expect(mail.sent[0]).toMatchObject({ to: { address: 'admins@example.org' }, language: 'fa' });
    expect(mail.sent[0]?.subject).toContain('۲۹ اسفند ۱۴۰۵');
    expect(mail.sent.every(({ text }) => text.includes('iran@1'))).toBe(true);
  });

  it('are told of the last reason first when nobody looked for long, and once', async () => {
    expect(await look('2027-03-10')).toBe(1);
    expect(mail.sent[0]?.messageId).toBe('holidays.iran.1.30@redress');
  });

  it('are told later when the mail server was away or refused it', async () => {
    const reminder = started();
    mail.isAway = true;
    await expect(look('2027-03-10', reminder)).rejects.toThrow('ECONNREFUSED');
    mail.isAway = false;
    expect(await look('2027-03-10', reminder)).toBe(0);
    mail.outcome = { sent: false, failure: 'smtp-451', uncertain: false };
    now = '2027-03-10T08:05:00.000Z';
    await expect(reminder.round()).rejects.toThrow('smtp-451');
    mail.outcome = { sent: true };
    now = '2027-03-10T08:10:00.000Z';
    await reminder.round();
    expect(mail.sent).toHaveLength(1);
  });

  it('are told once by two replicas that look at the same time', async () => {
    now = '2027-03-10T08:00:00.000Z';
    const [one, other] = [started(), (metrics.registry.clear(), started())];
    await Promise.all([one.round(), other.round()]);
    expect(mail.sent).toHaveLength(1);
  });

  it.each([
    ['the server may have taken it', () => (mail.outcome = { sent: false, failure: 'timeout', uncertain: true })],
    ['its sender was killed after it was sent', () => (mail.killed = 'after-sending')],
  ])('are not told again when %s', async (_why, happens) => {
    happens();
    await expect(look('2027-03-10')).rejects.toThrow();
    const sent = mail.sent.length;
    [mail.outcome, mail.killed] = [{ sent: true }, 'never'];
    expect(await look('2027-03-11')).toBe(sent);
    // The next mark is another message.
    expect(await look('2027-03-13')).toBe(sent + 1);
  });

  it('have a metric of the days left, also where nobody has an address', async () => {
    directory = nobody;
    now = '2027-03-10T08:00:00.000Z';
    await started().round();
    expect(await metrics.registry.metrics()).toContain('redress_holidays_known_days{calendar="iran@1"} 10');
    expect(mail.sent).toEqual([]);
  });

  it('are not told of calendars that no published policy uses', async () => {
    published = versions.map((version) => ({ ...version, standing: 'drafted' }));
    expect(await look('2027-03-21')).toBe(0);
  });
});
