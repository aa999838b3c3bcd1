import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { statfs } from 'node:fs/promises';
import { Problem } from '../http/problems/problem.js';
import type { RedressConfig } from '../service/configuration/redress-config.js';
import { folderOfUrl } from '../service/engines/engine-kinds.js';
import { CONFIG } from '../service/engines/tokens.js';
import { Metrics } from '../service/operations/metrics.js';

/** How long a look at the disk is good for: hardly anything fits into a disk within that time, and a look costs a system call. */
const LOOK_MS = 1_000;
/** Room is made by people, so nobody needs to ask more often. */
const RETRY_AFTER_SECONDS = 60;

interface Look {
  readonly atMs: number;
  readonly freeBytes: Promise<number | undefined>;
}

/**
 * Keeps the last space of the disks of embedded stores for the work on what was received: new complaints and files are refused before a full
 * disk stops everything. A disk that cannot be asked counts as having room, since its store then says what is wrong.
 */
@Injectable()
export class DiskSpace implements OnModuleInit {
  /** The folder of each embedded store, by the store's name. */
  private readonly folders: ReadonlyMap<string, string>;
  private readonly looks = new Map<string, Look>();
  private readonly countRefusal: (store: string) => void;
  private readonly freeBytesMin: number;

  constructor(
    @Inject(CONFIG) config: RedressConfig,
    private readonly metrics: Metrics,
  ) {
    const { eventStore, keyStore, readStore, attachments } = config;
    const urls = { 'event-store': eventStore, 'key-store': keyStore, 'read-store': readStore, attachments };
    this.folders = new Map(
      Object.entries(urls).flatMap(([store, url]) => {
        const folder = folderOfUrl(url);
        return folder === undefined ? [] : [[store, folder] as const];
      }),
    );
    this.freeBytesMin = config.limits.diskFreeBytesMin;
    this.countRefusal = metrics.counter(
      'redress_disk_refused_total',
      'Complaints and files refused because the disk of a store is nearly full.',
      'store',
      [...this.folders.keys()],
    );
  }

  onModuleInit(): void {
    this.metrics.gauge('redress_disk_free_bytes', 'Bytes free on the disk of an embedded store.', 'store', () =>
      [...this.folders].map(async ([store, folder]) => [store, requireKnown(await this.freeBytes(folder))] as const),
    );
  }

  /** Throws `Problem('disk-nearly-full')` while one of the disks has less room than the settings keep free. */
  async requireRoom(): Promise<void> {
    for (const [store, folder] of this.folders) {
      const free = await this.freeBytes(folder);
      if (free === undefined || free >= this.freeBytesMin) continue;
      this.countRefusal(store);
      throw new Problem('disk-nearly-full', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
  }

  private freeBytes(folder: string): Promise<number | undefined> {
    const atMs = performance.now();
    const last = this.looks.get(folder);
    if (last !== undefined && atMs - last.atMs < LOOK_MS) return last.freeBytes;
    const look = { atMs, freeBytes: freeBytesOf(folder) };
    this.looks.set(folder, look);
    return look.freeBytes;
  }
}

async function freeBytesOf(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function requireKnown(bytes: number | undefined): number {
  if (bytes === undefined) throw new Error('The disk cannot be asked.');
  return bytes;
}
