import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from './event.js';
import { requireInLog } from './log-place.js';

/** An event of the log, chained to the one before it in its stream. */
function event(stream: string, revision: number, position: bigint): RecordedEvent {
  const name = `${stream}/${revision}`;
  const metadata = { hash: `hash of ${name}`, previousHash: `hash of ${stream}/${revision - 1}` };
  return { id: name, stream, revision, position, metadata } as RecordedEvent;
}

const LOG = [event('A', 0, 1n), event('A', 1, 2n), event('B', 0, 3n), event('A', 2, 4n), event('B', 1, 5n)];

describe('Events that came by way of a topic', () => {
  const asked: bigint[] = [];
  const log = {
    eventIdAt: async (position: bigint) => {
      asked.push(position);
      return LOG.find((one) => one.position === position)?.id;
    },
  };
  const elsewhere = (one: RecordedEvent): RecordedEvent => ({ ...one, id: 'another' });

  it('are of this log when it has the last of each stream, which the ones before it are chained to', async () => {
    await expect(requireInLog(log, LOG)).resolves.toBeUndefined();
    expect(asked).toEqual([4n, 5n]);
    await expect(requireInLog(log, [])).resolves.toBeUndefined();
  });

  it.each([
    { what: 'the last one of a stream', events: [...LOG.slice(0, 4), elsewhere(LOG[4]!)] },
    {
      what: 'one that the next of its stream does not follow',
      events: [
        LOG[0]!,
        { ...elsewhere(LOG[1]!), metadata: { ...LOG[1]!.metadata, hash: 'of another log' } },
        ...LOG.slice(2),
      ],
    },
    { what: 'one beyond the end of the log', events: [...LOG, event('C', 0, 6n)] },
  ])('are of another log when $what is', async ({ events }) => {
    await expect(requireInLog(log, events)).rejects.toMatchObject({ code: 'another-log' });
  });
});
