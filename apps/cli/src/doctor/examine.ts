import { ConfigError, type RedressConfig } from '@redress/platform';
import type { CommandContext } from '../context.js';
import { checkAttachments } from './checks/attachments.js';
import { checkDataFolder } from './checks/data-folder.js';
import { checkEngines } from './checks/engines.js';
import { checkHistories } from './checks/histories.js';
import { checkClock, checkDisk, checkNode } from './checks/machine.js';
import { checkKeys } from './checks/keys.js';
import { checkMasterKey } from './checks/master-key.js';
import { checkMail, checkPort } from './checks/network.js';
import { checkPlaces } from './checks/places.js';
import { fail, ok, type Finding } from './finding.js';

/** What is looked at only when asked for, since it takes its time. */
export interface Looks {
  /** Each file that an event names. */
  readonly attachments: boolean;
  /** The key to each personal value. */
  readonly keys: boolean;
}

/** Runs every check, one after another; wrong settings end it, since everything else depends on them. */
export async function examine(context: CommandContext, looks: Looks): Promise<readonly Finding[]> {
  try {
    const config = context.config();
    return [checkNode(), ok('settings', `data in ${config.data}`), ...(await examineWith(config, looks))];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const faults = error.faults.map(({ variable, problem, example }) =>
      fail('settings', `${variable} ${problem}`, `For example ${variable}=${example}`),
    );
    return [checkNode(), ...faults];
  }
}

async function examineWith(config: RedressConfig, { attachments, keys }: Looks): Promise<readonly Finding[]> {
  return [
    ...(await checkDataFolder(config)),
    ...(await checkEngines(config)),
    ...(await checkPlaces(config)),
    await checkHistories(config),
    await checkMasterKey(config),
    ...(keys ? [await checkKeys(config)] : []),
    ...(await checkAttachments(config, attachments)),
    await checkDisk(config),
    checkClock(config),
    await checkPort(config),
    await checkMail(config),
  ];
}
