import { afterAll, beforeAll, describe } from '@jest/globals';
import { seedOfRun } from '@redress/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { itCameThrough, TroubledOffice, TROUBLES_MS_MAX } from './troubled-office.js';

const SEED = seedOfRun();
const CONSUMERS = ['case-handling', 'notification', 'analytics', 'intake'] as const;
/** Latest moment of a kill. Under this load a consumer nearly always has uncommitted effects in hand. */
const MOMENT_MS_MAX = 2_000;

describe(`Under load, each consumer is killed twice at random moments (REDRESS_SEED=${SEED}); the system`, () => {
  const trouble = new TroubledOffice(SEED);

  beforeAll(async () => {
    await trouble.start();
    for (const time of ['first', 'second']) {
      // Concurrently, because each group waits a quarter of a minute for its dead member.
      await trouble.during(`the ${time} kill of each consumer`, async () => {
        await Promise.all(CONSUMERS.map(kill));
      });
    }
    await trouble.finish();
  }, TROUBLES_MS_MAX);

  afterAll(() => trouble.close());

  async function kill(name: string): Promise<void> {
    await pause(trouble.random.below(MOMENT_MS_MAX));
    await trouble.redress.service(name).kill();
    await trouble.redress.restart(name);
  }

  itCameThrough(trouble);
});
