import { ATTACHMENT_BYTES_MAX } from '@redress/contracts';
import type { RedressConfig } from './redress-config.js';
import type { Settings } from './settings.js';

const BYTES_PER_MEGABYTE = 1_048_576;
const MEGABYTES = 10;
const MEGABYTES_MAX = ATTACHMENT_BYTES_MAX / BYTES_PER_MEGABYTE;
/** So many of the largest files at once, unless it is set. */
const LARGEST_AT_ONCE = 5;
const AT_ONCE_MEGABYTES_MAX = 9_999;

/** How large a file may be, and how many bytes of files a process has in hand at once. */
export function readAttachmentLimits(
  settings: Settings,
): Pick<RedressConfig, 'attachmentBytesMax' | 'attachmentBytesAtOnceMax'> {
  const megabytes = readMegabytes(settings, 'REDRESS_ATTACHMENT_MEGABYTES', 1, MEGABYTES_MAX) ?? MEGABYTES;
  // With less room than one file needs, the largest would never be taken.
  const atOnce = readMegabytes(settings, 'REDRESS_ATTACHMENT_MEGABYTES_AT_ONCE', megabytes, AT_ONCE_MEGABYTES_MAX);
  return {
    attachmentBytesMax: megabytes * BYTES_PER_MEGABYTE,
    attachmentBytesAtOnceMax: (atOnce ?? megabytes * LARGEST_AT_ONCE) * BYTES_PER_MEGABYTE,
  };
}

function readMegabytes(settings: Settings, variable: string, min: number, max: number): number | undefined {
  const fault = { problem: `must be a whole number of megabytes from ${min} to ${max}.`, example: String(min * 10) };
  return settings.read(variable, fault, (value) =>
    /^[1-9]\d{0,3}$/.test(value) && Number(value) >= min && Number(value) <= max ? Number(value) : undefined,
  );
}
