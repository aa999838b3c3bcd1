import { Logger } from '@nestjs/common';
import { type Instant, epochMsOf, type StaffList, type StaffRecipient } from '@redress/domain';
import type { ProcessManager, ProjectedEvent } from '@redress/eventing';
import { staffListIn, type StaffContact, type StaffDirectory } from '@redress/platform';
import { text } from '@redress/texts';
import { staffMark } from '../messages/message-id.js';
import type { HeldMessages } from '../quiet-hours/held-messages.js';
import { type DutiesOfEvents, type Duty, DUTY_EVENTS } from './duties.js';
import { NEWS_DAYS_MAX } from './staff-notice.process.js';
import type { StaffMail } from './staff-mail.js';

/** Name under which the process stores its position. */
export const DUTY_NOTICES_PROCESS = 'duty-notices';
/** What is held for {@link DutyNotices}, and nothing else. */
export const DUTY_NOTICES_PURPOSE = 'task';
/** Change with any of the texts `staff-policy-*` and `staff-action-*`. */
const VERSION = 1;
const DAY_MS = 86_400_000;

/**
 * Notes what gives members of staff something to do outside of complaints: policies that wait for a second person, and corrective actions.
 *
 * Starts at an event of {@link DUTY_EVENTS}; ends when {@link DutyNotices} has nothing more to tell of it. It only notes the event, among the
 * messages that are held, so that no mail server holds up the log. It throws when the read store fails, and the event is redelivered.
 */
export class DutyNoticeProcess implements ProcessManager {
  readonly name = DUTY_NOTICES_PROCESS;
  /** Streams of policies and of systemic problems: what it reacts to is in no others. */
  readonly streamPrefix = '';
  readonly reactsTo = DUTY_EVENTS;

  constructor(private readonly held: Pick<HeldMessages, 'hold'>) {}

  on(event: ProjectedEvent): Promise<void> {
    return this.held.hold({ ...heldFor(event), heldUntil: event.recordedAt });
  }
}

function heldFor({ stream, revision }: Pick<ProjectedEvent, 'stream' | 'revision'>) {
  return { messageId: `duty.${stream}.${revision}@redress`, purpose: DUTY_NOTICES_PURPOSE, stream, revision } as const;
}

export interface DutyNoticeParts {
  readonly duties: Pick<DutiesOfEvents, 'of'>;
  readonly mail: StaffMail;
  readonly held: Pick<HeldMessages, 'hold'>;
  /** Undefined: no staff member receives messages. */
  readonly directory: StaffDirectory | undefined;
  /** Where pages are; undefined: messages carry no link. */
  readonly publicUrl: string | undefined;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => Instant;
}

interface Addressee extends StaffContact {
  readonly staff: StaffRecipient;
  readonly isDeputy: boolean;
}

/**
 * Tells members of staff of what {@link DutyNoticeProcess} noted, as soon as it is due: each who has an address, once, in a message that names no
 * person and says nothing of the matter. What they did already, or what lies two weeks back, is not news.
 */
export class DutyNotices implements Pick<ProcessManager, 'on'> {
  private readonly logger = new Logger('staff');
  private readonly staff: StaffList | undefined;

  constructor(private readonly parts: DutyNoticeParts) {
    this.staff = parts.directory && staffListIn({ staff: parts.directory });
  }

  /** Throws while the mail server is unreachable or puts something off: then the rest is told later. */
  async on(event: ProjectedEvent): Promise<void> {
    const at = this.parts.now();
    const { now: duty, next } = await this.parts.duties.of(event, at);
    if (duty !== undefined && epochMsOf(at) - epochMsOf(duty.since) <= NEWS_DAYS_MAX * DAY_MS)
      for (const addressee of this.addressees(duty)) await this.tell(addressee, duty, event);
    if (next !== undefined) await this.parts.held.hold({ ...heldFor(event), heldUntil: next });
  }

  /** Each address once: of a role that has one, or of a person, who may be the deputy of another. */
  private addressees({ recipients, owner }: Duty): readonly Addressee[] {
    const at = this.parts.now();
    const found = recipients.flatMap(({ kind, name }): Addressee[] => {
      const deputy = kind === 'person' && name === owner ? this.staff?.deputyOf(name, at) : undefined;
      const staff = { kind, name: deputy ?? name };
      const contact = this.parts.directory?.[kind].get(staff.name);
      return contact === undefined ? [] : [{ ...contact, staff, isDeputy: deputy !== undefined }];
    });
    return found.filter(({ email }, index) => found.findIndex((one) => one.email === email) === index);
  }

  private async tell(
    { staff, email, language, isDeputy }: Addressee,
    duty: Duty,
    event: ProjectedEvent,
  ): Promise<void> {
    const { name, purpose, values, page } = duty;
    const { publicUrl } = this.parts;
    const lines = [
      text(language, `${name}.text`, values),
      ...(isDeputy ? [text(language, 'staff-deputy-owner')] : []),
      ...(publicUrl === undefined ? [] : [new URL(page, publicUrl).href]),
    ];
    const outcome = await this.parts.mail.send({
      messageId: `${name}.${event.stream}.${event.revision}.${staffMark(staff)}@redress`,
      occasion: event.id,
      purpose,
      template: `${name}@${VERSION}`,
      staff,
      address: email,
      language,
      subject: text(language, `${name}.subject`, values),
      text: `${lines.join('\n')}\n`,
    });
    if (outcome?.sent !== false) return;
    const { failure, temporary } = outcome;
    if (temporary === true) throw new Error(`A notice to staff was put off by the mail server: ${failure}.`);
    this.logger.warn(
      `A notice of a ${staff.kind} (${name}) was not sent: ${failure}. Correct the address in REDRESS_STAFF.`,
    );
  }
}
