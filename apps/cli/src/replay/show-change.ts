import type { StateChange } from '@redress/complaints';
import type { Json } from '@redress/eventing';
import { showValue, type Withheld } from '../complaint-past/show-value.js';

/** A change in lines; what is changed within a part has a line of its own: `response.standing: proposed -> approved`. */
export function showChange({ part, before, after }: StateChange, withheld: Withheld): readonly string[] {
  if (!isPart(before) || !isPart(after)) {
    return [`${part}: ${showValue(before, withheld)} -> ${showValue(after, withheld)}`];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => ({ part: `${part}.${name}`, before: before[name] ?? null, after: after[name] ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
    .flatMap((change) => showChange(change, withheld));
}

function isPart(value: Json): value is { readonly [name: string]: Json } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !('erased' in value) &&
    !('keyMissing' in value)
  );
}
