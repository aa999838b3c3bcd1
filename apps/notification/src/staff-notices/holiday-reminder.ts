import { Logger } from '@nestjs/common';
import { type Instant, epochMsOf } from '@redress/domain';
import type { Metrics, Rounds, StaffDirectory } from '@redress/platform';
import { holidayLists, LIST_ENDS_DAYS, type HolidayList, type Policies } from '@redress/policies';
import { text } from '@redress/texts';
import type { StaffMail } from './staff-mail.js';

/** Days before the end of a list at which administrators are reminded, the last of them when it is over. */
const MARKS: readonly number[] = [LIST_ENDS_DAYS, 90, 30, 7, -1];
const ADMINISTRATORS = 'admin';
/** Version of the texts `staff-holidays.*`: change it with any of them. */
const TEMPLATE = 'staff-holidays@1';
const LOOK_MS = 3_600_000;
/** After a failure, such as a mail server that cannot be reached. */
const RETRY_MS = 300_000;

export interface HolidayReminderParts {
  readonly policies: Pick<Policies, 'list'>;
  readonly mail: StaffMail;
  readonly directory: StaffDirectory | undefined;
  readonly metrics: Metrics;
  readonly now: () => Instant;
}

/**
 * Makes sure that somebody knows before the holidays of a policy's calendar run out, beyond which limits in working time have no due date:
 * a warning in the log, a metric, and a message to the address of the role `admin` at each of the {@link MARKS}.
 */
export class HolidayReminder implements Rounds {
  private readonly logger = new Logger('holidays');
  private readonly warned = new Set<string>();
  private lists: readonly HolidayList[] = [];
  private nextLookMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: HolidayReminderParts) {
    parts.metrics.gauge(
      'redress_holidays_known_days',
      'Days for which the holidays of a calendar of a published policy are known.',
      'calendar',
      () => this.lists.map((list) => Promise.resolve([list.calendar, list.daysLeft] as const)),
    );
  }

  /** Looks once an hour. Throws when a store or the mail server fails. */
  async round(): Promise<number> {
    const nowMs = epochMsOf(this.parts.now());
    if (nowMs < this.nextLookMs) return 0;
    this.nextLookMs = nowMs + RETRY_MS;
    this.lists = holidayLists(await this.parts.policies.list(), this.parts.now());
    for (const list of this.lists) {
      const mark = MARKS.findLast((days) => list.daysLeft <= days);
      if (mark !== undefined) await this.remind(list, mark);
    }
    this.nextLookMs = nowMs + LOOK_MS;
    return 0;
  }

  private async remind(list: HolidayList, mark: number): Promise<void> {
    const { calendar, endsOn } = list;
    const { mail, directory } = this.parts;
    const messageId = `holidays.${calendar.replace('@', '.')}.${mark}@redress`;
    if (!this.warned.has(messageId)) {
      this.warned.add(messageId);
      this.logger.warn(
        `The holidays of ${calendar} are known to ${endsOn}. Limits in working time beyond have no due date: ` +
          'publish policies with a calendar of more years (redress calendar --help).',
      );
    }
    const contact = directory?.role.get(ADMINISTRATORS);
    if (contact === undefined) return;
    const { language, email: address } = contact;
    const values = { calendar, ends: { day: endsOn } };
    const outcome = await mail.send({
      messageId,
      occasion: endsOn,
      purpose: 'escalation',
      template: TEMPLATE,
      staff: { kind: 'role', name: ADMINISTRATORS },
      address,
      language,
      subject: text(language, 'staff-holidays.subject', values),
      text: `${text(language, 'staff-holidays.text', values)}\n`,
    });
    if (outcome?.sent === false)
      throw new Error(`The reminder that a list of holidays ends was not sent: ${outcome.failure}.`);
  }
}
