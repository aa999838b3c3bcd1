import type { Reference } from '@redress/contracts';
import type { Policy } from '@redress/domain';
import { toActorId } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { supervisor, type ComplaintOffice } from './complaint-office.mother.spec.js';
import { MARK } from './marked-life.mother.spec.js';

const generic = shippedPolicyOf('generic@2');
const admin = { caller: 'staff:ada', actor: { id: toActorId('staff-ada'), role: 'admin' } };
export const system = { id: toActorId('case-handling'), role: 'system' };

/** A policy whose clocks run in hours and use every feature of clocks. */
export const timedPolicy: Policy = {
  ...generic,
  version: 'timed@1',
  scope: { products: ['kettle'] },
  clocks: generic.clocks.map((rule) => {
    if (rule.name !== 'decision') return rule;
    return {
      ...rule,
      limit: { length: 10, unit: 'hours', end: 'instant' },
      warnings: [{ percent: 50 }],
      pause: { reasons: ['awaiting-complainant'] },
      extension: { length: 5, times: 1, reasons: ['complex'] },
      holding: { length: 20, reasons: ['beyond-control'] },
    };
  }),
  escalations: [{ clock: 'decision', at: 'due', to: 'supervisor' }],
};

export async function enforce(office: ComplaintOffice, policy: Policy): Promise<void> {
  await office.policies.draft(policy, admin);
  await office.policies.publish(policy.version, admin);
}

/**
 * A complaint with every event that affects clocks, and with the {@link MARK} in every personal text. Received on 2 November 2026 at 09:00
 * UTC: 20 hours after the holding reply, plus the 2 of the pause, end on 3 November at 07:00; half of them end on 2 November at 21:00.
 */
export async function liveTimedLife(office: ComplaintOffice): Promise<Reference> {
  await enforce(office, timedPolicy);
  const reference = await office.lodge({ product: 'kettle' });
  const decision = { clock: 'decision', run: 1 };
  await office.does(reference, 'pause-clock', { grounds: 'awaiting-complainant' });
  office.now = '2026-11-02T11:00:00.000Z';
  await office.does(reference, 'resume-clock', { clocks: ['decision'] });
  await office.does(reference, 'extend-deadline', { clock: 'decision', grounds: 'complex' });
  await office.does(reference, 'send-holding-reply', { clock: 'decision', grounds: 'beyond-control' });
  await office.does(reference, 'report-progress', { text: `${MARK} report` });
  office.now = '2026-11-03T08:00:00.000Z';
  const half = { by: system, occurredAt: '2026-11-02T21:00:00.000Z' } as const;
  const due = { by: system, occurredAt: '2026-11-03T07:00:00.000Z' } as const;
  await office.does(reference, 'record-deadline-warned', { ...decision, warning: 0 }, half);
  await office.does(reference, 'record-deadline-missed', decision, due);
  await office.does(reference, 'acknowledge', {});
  const announced = { on: '2026-11-05', names: { en: 'Announced late', fa: 'دیر اعلام‌شده' } };
  await office.does(reference, 'change-calendar', { calendar: 'generic@2', added: [announced] }, { by: supervisor });
  return reference;
}
