import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, seedOfRun } from '@redress/testing';
import { canHave, type EventStoreDbFault } from '@redress/testing/engines';
import { setTimeout as pause } from 'node:timers/promises';
import {
  asToldToClient,
  COME_AGAIN,
  type RepeatedCommand,
  commandsToRepeat,
  itCameThrough,
  notReadyByProcess,
  TroubledOffice,
  TROUBLES_MS_MAX,
} from './troubled-office.js';

const SEED = seedOfRun();
/** Time in which the store's clients notice the kill and drop their connections. */
const NOTICED_MS = 1_500;
const ERRING_MS = 1_000;
const STALLED_MS_MAX = 4_000;
/** Appends written but not acknowledged before the process dies. */
const UNANSWERED = 6;

type LostAcknowledgements = Extract<EventStoreDbFault, { readonly kind: 'lose-acknowledgements' }>;

describe(`Under load, the event store falls silent, errs and is killed between write and answer (REDRESS_SEED=${SEED}); the system`, () => {
  const trouble = new TroubledOffice(SEED);
  let commands: readonly RepeatedCommand[];
  let whileAway: readonly Answer[];
  let notReady: ReadonlyMap<string, readonly string[]>;
  let afterwards: readonly Answer[];

  beforeAll(async () => {
    await trouble.start();
    commands = await commandsToRepeat(trouble);
    const { eventStore } = trouble.redress.engines;
    await trouble.during('a kill -9 of the event store between write and answer', async () => {
      await loseAcknowledgements('after-writing', 'silence');
      await pause(trouble.random.below(1_000));
      await eventStore.kill();
      await pause(NOTICED_MS);
      notReady = await notReadyByProcess(trouble);
      whileAway = await Promise.all(commands.map((command) => command.send()));
      await eventStore.startAgain();
    });
    await trouble.during('lost appends, lost acknowledgements and a stall of the event store', async () => {
      for (const when of ['before-writing', 'after-writing'] as const) {
        await loseAcknowledgements(when, 'error');
        await pause(ERRING_MS);
      }
      await eventStore.fault({ kind: 'stall' });
      await pause(trouble.random.below(STALLED_MS_MAX));
      await eventStore.fault({ kind: 'heal' });
    });
    afterwards = await Promise.all(commands.map((command) => command.send()));
    await trouble.finish();
  }, TROUBLES_MS_MAX);

  afterAll(() => trouble.close());

  async function loseAcknowledgements(when: LostAcknowledgements['when'], how: LostAcknowledgements['how']) {
    const fault: LostAcknowledgements = { kind: 'lose-acknowledgements', count: UNANSWERED, when, how };
    if (canHave(fault)) await trouble.redress.engines.eventStore.fault(fault);
    else
      process.stderr.write(
        'No acknowledgement is lost: only the stand-in can have that. The server is killed and stalls.\n',
      );
  }

  itCameThrough(trouble);

  it('told clients within seconds to come again', () => {
    expect(whileAway.map(asToldToClient)).toEqual(commands.map(() => COME_AGAIN));
  });

  it('did what they asked when they came', () => {
    expect(afterwards.map(({ status }) => status)).toEqual([201, 200]);
  });

  it('said of each process that the event store was away', () => {
    expect([...notReady].filter(([, checks]) => !checks.includes('event-store'))).toEqual([]);
  });
});
