import { DeliveryStore } from '@redress/notification';
import { MovedClock, refuseUnusableEngines, SystemClock, type RedressConfig } from '@redress/platform';
import { existsSync } from 'node:fs';
import { wrongUsage } from '../exit/failure.js';
import { embeddedFile } from '../session/engine-files.js';
import { openViews } from '../session/view-owners.js';

/** Works on what webhooks are to deliver, beside a running server. Throws a `Failure` when there are no views yet. */
export async function withDeliveries<Result>(
  config: RedressConfig,
  work: (store: DeliveryStore, now: () => string) => Promise<Result>,
): Promise<Result> {
  await refuseUnusableEngines(config);
  const views = embeddedFile(config.readStore);
  if (views !== undefined && !existsSync(views))
    throw wrongUsage(`There are no views at ${views}. Name the data folder with --data or REDRESS_DATA.`);
  const clock = config.clock ? new MovedClock(config.clock) : new SystemClock();
  const now = (): string => clock.now();
  const readStore = await openViews(config);
  try {
    const store = new DeliveryStore(readStore, now);
    await store.start();
    return await work(store, now);
  } finally {
    await readStore.close();
  }
}
