import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '@redress/contracts';
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
import { approvalFinding } from './approval-finding.js';
import { fail, type Finding, findingsIn, ok, type SayFinding, warn } from './finding.js';
import { holidayFindings } from './holiday-findings.js';
import { checkClock, checkDataFolder, checkDisk, checkMail, checkNode } from './machine-checks.js';
import { checkPlaces } from './place-checks.js';

/**
 * Examines the running installation as `redress doctor` does, but for what only a process beside it can do: files are not opened a second time,
 * since two copies of SQLite in one process would release each other's locks.
 */
@Injectable()
export class Examination {
  private readonly current = new Map<Language, Promise<readonly Finding[]>>();

  constructor(
    @Inject(CONFIG) private readonly config: RedressConfig,
    @Inject(ENGINES) private readonly engines: Engines,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    private readonly policies: Policies,
    private readonly readiness: ReadinessChecks,
  ) {}

  /** Every finding in a language; whoever asks meanwhile gets the same. Takes a few seconds when a server does not answer. */
  findings(language: Language): Promise<readonly Finding[]> {
    const known = this.current.get(language);
    if (known !== undefined) return known;
    const begun = this.examine(findingsIn(language)).finally(() => this.current.delete(language));
    this.current.set(language, begun);
    return begun;
  }

  private async examine(say: SayFinding): Promise<readonly Finding[]> {
    const { config, events } = this;
    return [
      checkNode(say),
      ...(await checkDataFolder(config, say)),
      ...(await this.dependencies(say)),
      ...(await checkPlaces(config, { events, views: this.engines.readStore }, say)),
      ...holidayFindings(await this.policies.list(), this.clock.now(), say),
      approvalFinding(config, say),
      await checkDisk(config, say),
      checkClock(config, say),
      await checkMail(config, say),
    ];
  }

  /** What the process depends on, as `/health/ready` has it. */
  private async dependencies(say: SayFinding): Promise<readonly Finding[]> {
    const { checks } = await this.readiness.run();
    const faulty = Object.entries(checks).filter(([, state]) => state !== 'ready');
    if (faulty.length === 0) return [ok('services', say('doctor.services', { parts: Object.keys(checks).length }))];
    return faulty.map(([name, state]) =>
      state === 'degraded'
        ? warn(name, say('doctor.service.degraded'), say('doctor.service.degraded.remedy'))
        : fail(name, say('doctor.service.not-ready', { state }), say('doctor.service.not-ready.remedy')),
    );
  }
}
