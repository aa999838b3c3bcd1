import { useSyncExternalStore } from 'react';

/** Where this device keeps how far its reader came in the guide: the steps done, or that it is hidden. */
const KEY = 'redress-guide';
const HIDDEN = 'hidden';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(value: string): void {
  localStorage.setItem(KEY, value);
  for (const listener of listeners) listener();
}

/** How far this device has come in the guide. */
export interface GuideProgress {
  readonly isHidden: boolean;
  readonly done: ReadonlySet<string>;
  readonly hide: () => void;
  /** Shows it again, from its beginning. */
  readonly show: () => void;
  readonly tick: (step: string, isDone: boolean) => void;
}

export function useGuideProgress(): GuideProgress {
  const kept = useSyncExternalStore(subscribe, () => localStorage.getItem(KEY) ?? '');
  const done = new Set(kept.split(' ').filter((step) => step !== ''));
  return {
    isHidden: kept === HIDDEN,
    done,
    hide: () => keep(HIDDEN),
    show: () => keep(''),
    tick: (step, isDone) => keep([...done, step].filter((one) => one !== step || isDone).join(' ')),
  };
}
