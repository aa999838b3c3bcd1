import { useEffect, useRef, useState } from 'react';

/** A change of a case, as `GET /api/cases/events` tells it. */
export interface LiveChange {
  readonly reference: string;
  readonly revision: number;
}

/**
 * Calls back when a case changes that the reader may see, or with nothing when changes may have been missed. Listens while the page is in
 * sight: a browser opens few connections to one server, and a page in the background must not keep one from the others. Of one case, returns
 * who else has it open.
 */
export function useLiveChanges(
  onChange: (change: LiveChange | undefined) => void,
  reference?: string,
): readonly string[] {
  const latest = useRef(onChange);
  const [present, setPresent] = useState<readonly string[]>([]);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    let source: EventSource | undefined;
    let wasAway = false;
    const listen = (): void => {
      const query = reference === undefined ? '' : `?${new URLSearchParams({ reference }).toString()}`;
      source = new EventSource(`/api/cases/events${query}`);
      source.addEventListener('change', ({ data }: MessageEvent<string>) => {
        latest.current(JSON.parse(data) as LiveChange);
      });
      source.addEventListener('present', ({ data }: MessageEvent<string>) => {
        setPresent((JSON.parse(data) as { readonly people: readonly string[] }).people);
      });
      source.addEventListener('read-again', () => {
        latest.current(undefined);
      });
      if (wasAway) latest.current(undefined);
    };
    const follow = (): void => {
      const isInSight = document.visibilityState === 'visible';
      if (isInSight && source === undefined) listen();
      if (!isInSight) {
        setPresent([]);
        source?.close();
        source = undefined;
        wasAway = true;
      }
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      source?.close();
    };
  }, [reference]);
  return present;
}
