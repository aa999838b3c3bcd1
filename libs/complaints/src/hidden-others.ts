import { catalogue, type Reference } from '@redress/contracts';
import { isReference } from '@redress/domain';
import type { Json, OpenedEvent } from '@redress/eventing';
import type { HistoryEntry, StateChange } from './history.js';

// Other complaints in what is answered about one: a reader learns nothing of those that they may not know of.

/** The complaints that events name, in the stored form of their references, each once. */
export function othersIn(events: readonly Pick<OpenedEvent, 'type' | 'version' | 'data'>[]): readonly Reference[] {
  const named = events.flatMap(({ type, version, data }) => catalogue.referencesIn(type, version, data));
  return [...new Set(named.filter(isReference))];
}

/**
 * An entry of a history without these complaints. An event about one still says that it happened, when and by whom, and nothing more: its
 * reason is as much about the other complaint as its data.
 */
export function withoutOthers<Entry extends HistoryEntry>(entry: Entry, hidden: ReadonlySet<string>): Entry {
  if (hidden.size === 0) return entry;
  const { type, version, data, reason, ...rest } = entry;
  const names = catalogue.referencesIn(type, version, data).some((other) => hidden.has(other));
  const kept = {
    ...rest,
    type,
    version,
    data: catalogue.withoutReferences(type, version, data, hidden),
    ...(reason !== undefined && !names && { reason }),
  };
  return withoutMentions(kept as unknown as Json, hidden) as unknown as Entry;
}

/** What an event changed, without these complaints; a part that differs by nothing else is left out. */
export function changesWithoutOthers(
  changes: readonly StateChange[],
  hidden: ReadonlySet<string>,
): readonly StateChange[] {
  if (hidden.size === 0) return changes;
  return changes
    .map(({ part, before, after }) => ({
      part,
      before: withoutNamed(before, hidden),
      after: withoutNamed(after, hidden),
    }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

/** A part of a state without the fields, items and values that name one of these complaints. */
function withoutNamed(value: Json, hidden: ReadonlySet<string>): Json {
  const isNamed = (one: Json): boolean => typeof one === 'string' && hidden.has(one);
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return items.filter((item) => !isNamed(item)).map((item) => withoutNamed(item, hidden));
  }
  if (typeof value !== 'object' || value === null) return withoutMentions(value, hidden);
  const entries = Object.entries(value as { readonly [name: string]: Json });
  // What stands beside a reference describes the complaint that it names.
  if (entries.some(([, inner]) => isNamed(inner))) return null;
  const kept = entries.filter(([name]) => !hidden.has(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNamed(inner, hidden)]));
}

/** Stands where a text mentions a complaint that its reader may not know of. */
const LEFT_OUT = '…';

/** A value in whose texts none of these complaints is mentioned, in whatever form its reference was written. */
export function withoutMentions<Value extends Json>(value: Value, hidden: ReadonlySet<string>): Value {
  if (hidden.size === 0) return value;
  const mention = new RegExp([...hidden].map((reference) => [...reference].join('-?')).join('|'), 'gi');
  const cleaned = (inner: Json): Json => {
    if (typeof inner === 'string') return inner.replaceAll(mention, LEFT_OUT);
    if (Array.isArray(inner)) return inner.map(cleaned);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, field]) => [name, cleaned(field)]));
  };
  return cleaned(value) as Value;
}
