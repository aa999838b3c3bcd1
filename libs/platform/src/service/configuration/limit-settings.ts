import { ATTACHMENT_BYTES_MAX } from '@redress/contracts';
import type { RedressConfig, SessionSettings } from './redress-config.js';
import type { Settings } from './settings.js';

const BYTES_PER_MEGABYTE = 1_048_576;
const MEGABYTES = 10;
const MEGABYTES_MAX = ATTACHMENT_BYTES_MAX / BYTES_PER_MEGABYTE;
/** Default of how many files of the largest size may be in progress at once. */
const LARGEST_AT_ONCE = 5;
const AT_ONCE_MEGABYTES_MAX = 9_999;

/** Default for one client: whoever shares an address with hundreds of others behind one gateway can still complain. */
const LODGINGS_PER_CLIENT = 2_000;
/** Default for one contact: far more than a person has to complain of, few enough to flood no mailbox. */
const LODGINGS_PER_CONTACT = 50;
/** Default: the work on thousands of complaints. */
const DISK_MEGABYTES_FREE = 200;
/** Default for one client: ten complaints with all their files. */
const LARGEST_PER_CLIENT = 200;
/** Default: what a laptop handles within a minute or two. */
const BACKLOG_EVENTS = 20_000;
const LIMIT_MAX = 9_999_999;

/** Reads the limits on files, on use without a staff token and on work not done yet. */
export function readLimits(
  settings: Settings,
): Pick<RedressConfig, 'attachmentBytesMax' | 'attachmentBytesAtOnceMax' | 'limits'> {
  const bytesOf = (variable: string, min: number, max: number, otherwise: number): number =>
    (readWhole(settings, variable, 'a whole number of megabytes', { min, max }) ?? otherwise) * BYTES_PER_MEGABYTE;
  const countOf = (variable: string, otherwise: number): number =>
    readWhole(settings, variable, 'a whole number', { min: 1, max: LIMIT_MAX }) ?? otherwise;
  const attachmentBytesMax = bytesOf('REDRESS_ATTACHMENT_MEGABYTES', 1, MEGABYTES_MAX, MEGABYTES);
  // With less room than the largest file needs, that file would never be accepted.
  const largest = attachmentBytesMax / BYTES_PER_MEGABYTE;
  const ofFiles = (variable: string, max: number, files: number): number =>
    bytesOf(variable, largest, max, largest * files);
  return {
    attachmentBytesMax,
    attachmentBytesAtOnceMax: ofFiles('REDRESS_ATTACHMENT_MEGABYTES_AT_ONCE', AT_ONCE_MEGABYTES_MAX, LARGEST_AT_ONCE),
    limits: {
      lodgingsPerClient: countOf('REDRESS_LODGINGS_PER_CLIENT', LODGINGS_PER_CLIENT),
      lodgingsPerContact: countOf('REDRESS_LODGINGS_PER_CONTACT', LODGINGS_PER_CONTACT),
      diskFreeBytesMin: bytesOf('REDRESS_DISK_MEGABYTES_FREE', 1, LIMIT_MAX, DISK_MEGABYTES_FREE),
      backlogEventsMax: countOf('REDRESS_BACKLOG_EVENTS', BACKLOG_EVENTS),
      uploadBytesPerClient: ofFiles('REDRESS_UPLOAD_MEGABYTES_PER_CLIENT', LIMIT_MAX, LARGEST_PER_CLIENT),
    },
  };
}

const SECONDS_PER_MINUTE = 60;
/** Default: a working day with its break. */
const IDLE_MINUTES = 480;
const SESSION_MINUTES = 1_440;
/** Thirty days. */
const SESSION_MINUTES_MAX = 43_200;

/** Reads how long members of staff stay signed in. Never longer idle than at all. */
export function readSessions(settings: Settings): SessionSettings {
  const minutesOf = (variable: string, max: number, otherwise: number): number =>
    readWhole(settings, variable, 'a whole number of minutes', { min: 1, max }) ?? Math.min(otherwise, max);
  const end = minutesOf('REDRESS_SESSION_MINUTES', SESSION_MINUTES_MAX, SESSION_MINUTES);
  const idle = minutesOf('REDRESS_SESSION_IDLE_MINUTES', end, IDLE_MINUTES);
  return { idleSeconds: idle * SECONDS_PER_MINUTE, endSeconds: end * SECONDS_PER_MINUTE };
}

/** Default: a year, and a month to look back on it. */
const ACCESS_LOG_DAYS = 400;
/** Ten years. */
const ACCESS_LOG_DAYS_MAX = 3_650;

/** Reads for how many days the access log is kept. */
export function readAccessLogDays(settings: Settings): number {
  const range = { min: 1, max: ACCESS_LOG_DAYS_MAX };
  return readWhole(settings, 'REDRESS_ACCESS_LOG_DAYS', 'a whole number of days', range) ?? ACCESS_LOG_DAYS;
}

function readWhole(
  settings: Settings,
  variable: string,
  what: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  const fault = { problem: `must be ${what} from ${min} to ${max}.`, example: String(min * 10) };
  return settings.read(variable, fault, (value) =>
    /^[1-9]\d{0,6}$/.test(value) && Number(value) >= min && Number(value) <= max ? Number(value) : undefined,
  );
}
