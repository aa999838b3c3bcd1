import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice, handler, supervisor } from '@redress/complaints/office';
import { stateIn, type CommandContent } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import { life, type Life } from '@redress/domain/lives';
import { ProjectionRunner, type JsonObject } from '@redress/eventing';
import { KnownDamage, ViewReader } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import fc from 'fast-check';
import { caseAnswer } from '../case-view/case.answer.js';
import { CaseNotes } from '../case-notes/case-notes.js';
import { noteProjection } from '../case-notes/note.projection.js';
import { caseProjection } from '../case-view/case.projection.js';
import { ShowCase, ShowCaseHandler, type CaseMoment } from './show-case.query.js';

/** Takes a case through its steps and remembers what each reader was shown after each. */
class Past {
  readonly office = new ComplaintOffice();
  private readonly readStore = new MemoryReadStore();
  private readonly views = new ViewReader(this.readStore, this.office.codec);
  private readonly handler = new ShowCaseHandler(
    this.views,
    new CaseNotes(this.views),
    this.office.eventStore,
    this.office.codec,
    this.office.policies,
    new KnownDamage(),
  );
  private readonly runners = [caseProjection, noteProjection].map(
    (projection) =>
      new ProjectionRunner({
        projection,
        readStore: this.readStore,
        eventStore: this.office.eventStore,
        codec: this.office.codec,
        now: () => this.office.now,
      }),
  );
  private reference!: Reference;
  private handled = 0;

  async start(): Promise<void> {
    for (const runner of this.runners) await runner.start();
  }

  /** Returns whether the step was accepted: a policy may refuse what another allows. */
  async lives({ command }: Life['taken'][number]): Promise<boolean> {
    const { type, data, actor, now, reason } = command;
    this.office.now = now;
    const source = { caller: actor.id, actor };
    if (type === 'receive') {
      this.reference = await this.office.lodge(data, { by: actor });
    } else {
      const content = { type, data } as CommandContent;
      const remarks = reason === undefined ? {} : { reason };
      const { kind } = await this.office.complaints.execute(this.reference, content, source, remarks);
      if (kind !== 'accepted') return false;
    }
    const events = (await this.office.recorded(this.reference)).slice(this.handled);
    this.handled += events.length;
    const position = events.at(-1)?.position;
    if (position === undefined) return true;
    for (const runner of this.runners) await runner.apply({ events, position });
    return true;
  }

  /** Returns what a handler and a supervisor are shown of a moment, evaluated at an instant. */
  async shown(moment: CaseMoment, at: Instant): Promise<readonly JsonObject[]> {
    const document = await this.handler.execute(new ShowCase(this.reference, moment, true));
    const policy = await this.office.policies.of(stateIn(document.body).policyVersion);
    return [handler, supervisor].map((actor) => caseAnswer(document, { actor, roles: [actor.role], policy, at }));
  }
}

describe('A case shown as of an instant', () => {
  it('is what its readers were shown at that instant, whatever happened to it since', async () => {
    await fc.assert(
      fc.asyncProperty(life, async ({ taken }) => {
        const past = new Past();
        await past.start();
        // Of several steps at one instant, only the state after the last one is shown for it.
        const remembered = new Map<Instant, readonly JsonObject[]>();
        for (const step of taken) {
          if (!(await past.lives(step))) continue;
          const { now } = past.office;
          remembered.set(now, await past.shown({ kind: 'now' }, now));
        }
        for (const [instant, shown] of remembered) {
          expect(await past.shown({ kind: 'instant', instant }, instant)).toEqual(shown);
        }
      }),
      { numRuns: 60 },
    );
  });
});
