import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Calendar, type Instant, may, policyCalendar, shippedCalendars, teamsOf } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import {
  askingOf,
  type Caller,
  CONFIG,
  Problem,
  READ_STORE,
  type RedressConfig,
  SERVER_SECRETS,
  type ServerSecrets,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import { randomUUID } from 'node:crypto';
import { withoutUnsent } from '../dashboards/dashboard.js';
import { USUAL_DAYS } from '../figures/periods.js';
import { addressOf } from './recipients.js';
import {
  outcomeOf,
  type ReportDefinition,
  type ReportRequest,
  type ReportSending,
  type SendingOutcomeWord,
} from './report.js';
import { askedFor, lookAt, nextFor, type ReportState } from './report-state.js';
import { ReportStore } from './report-store.js';
import type { Schedule } from './schedule.js';

/** Of one person. */
const REPORTS_PER_PERSON_MAX = 20;
/** Of all people together. */
const REPORTS_MAX = 200;

/** A sending as it is answered. */
export interface AnsweredSending extends ReportSending {
  readonly outcome: SendingOutcomeWord;
}

/** A report as it is answered to one reader. */
export interface ScheduledReport extends ReportDefinition {
  readonly id: string;
  readonly revision: number;
  readonly owner: string;
  readonly changedAt: Instant;
  readonly nextAt: Instant | null;
  readonly last: AnsweredSending | null;
}

/** The reports that people scheduled: who may see, change and send which (ADR 88). */
@Injectable()
export class Reports implements OnModuleInit {
  readonly store: ReportStore;

  constructor(
    @Inject(READ_STORE) readStore: ReadStore,
    @Inject(SERVER_SECRETS) secrets: ServerSecrets,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    @Inject(CONFIG) private readonly config: RedressConfig,
    private readonly policies: Policies,
  ) {
    this.store = new ReportStore(readStore, secrets.reportKey);
  }

  onModuleInit(): Promise<void> {
    return this.store.define();
  }

  /** The caller's own; to somebody who oversees reports, those of all. In the order of their names. */
  async list(caller: Caller): Promise<readonly ScheduledReport[]> {
    const all = [...(await this.store.all())].filter(([, state]) => mayUse(state, caller));
    return all
      .map(([id, state]) => answered(id, state))
      .sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1));
  }

  /** Throws `Problem`: `report-of-some-teams`, `too-many-reports`, and what is wrong with recipients or the calendar. */
  async add(caller: Caller, request: ReportRequest): Promise<ScheduledReport> {
    requireAllTeams(caller);
    const definition = await this.checked(request);
    const all = [...(await this.store.all()).values()];
    const owner = caller.actor.id;
    const own = all.filter((state) => state.owner === owner).length;
    // Those saved at the same moment may exceed the limits by a few.
    if (own >= REPORTS_PER_PERSON_MAX) throw tooMany(REPORTS_PER_PERSON_MAX);
    if (all.length >= REPORTS_MAX) throw tooMany(REPORTS_MAX);
    const now = this.clock.now();
    const next = definition.paused ? null : nextFor(await this.scheduleOf(definition), null, now);
    const state: ReportState = {
      owner,
      revision: 0,
      changedAt: now,
      definition,
      next,
      sentUpTo: null,
      running: null,
      history: [],
    };
    const id = randomUUID();
    await this.store.add(id, state);
    return answered(id, state);
  }

  /** Throws as {@link add}, `report-unknown`, and `report-changed` for another revision than `ifMatch`. */
  async replace(caller: Caller, id: string, request: ReportRequest, ifMatch?: number): Promise<ScheduledReport> {
    requireAllTeams(caller);
    const definition = await this.checked(request);
    const schedule = await this.scheduleOf(definition);
    return this.changed(id, caller, (state) => {
      requireRevision(state, ifMatch);
      const now = this.clock.now();
      const next = definition.paused ? null : nextFor(schedule, state.sentUpTo, now);
      return { ...state, definition, next, revision: state.revision + 1, changedAt: now };
    });
  }

  /** Throws `Problem('report-unknown')` and `report-changed`. */
  async remove(caller: Caller, id: string, ifMatch?: number): Promise<void> {
    const removed = await this.store.change(id, (state) => {
      requireUse(state, caller);
      requireRevision(state, ifMatch);
      return 'deleted';
    });
    if (removed === undefined) throw new Problem('report-unknown');
  }

  /** Has the report of the last period that is over sent once more. Throws `Problem('report-unknown')` and `report-under-way`. */
  async sendNow(caller: Caller, id: string): Promise<ScheduledReport> {
    requireAllTeams(caller);
    const known = await this.known(id, caller);
    const schedule = await this.scheduleOf(known.definition);
    return this.changed(id, caller, (state) => {
      if (state.running !== null) throw new Problem('report-under-way');
      return askedFor(state, { schedule, now: this.clock.now(), id: randomUUID() }, caller.actor.id);
    });
  }

  /** The sendings of a report, newest first. Throws `Problem('report-unknown')`. */
  async history(caller: Caller, id: string): Promise<readonly AnsweredSending[]> {
    return sendingsOf(await this.known(id, caller));
  }

  /** When a report goes, by the calendar that it names. */
  async scheduleOf(definition: ReportDefinition): Promise<Schedule> {
    const { period, hour, timeZone, calendar, weekStart, workingDaysOf } = definition;
    const workingDays = workingDaysOf === null ? undefined : await this.calendarNamed(workingDaysOf);
    const days = { timeZone, calendar, weekStart };
    return { period, hour, days, ...(workingDays && { workingDays }) };
  }

  private async known(id: string, caller: Caller): Promise<ReportState> {
    const state = await this.store.get(id);
    if (state === undefined) throw new Problem('report-unknown');
    requireUse(state, caller);
    return state;
  }

  private async changed(
    id: string,
    caller: Caller,
    change: (state: ReportState) => ReportState,
  ): Promise<ScheduledReport> {
    const changed = await this.store.change(id, (state) => {
      requireUse(state, caller);
      return change(state);
    });
    if (changed === undefined || changed === 'deleted') throw new Problem('report-unknown');
    return answered(id, changed);
  }

  private async checked(request: ReportRequest): Promise<ReportDefinition> {
    for (const [place, recipient] of request.recipients.entries()) {
      const found = addressOf(recipient, this.config);
      if ('fault' in found) throw new Problem(found.fault, { pointer: `#/recipients/${place}/name` });
    }
    const { workingDaysOf } = request;
    const calendar = workingDaysOf ? await this.calendarNamed(workingDaysOf) : undefined;
    if (workingDaysOf && calendar === undefined) {
      throw new Problem('report-calendar-unknown', { pointer: '#/workingDaysOf' });
    }
    return {
      name: request.name,
      panels: request.panels.map(withoutUnsent),
      filters: withoutUnsent(request.filters ?? {}),
      period: request.period,
      calendar: request.calendar ?? USUAL_DAYS.calendar,
      weekStart: request.weekStart ?? USUAL_DAYS.weekStart,
      timeZone: request.timeZone ?? calendar?.timeZone ?? USUAL_DAYS.timeZone,
      hour: request.hour,
      workingDaysOf: workingDaysOf ?? null,
      languages: request.languages,
      recipients: request.recipients.map(({ kind, name }) => ({ kind, name })),
      paused: request.paused ?? false,
    };
  }

  /** Undefined for one that is neither shipped nor in a published policy. */
  private async calendarNamed(version: string): Promise<Calendar | undefined> {
    const shipped = shippedCalendars.find((calendar) => calendar.version === version);
    if (shipped !== undefined) return shipped;
    const versions = await this.policies.list();
    const named = versions.find(({ policy, standing }) => standing === 'published' && policy.calendar === version);
    return named && policyCalendar(named.policy);
  }
}

