import { describe, expect, it } from '@jest/globals';
import type { CommandContent } from '@redress/complaints';
import { byPhone, complainant, handler, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { answerDueAt, ASKED, type ClockRule, endedStatuses, type Complaint, type Policy } from '@redress/domain';
import { contextOf } from '@redress/domain/lives';
import type { OpenedEvent } from '@redress/eventing';
import { toActorId } from '@redress/eventing';
import fc from 'fast-check';
import { MailRoom } from './message-room.mother.spec.js';

const ADMIN = { caller: 'staff:ada', actor: { id: toActorId('ada'), role: 'admin' } };
const EARLIER = { status: 'assessed', receivedAt: '2026-10-01T09:00:00.000Z' } as const;
const ASSESSMENT = {
  severity: 'low',
  safetyImplication: false,
  complexity: 'simple',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'Read.',
} as const;

const usual = contextOf('policy', 0).policy;
const forSafety = usual.clocks
  .filter(({ name }) => name === 'decision')
  .map((rule): ClockRule => ({
    ...rule,
    when: { safetyImplication: true },
    limit: { length: 50, unit: 'hours', end: 'instant' },
  }));
/** Answers sooner where safety is affected. */
const TOLD: Policy = { ...usual, scope: { products: ['told'] }, clocks: [...usual.clocks, ...forSafety] };
/** Another policy for another product, which answers sooner. */
const QUICK: Policy = {
  ...TOLD,
  version: 'quick@1',
  scope: { products: ['quick'] },
  clocks: TOLD.clocks.map((clock) =>
    clock.name === 'decision' ? { ...clock, limit: { length: 1, unit: 'business-days', end: 'end-of-day' } } : clock,
  ),
};
const WORDS = { template: 'decision@1', language: 'en', subject: 'Our decision', text: 'No.' } as const;

type Step = readonly [type: CommandContent['type'], data: object, by?: { readonly id: string; readonly role: string }];

const decide: readonly Step[] = [
  ['assess', ASSESSMENT],
  ['propose-response', { decision: 'not-upheld', explanation: 'No.', remedies: [] }],
  ['approve-response', {}, supervisor],
  ['communicate-decision', { message: WORDS }],
];

const reject: readonly Step[] = [['record-rejection', {}, complainant]];
const appeal: readonly Step[] = [['lodge-appeal', { grounds: 'Look again.' }, complainant]];
const merge: Step = ['merge', { into: '2B8TRW5XN6C2', other: EARLIER }];

/** What may happen to a complaint, as steps of which the complaint refuses those that do not fit. */
const moves: readonly (readonly Step[])[] = [
  decide,
  [['record-acceptance', {}, complainant]],
  reject,
  appeal,
  [['state-final-position', { text: 'We stand by it.' }]],
  [
    ['close', { outcome: 'out-of-scope', comment: 'Of the province.' }],
    ['close', { outcome: 'out-of-scope' }, supervisor],
  ],
  [['close', { outcome: 'resolved' }]],
  [['close', { outcome: 'options-exhausted', comment: 'Told of the ombudsman.' }]],
  [['withdraw', {}, complainant]],
  [['withdraw', byPhone]],
  [['assess', { ...ASSESSMENT, safetyImplication: true }]],
  [['assess', ASSESSMENT]],
  [['close', { outcome: 'withdrawn' }]],
  [['refer', { to: 'Ombudsman' }]],
  [['reopen', {}, supervisor]],
  [merge],
  [merge, ['unmerge', {}, supervisor]],
  [['extend-deadline', { clock: 'decision', grounds: 'complex' }]],
  [['send-holding-reply', { clock: 'decision', grounds: 'beyond-control' }]],
  [['pause-clock', { grounds: 'force-majeure' }]],
  [['resume-clock', {}]],
  [['choose-policy', { policy: 'quick@1' }, supervisor]],
  [['choose-policy', { policy: TOLD.version }, supervisor]],
  [['correct-details', { concern: 'employment' }]],
  [['correct-details', { concern: 'product-or-service' }]],
  [['request-information', { text: 'Which year?' }]],
  [['add-information', { text: '2025.', request: 'request-1' }, complainant]],
  [
    [
      'change-calendar',
      { calendar: 'generic@2', added: [{ on: '2026-11-04', names: { en: 'Closed', fa: 'تعطیل' } }] },
      supervisor,
    ],
  ],
];

/** Recorded together with an end, which is told by itself. */
const BESIDES = ['InformationAdded', 'TaskCompleted'];

/** Events that complainants must hear of whatever they change. */
const NEWS = ['DecisionCommunicated', 'ComplaintReopened', 'ComplaintUnmerged', 'AppealLodged', 'FinalPositionStated'];

/** A complaint that is lived through step by step, whose complainant can be reached by e-mail. */
class Told {
  readonly room = new MailRoom(true);
  private reference!: Reference;
  private readonly policies = [TOLD, QUICK];

  private policyOf({ policyVersion }: Complaint): Policy {
    return this.policies.find(({ version }) => version === policyVersion) as Policy;
  }

  constructor(private readonly isRefused = false) {
    if (isRefused) this.room.mail.outcome = { sent: false, failure: 'smtp-550', uncertain: false };
  }

  async start(): Promise<void> {
    const { policies } = this.room.office;
    for (const policy of this.policies) {
      await policies.draft(policy, ADMIN);
      await policies.publish(policy.version, ADMIN);
    }
    const who = { name: 'Robin Doe', email: 'robin@example.org' };
    this.reference = await this.room.office.lodge({ product: 'told', complainant: who });
    await this.room.deliver(this.reference);
  }

  /** Takes a step and delivers its events. Returns those of which nothing was told, and should have been. */
  async untold([type, data, by = handler]: Step): Promise<readonly string[]> {
    const { complaints } = this.room.office;
    const before = await this.state();
    const handled = (await complaints.history(this.reference)).length;
    const content = { type, data } as CommandContent;
    await complaints.execute(
      this.reference,
      content,
      { caller: by.id, actor: { ...by, id: toActorId(by.id) } },
      { reason: 'So it is.' },
    );
    const events = (await complaints.history(this.reference)).slice(handled);
    if (events.length === 0) return [];
    const after = await this.state();
    await this.room.deliver(this.reference);
    const told = new Set(this.isRefused ? await this.given() : this.sent());
    const news = events.filter((event) => this.isNews(event, before, after));
    return news.filter(({ revision }) => !told.has(String(revision))).map((event) => event.type);
  }

  /** Whether the last decision counts as told, and was not. */
  async isClaimed(): Promise<boolean> {
    const { status, decision } = await this.state();
    return this.isRefused && status === 'decision-communicated' && decision?.undelivered !== true;
  }

  private sent(): readonly (string | undefined)[] {
    return this.room.mail.sent.map(({ messageId }) => messageId.split(/[.@]/)[2]);
  }

  /** Revisions whose message, refused by the mail server, a person has as work. */
  private async given(): Promise<readonly (string | undefined)[]> {
    await this.room.deliver(this.reference);
    const { tasks } = await this.state();
    return Object.keys(tasks).map((task) => /^undelivered-.*-(\d+)$/.exec(task)?.[1]);
  }

  private async state(): Promise<Complaint> {
    const { state } = await this.room.office.complaints.load(this.reference);
    if (state.status === 'unknown') throw new Error('There is no such complaint.');
    return state;
  }

  /** Which events complainants must hear of, judged apart from the rules that send messages. */
  private isNews({ type, data }: OpenedEvent, before: Complaint, after: Complaint): boolean {
    const hasEnded = endedStatuses.includes(after.status);
    // What was withdrawn ended before it was closed.
    if (hasEnded && after.status !== before.status) return before.status !== 'withdrawn' && !BESIDES.includes(type);
    if (NEWS.includes(type)) return true;
    if (hasEnded || data['reason'] === ASKED) return false;
    return (
      answerDueAt(this.policyOf(before), before) !== answerDueAt(this.policyOf(after), after) &&
      /Clock|Deadline|Holding|Calendar|Policy|Assessed|Corrected/.test(type)
    );
  }
}

const beginning = fc.constantFrom([], [decide], [decide, reject], [decide, appeal, decide, reject]);
const lives = fc.tuple(beginning, fc.array(fc.constantFrom(...moves), { minLength: 3, maxLength: 8 }));

describe('Whoever complained and can be reached', () => {
  it('hears of every end, restart, merge, appeal and new date of their complaint', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async ([first, then]) => {
        const told = new Told();
        await told.start();
        for (const step of [...first, ...then].flat())
          expect([step[0], await told.untold(step)]).toEqual([step[0], []]);
      }),
      { numRuns: 80, endOnFailure: true },
    );
  });

  it('is a task for a person wherever no message arrives, and no decision counts as told before', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async ([first, then]) => {
        const told = new Told(true);
        await told.start();
        for (const step of [...first, ...then].flat())
          expect([step[0], await told.untold(step), await told.isClaimed()]).toEqual([step[0], [], false]);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});
