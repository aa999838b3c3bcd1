import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@redress/eventing';
import {
  CONFIG,
  ENGINES,
  type Engines,
  EVENT_STORE,
  ReadinessChecks,
  type RedressConfig,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import { fail, type Finding, ok, warn } from './finding.js';
import { holidayFindings } from './holiday-findings.js';
import { checkClock, checkDataFolder, checkDisk, checkMail, checkNode } from './machine-checks.js';
import { checkPlaces } from './place-checks.js';

/**
 * Examines the running installation as `redress doctor` does, but for what only a process beside it can do: files are not opened a second time,
 * since two copies of SQLite in one process would release each other's locks.
 */
@Injectable()
export class Examination {
  private current: Promise<readonly Finding[]> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: RedressConfig,
    @Inject(ENGINES) private readonly engines: Engines,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    private readonly policies: Policies,
    private readonly readiness: ReadinessChecks,
  ) {}

  /** Every finding; whoever asks meanwhile gets the same. Takes a few seconds when a server does not answer. */
  findings(): Promise<readonly Finding[]> {
    this.current ??= this.examine().finally(() => {
      this.current = undefined;
    });
    return this.current;
  }

  private async examine(): Promise<readonly Finding[]> {
    const { config, events } = this;
    return [
      checkNode(),
      ...(await checkDataFolder(config)),
      ...(await this.dependencies()),
      ...(await checkPlaces(config, { events, views: this.engines.readStore })),
      ...holidayFindings(await this.policies.list(), this.clock.now()),
      await checkDisk(config),
      checkClock(config),
      await checkMail(config),
    ];
  }

  /** What the process depends on, as `/health/ready` has it. */
  private async dependencies(): Promise<readonly Finding[]> {
    const { checks } = await this.readiness.run();
    const faulty = Object.entries(checks).filter(([, state]) => state !== 'ready');
    if (faulty.length === 0) return [ok('services', `${Object.keys(checks).length} parts are ready`)];
    return faulty.map(([name, state]) =>
      state === 'degraded'
        ? warn(
            name,
            'needs an operator, while everything else continues',
            'Run redress verify: it says what is damaged.',
          )
        : fail(name, state, 'Read the log of the process, and run redress doctor beside it.'),
    );
  }
}
