import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream, stateIn } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { complaintsWithin, formatReference, type Complaint, type Instant, isAfter } from '@redress/domain';
import {
  type EventCodec,
  type EventStore,
  foldDocument,
  MARK_MISSING_KEYS,
  type JsonObject,
  type ProjectedEvent,
  StreamCutError,
  type StreamName,
  type ViewDocument,
} from '@redress/eventing';
import { EVENT_CODEC, EVENT_STORE, KnownDamage, Problem, ViewReader } from '@redress/platform';
import { Policies } from '@redress/policies';
import { setTimeout as pause } from 'node:timers/promises';
import { CaseNotes, withNotesOf } from '../case-notes/case-notes.js';
import type { ShownCase } from '../case-view/case.answer.js';
import { caseProjection } from '../case-view/case.projection.js';

/** The moment of a case to show: now (or at least a given revision), or in the past. */
export type CaseMoment =
  | { readonly kind: 'now'; readonly atLeast?: number }
  | { readonly kind: 'revision'; readonly revision: number }
  | { readonly kind: 'instant'; readonly instant: Instant };

/** Time to wait for the warning. The view can answer without the log. */
const WARNING_MS_MAX = 250;

/**
 * One case, with personal values opened only for readers who may see them. Refuses with `complaint-unknown` a case that does not exist, or
 * did not exist at that moment.
 */
export class ShowCase extends Query<ShownCase> {
  constructor(
    readonly reference: Reference,
    readonly moment: CaseMoment,
    readonly seesPersonalData: boolean,
  ) {
    super();
  }
}

@QueryHandler(ShowCase)
export class ShowCaseHandler implements IQueryHandler<ShowCase> {
  constructor(
    private readonly views: ViewReader,
    private readonly notes: CaseNotes,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(EVENT_CODEC) private readonly codec: EventCodec,
    private readonly policies: Policies,
    private readonly damage: KnownDamage,
  ) {}

  async execute({ reference, moment, seesPersonalData }: ShowCase): Promise<ShownCase> {
    const stream = complaintStream(reference);
    const isNow = moment.kind === 'now';
    const [stored, isCut] = await Promise.all([
      isNow ? this.views.sealed(caseProjection.view.name, stream, moment.atLeast) : this.asItWas(stream, moment),
      isNow && this.isCut(stream),
    ]);
    if (stored === undefined) throw new Problem('complaint-unknown');
    const document = isNow ? await this.notes.addedTo(stored) : stored;
    const body = seesPersonalData ? await this.codec.openDocument(document.body, MARK_MISSING_KEYS) : document.body;
    const within = isNow && seesPersonalData ? await this.within(stateIn(document.body)) : undefined;
    return {
      ...document,
      body,
      ...(within && within.size > 0 && { within }),
      ...(isCut && { warnings: ['history-incomplete'] as const }),
    };
  }

  /** The documents of the complaints that are handled within this one. */
  private async within(state: Complaint): Promise<ReadonlyMap<string, JsonObject>> {
    const documents = new Map<string, JsonObject>();
    for (const reference of complaintsWithin(state)) {
      const stored = await this.views.sealed(caseProjection.view.name, complaintStream(reference));
      if (stored === undefined) continue;
      const document = await this.notes.addedTo(stored);
      documents.set(formatReference(reference), await this.codec.openDocument(document.body, MARK_MISSING_KEYS));
    }
    return documents;
  }

  /** Whether the log has lost the beginning of a complaint. When it cannot tell in time, what this process met before counts. */
  private async isCut(stream: StreamName): Promise<boolean> {
    const look = async (): Promise<boolean> => {
      try {
        for await (const _ of this.store.read(stream, { to: 0 })) break;
        return false;
      } catch (error) {
        return error instanceof StreamCutError;
      }
    };
    const late = new AbortController();
    const waited = pause(WARNING_MS_MAX, undefined, { signal: late.signal, ref: false }).then(
      () => this.damage.has('histories', stream),
      () => false,
    );
    return Promise.race([look(), waited]).finally(() => late.abort());
  }

  /** Applies the same projections to the events of that time, so that past and present follow the same rules. */
  private async asItWas(
    stream: StreamName,
    moment: Exclude<CaseMoment, { kind: 'now' }>,
  ): Promise<ViewDocument | undefined> {
    const events: ProjectedEvent[] = [];
    const until = moment.kind === 'revision' ? { to: moment.revision } : {};
    for await (const recorded of this.store.read(stream, until)) {
      // Selects by recording time: an entry recorded later about an earlier day was not known then.
      if (moment.kind === 'instant' && isAfter(recorded.metadata.recordedAt, moment.instant)) break;
      const policy = await this.policies.of(recorded.metadata.policyVersion);
      events.push({ ...this.codec.project(recorded), policy });
    }
    const body = foldDocument(caseProjection, events);
    const last = events.at(-1);
    if (body === undefined || last === undefined) return undefined;
    if (moment.kind === 'revision' && last.revision < moment.revision) {
      throw new Problem('revision-unknown', { details: { actual: last.revision } });
    }
    return withNotesOf({ id: stream, revision: last.revision, body }, events);
  }
}
