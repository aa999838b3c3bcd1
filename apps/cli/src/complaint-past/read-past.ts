import { complaintStream } from '@redress/complaints';
import { formatReference } from '@redress/domain';
import { MARK_MISSING_KEYS, type OpenedEvent, type RecordedEvent } from '@redress/eventing';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit/exit-codes.js';
import { Failure } from '../exit/failure.js';
import { openForReading } from '../session/reading.js';
import type { PastOptions } from './past-options.js';

/** A complaint's events, oldest first, up to the wanted moment. Throws a `Failure` for a complaint that is not, or was not yet, there. */
export async function readPast(
  context: CommandContext,
  reference: string,
  { at, atRevision, opened }: PastOptions,
): Promise<readonly OpenedEvent[]> {
  const session = await openForReading(context.config(), { personal: opened === true });
  try {
    const recorded: RecordedEvent[] = [];
    const upTo = atRevision === undefined ? {} : { to: atRevision };
    for await (const event of session.events.read(complaintStream(reference), upTo)) {
      // Known then is what had been recorded then: a later entry about an earlier day was not.
      if (at !== undefined && event.metadata.recordedAt > at) break;
      recorded.push(event);
    }
    if (recorded.length > 0) return await session.codec.open(recorded, MARK_MISSING_KEYS);
  } finally {
    await session.close();
  }
  const then = at === undefined ? '' : ` that was known at ${at}`;
  throw new Failure(`There is no complaint ${formatReference(reference)}${then}.`, EXIT.found);
}