function mayUse({ owner }: ReportState, caller: Caller): boolean {
  return owner === caller.actor.id || may(askingOf(caller), 'oversee-reports');
}

function requireUse(state: ReportState, caller: Caller): void {
  if (!mayUse(state, caller)) throw new Problem('report-unknown');
}

function requireRevision({ revision }: ReportState, ifMatch: number | undefined): void {
  if (ifMatch !== undefined && ifMatch !== revision) {
    throw new Problem('report-changed', { details: { actual: revision } });
  }
}

/** A report shows the complaints of all teams, whoever gets it, so nobody schedules one who does not know of these. */
function requireAllTeams(caller: Caller): void {
  if (teamsOf(askingOf(caller)) !== undefined) throw new Problem('report-of-some-teams');
}

function tooMany(most: number): Problem {
  return new Problem('too-many-reports', { details: { most } });
}

function answered(id: string, state: ReportState): ScheduledReport {
  const { owner, revision, changedAt, definition } = state;
  const nextAt = state.running === null ? lookAt(state) : (state.next?.dueAt ?? null);
  return {
    id,
    revision,
    owner,
    changedAt,
    ...definition,
    nextAt,
    last: sendingsOf(state)[0] ?? null,
  };
}

function sendingsOf({ running, history }: ReportState): readonly AnsweredSending[] {
  return [...(running === null ? [] : [running]), ...history].map((sending) => {
    const { id, period, dueAt, askedBy, skipped, deliveries, position, asOf, endedAt } = sending;
    const { label, from, before } = period;
    return {
      id,
      period: { label, from, before },
      dueAt,
      askedBy,
      skipped,
      outcome: outcomeOf(sending),
      deliveries,
      position,
      asOf,
      endedAt,
    };
  });
}
