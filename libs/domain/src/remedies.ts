import type { Money } from '@redress/contracts';
import type { Instant } from './instant.js';
import type { ApprovalLimit } from './policies/policy.js';

/** Most decimals of an amount: sums are whole numbers of this smallest unit. */
const DECIMALS_MAX = 4;

/** Adds up amounts exactly, one sum per currency, in order of first occurrence. */
export function totalsOf(remedies: readonly { readonly amount?: Money }[]): readonly Money[] {
  const sums = new Map<string, { readonly parts: bigint; readonly decimals: number }>();
  for (const { amount } of remedies) {
    if (amount === undefined) continue;
    const { parts, decimals } = sums.get(amount.currency) ?? { parts: 0n, decimals: 0 };
    sums.set(amount.currency, {
      parts: parts + partsOf(amount),
      decimals: Math.max(decimals, amount.value.split('.')[1]?.length ?? 0),
    });
  }
  return [...sums].map(([currency, { parts, decimals }]) => ({ value: written(parts, decimals), currency }));
}

/** The limits that remedies exceed by their sum in the limit's currency. */
export function limitsExceeded(
  remedies: readonly { readonly amount?: Money }[],
  limits: readonly ApprovalLimit[],
): readonly ApprovalLimit[] {
  const totals = totalsOf(remedies);
  return limits.filter(({ above }) =>
    totals.some((total) => total.currency === above.currency && partsOf(total) > partsOf(above)),
  );
}

function partsOf({ value }: Money): bigint {
  const [whole = '0', fraction = ''] = value.split('.');
  return BigInt(whole + fraction.padEnd(DECIMALS_MAX, '0'));
}

function written(parts: bigint, decimals: number): string {
  const digits = parts.toString().padStart(DECIMALS_MAX + 1, '0');
  const whole = digits.slice(0, -DECIMALS_MAX);
  return decimals === 0 ? whole : `${whole}.${digits.slice(-DECIMALS_MAX).slice(0, decimals)}`;
}

/** The state of a promised remedy. */
export type RemedyStanding = 'owed' | 'overdue' | 'delivered';

/** The state of a remedy on a date: overdue from the day after its due date until it is delivered. */
export function remedyStanding(
  { dueOn, deliveredAt }: { readonly dueOn?: string; readonly deliveredAt?: Instant },
  date: string,
): RemedyStanding {
  if (deliveredAt !== undefined) return 'delivered';
  return dueOn !== undefined && dueOn < date ? 'overdue' : 'owed';
}
