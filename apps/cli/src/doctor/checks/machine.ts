import { jsonFault } from '@redress/eventing';
import type { RedressConfig } from '@redress/platform';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail, ok, warn, type Finding } from '../finding.js';

const NODE_MAJOR = 26;
const MEBIBYTE = 1024 * 1024;
const FREE_MIB_NEEDED = 100;
const FREE_MIB_COMFORTABLE = 1_024;

/** The Node that runs this. */
export function checkNode(version: string = process.versions.node, fault = jsonFault): Finding {
  if (Number.parseInt(version, 10) < NODE_MAJOR) {
    return fail(
      'node',
      `Node ${version} is too old.`,
      `Run \`npx redress\`, which uses the pinned Node ${NODE_MAJOR}.`,
    );
  }
  return fault === undefined ? ok('node', `Node ${version}`) : warn('node', fault, 'Use Node 26.12.1 or later.');
}

/** Room on the disk that holds the data folder. */
export async function checkDisk({ data }: RedressConfig): Promise<Finding> {
  const { bavail, bsize } = await statfs(existing(data));
  const free = Math.floor((bavail * bsize) / MEBIBYTE);
  const detail = `${free} MiB free`;
  if (free < FREE_MIB_NEEDED) return fail('disk', detail, 'Free some space: a full disk refuses every command.');
  if (free < FREE_MIB_COMFORTABLE) return warn('disk', detail, 'Free some space before it runs out.');
  return ok('disk', detail);
}

/** A clock that was moved. */
export function checkClock({ clock }: RedressConfig): Finding {
  return clock === undefined
    ? ok('clock', `the machine's: ${new Date().toISOString()}`)
    : warn(
        'clock',
        `starts at ${clock.start} and runs ${clock.rate} times as fast`,
        'Unset REDRESS_CLOCK for real work.',
      );
}

function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}
