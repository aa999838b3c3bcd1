import {
  EscapedKeyError,
  fromCloudEvent,
  InvalidCloudEventError,
  parseJson,
  type RecordedEvent,
} from '@redress/eventing';
import { wrongUsage } from '../exit/failure.js';
import { linesOf, type TextLine } from '../text-lines/lines-of.js';
import type { MetOnWalk } from '../verify/chain-walk.js';
import { isOpened } from './opened-event.js';

/** An event of at most 2 MB, and what the envelope says again. */
const LINE_BYTES_MAX = 8 * 1024 * 1024;

/** What stands in an export, line by line: an event, or why the line is none. Throws a `Failure` for an opened export. */
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
    if (error instanceof InvalidCloudEventError) return { unreadable: `It is no exported event: ${error.message}` };
    throw error;
  }
}
