import type { Language, Money } from '@redress/contracts';

/**
 * An exact amount as its reader writes it, with as many decimals as it was given: `12.50 euros`, `۱۲٫۵۰ یورو`. A currency without a
 * name keeps its code.
 */
export function amountWords({ value, currency }: Money, language: Language): string {
  const decimals = value.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  // As text, since a number would round what has more digits than it can hold.
  return format.format(value as `${number}`);
}
