import {
  EscapedKeyError,
  fromCloudEvent,
  InvalidCloudEventError,
  type OpenedEvent,
  parseJson,
  type RecordedEvent,
  toCloudEvent,
} from '@redress/eventing';
import { wrongUsage } from '../exit.js';
import { linesOf, type TextLine } from '../text-lines.js';
import type { MetOnWalk } from '../verify/log-faults.js';

/** An event of at most 2 MB, plus the envelope. */
const LINE_BYTES_MAX = 8 * 1024 * 1024;

/** Reads an export line by line: an event, or why the line is unreadable. Throws a `Failure` for an opened export. */
export async function* exportedEvents(
  file: string,
  onProgress: (bytes: number) => void = () => undefined,
): AsyncGenerator<MetOnWalk & { readonly line: number }> {
  for await (const line of linesOf(file, LINE_BYTES_MAX)) {
    onProgress(line.endsAtByte);
    if (line.fault === undefined && line.text.trim() === '') continue;
    yield { line: line.number, ...metIn(file, line) };
  }
}

function metIn(file: string, { number, text, fault }: TextLine): MetOnWalk {
  if (fault !== undefined) return { unreadable: `The line is ${fault}.` };
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    if (error instanceof EscapedKeyError) return { unreadable: error.message };
    // Without the cause: a syntax error quotes the text that it could not parse.
    return { unreadable: 'The line is not JSON.' };
  }
  if (isOpened(value)) {
    throw wrongUsage(
      `${file}: line ${number} is of an opened export, which cannot be verified or imported. Export again without --opened.`,
    );
  }
  return eventIn(value);
}

function eventIn(value: unknown): { readonly event: RecordedEvent } | { readonly unreadable: string } {
  try {
    return { event: fromCloudEvent(value) };
  } catch (error) {
    if (error instanceof InvalidCloudEventError) return { unreadable: `It is not an exported event: ${error.message}` };
    throw error;
  }
}

/** An event with its personal values in clear, as in an opened export. No store accepts it: its hash is that of the sealed event. */
export function toOpenedCloudEvent({ reason, metadata, ...event }: OpenedEvent): object {
  return {
    ...toCloudEvent({ ...event, metadata: { ...metadata, ...(reason !== undefined && { reason }) } }),
    opened: true,
  };
}

/** Tells whether a line belongs to an opened export. */
function isOpened(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'opened' in value && value.opened === true;
}
