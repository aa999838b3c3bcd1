import { describe, expect, it } from '@jest/globals';
import { sealedEvents } from '@redress/testing';
import { all, ServerBench } from '../server.fixture.spec.js';

/** Both shorter and longer than sending three megabytes takes: the attempt is abandoned at every stage. */
const attempts_ms = [5, 10, 20, 40, 80];

describe('An append that is given up while it is on its way to the server', () => {
  const bench = new ServerBench({ maxAppendSize: 8 * 1024 * 1024 });

  it('is written whole or not at all, and whole when it is repeated', async () => {
    for (const attempt_ms of attempts_ms) {
      const stream = `complaint-${attempt_ms}` as const;
      const events = sealedEvents(stream, { count: 50, data: { text: 'x'.repeat(60_000) } });
      const hasty = await bench.open({ attempt_ms, total_ms: 200 });
      await hasty.append(stream, 'none', events).catch(() => undefined);
      const patient = await bench.open({ attempt_ms: 20_000 });
      await patient.append(stream, 'none', events);
      const recorded = (await all(patient)).filter((event) => event.stream === stream);
      expect(recorded.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    }
  });
});
