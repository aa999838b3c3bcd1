import type { GroupFigures } from '@redress/contracts';
import { type ComplaintGroup, epochMsOf, type Instant, instantOf, type SystemicProblemCommand } from '@redress/domain';
import { type CommandSource, toActorId } from '@redress/eventing';
import { inOrder, problemIdOf, SystemicProblems, type SystemicProblemsOptions } from './systemic-problems.js';

const DAY_MS = 24 * 3_600_000;

/** Supervisors of the sample offices. */
const supervisor = (name: string): CommandSource => ({
  caller: 'sample-data',
  actor: { id: toActorId(`sample-${name}`), role: 'supervisor' },
});
const IRIS = supervisor('iris');
const JALEH = supervisor('jaleh');

const KETTLES: ComplaintGroup = [
  { dimension: 'rootCause', value: 'supplier' },
  { dimension: 'product', value: 'kettle' },
];
const DELIVERY_FA: ComplaintGroup = [{ dimension: 'product', value: 'ارسال کالا' }];
const ONLINE: ComplaintGroup = [{ dimension: 'product', value: 'online order' }];

/** What somebody did some days ago. */
interface Step {
  readonly daysAgo: number;
  readonly by: CommandSource;
  readonly group: ComplaintGroup;
  readonly command: (at: Invented) => SystemicProblemCommand;
  readonly reason?: string;
}

/** The instant of a step, and what is invented about it. */
interface Invented {
  readonly at: Instant;
  /** So many complaints of the group in the three months before. */
  readonly figures: (complaints: number) => GroupFigures;
  /** The day so many days later. */
  readonly dayAfter: (days: number) => string;
}

const plan =
  (what: string, owner: string, days: number): Step['command'] =>
  ({ at, dayAfter }) => ({
    type: 'plan-corrective-action',
    data: { what, owner: `sample-${owner}`, dueOn: dayAfter(days) },
    at,
  });
const complete =
  (action: number, result: string): Step['command'] =>
  () => ({ type: 'complete-corrective-action', data: { action, result } });
const verify =
  (outcome: 'effective' | 'not-effective', complaints: number, comment: string): Step['command'] =>
  ({ figures }) => ({ type: 'verify-effect', data: { outcome, comment, figures: figures(complaints) } });

/** Three groups that between them have every event: one that came back, one that is worked on, one that was none. */
const STEPS: readonly Step[] = [
  {
    daysAgo: 240,
    by: IRIS,
    group: KETTLES,
    command: ({ figures }) => ({
      type: 'confirm',
      data: {
        group: KETTLES,
        name: 'Kettle lids crack',
        description: 'All from one supplier, since it changed the mould.',
        figures: figures(11),
      },
    }),
  },
  { daysAgo: 239, by: IRIS, group: KETTLES, command: plan('Check each delivery for cracks.', 'ada', 30) },
  { daysAgo: 238, by: IRIS, group: KETTLES, command: plan('Stop selling this kettle.', 'ben', 14) },
  {
    daysAgo: 230,
    by: IRIS,
    group: KETTLES,
    command: () => ({ type: 'cancel-corrective-action', data: { action: 2 } }),
    reason: 'The supplier agreed to change the mould.',
  },
  { daysAgo: 210, by: IRIS, group: KETTLES, command: complete(1, 'Every box is opened at the warehouse.') },
  { daysAgo: 160, by: IRIS, group: KETTLES, command: verify('not-effective', 9, 'Cracks show only after weeks.') },
  { daysAgo: 159, by: IRIS, group: KETTLES, command: plan('Have the supplier change the mould back.', 'cora', 45) },
  { daysAgo: 120, by: IRIS, group: KETTLES, command: complete(3, 'Done, with a test report.') },
  { daysAgo: 110, by: JALEH, group: DELIVERY_FA, command: deliveriesLate },
  {
    daysAgo: 100,
    by: IRIS,
    group: ONLINE,
    command: ({ figures }) => ({ type: 'dismiss', data: { group: ONLINE, figures: figures(12) } }),
    reason: 'Many more orders than usual in one week of sales; as many complaints for each order as before.',
  },
  {
    daysAgo: 90,
    by: JALEH,
    group: DELIVERY_FA,
    command: plan('قرارداد با پیک دوم برای روزهای شلوغ بسته شود.', 'azar', 120),
  },
  { daysAgo: 50, by: IRIS, group: KETTLES, command: verify('effective', 2, 'Two in three months, both of old stock.') },
  {
    daysAgo: 20,
    by: IRIS,
    group: KETTLES,
    command: ({ figures }) => ({ type: 'reopen', data: { figures: figures(7) } }),
    reason: 'It came back with the delivery of last month.',
  },
  { daysAgo: 19, by: IRIS, group: KETTLES, command: plan('Find out which mould is in use now.', 'ada', 10) },
];

function deliveriesLate({ figures }: Invented): SystemicProblemCommand {
  return {
    type: 'confirm',
    data: { group: DELIVERY_FA, name: 'دیر رسیدن سفارش‌ها در روزهای شلوغ', figures: figures(14) },
  };
}

/** Records systemic problems to look at, for somebody who tries the system out. A repeat records nothing twice. */
export async function recordSampleProblems(stores: Omit<SystemicProblemsOptions, 'now'>, now: Instant): Promise<void> {
  const problems = new SystemicProblems({ ...stores, now: () => now });
  const position = String(await stores.store.head());
  for (const [step, { daysAgo, by, group, command, reason }] of STEPS.entries()) {
    const at_ms = epochMsOf(now) - daysAgo * DAY_MS;
    const occurredAt = instantOf(at_ms);
    const decided = command({
      at: occurredAt,
      dayAfter: (days) => instantOf(at_ms + days * DAY_MS).slice(0, 10),
      figures: (complaints) => ({
        position,
        complaints: 2 * complaints,
        kind: 'systemic',
        usual: Math.round((10_000 * 2 * complaints) / 365) / 10_000,
        recent: { from: instantOf(at_ms - 91 * DAY_MS), before: occurredAt, complaints, days: 91 },
      }),
    });
    const sent = {
      problem: problemIdOf(inOrder(group)),
      command: decided,
      said: { step },
      occurredAt,
      ...(reason !== undefined && { reason }),
    };
    const outcome = await problems.decideOnGroup(sent, { ...by, idempotencyKey: `sample-${step}` });
    if (outcome.kind !== 'accepted') throw new Error(`Step ${step} of the sample problems was not accepted.`);
  }
}
