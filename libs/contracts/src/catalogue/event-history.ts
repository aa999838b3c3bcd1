import type { EventDefinition } from '../definition/index.js';
import type { Upcaster } from '../upcasters/index.js';
import { InvalidEventError } from './invalid-event-error.js';

/** All versions of one event type, and the way from each to the next. */
export interface EventHistory {
  /** Index 0 holds version 1. */
  readonly versions: readonly EventDefinition[];
  /** Index 0 takes version 1 to version 2. */
  readonly upcasters: readonly Upcaster[];
}

/**
 * Puts definitions and upcasters in order, once, at load.
 * Throws a `TypeError` for versions that do not run 1, 2, 3 ... or a version that cannot be brought to the next.
 */
export function historiesOf(
  definitions: readonly (readonly EventDefinition[])[],
  upcasters: readonly Upcaster[],
): ReadonlyMap<string, EventHistory> {
  const histories = definitions.map((versions) => historyOf(versions, upcasters));
  return new Map(histories.map((history) => [history.versions[0]?.type ?? '', history]));
}

function historyOf(versions: readonly EventDefinition[], upcasters: readonly Upcaster[]): EventHistory {
  const type = versions[0]?.type;
  versions.forEach((definition, index) => {
    if (definition.type !== type || definition.version !== index + 1) {
      throw new TypeError(`${definition.type} v${definition.version} stands where ${type} v${index + 1} belongs.`);
    }
  });
  const steps = versions.slice(1).map((_, index) => {
    const step = upcasters.find((upcaster) => upcaster.type === type && upcaster.from === index + 1);
    if (!step) throw new TypeError(`Nothing brings ${type} v${index + 1} to v${index + 2}.`);
    return step;
  });
  return { versions, upcasters: steps };
}

/** Throws {@link InvalidEventError} (`unknown-type`) for a type that was never published. */
export function historyIn(histories: ReadonlyMap<string, EventHistory>, type: string, version: number): EventHistory {
  const history = histories.get(type);
  if (!history) throw new InvalidEventError(type, version, [{ pointer: '', rule: 'unknown-type' }]);
  return history;
}

/** Throws {@link InvalidEventError} (`unknown-version`) for a version that this build does not know: perhaps a newer one. */
export function definitionIn(history: EventHistory, type: string, version: number): EventDefinition {
  const definition = history.versions[version - 1];
  if (!definition) throw new InvalidEventError(type, version, [{ pointer: '', rule: 'unknown-version' }]);
  return definition;
}
