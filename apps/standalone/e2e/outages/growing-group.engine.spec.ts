import { afterAll, beforeAll, describe } from '@jest/globals';
import { seedOfRun } from '@redress/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { itCameThrough, TroubledOffice, TROUBLES_MS_MAX } from './troubled-office.js';

const SEED = seedOfRun();
const MOMENT_MS_MAX = 1_500;

describe(`Under load, case handling grows to three processes, loses some and grows again (REDRESS_SEED=${SEED}); the system`, () => {
  const trouble = new TroubledOffice(SEED);

  beforeAll(async () => {
    await trouble.start();
    const { redress } = trouble;
    const aMoment = (): Promise<void> => pause(trouble.random.below(MOMENT_MS_MAX));
    await trouble.during('two members joining, one after the other', async () => {
      await redress.restart('case-handling-2');
      await aMoment();
      await redress.restart('case-handling-3');
    });
    await trouble.during('one member killed and one leaving, of three', async () => {
      await aMoment();
      await redress.service('case-handling-2').kill();
      await aMoment();
      await redress.dismiss('case-handling-3');
      await redress.restart('case-handling-2');
    });
    await trouble.during('all members but one leaving at once, and one joining', async () => {
      await Promise.all([redress.dismiss('case-handling-2'), redress.restart('case-handling-4')]);
    });
    await trouble.finish();
  }, TROUBLES_MS_MAX);

  afterAll(() => trouble.close());

  itCameThrough(trouble);
});
