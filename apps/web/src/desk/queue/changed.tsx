import { Button } from '@redress/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLiveChanges } from '../live.js';
import { useSay } from '../say.js';

/** Which cases of the queue changed since it was read. They are shown when the reader asks: rows must not move under their hand. */
export function Changed() {
  const say = useSay();
  const queries = useQueryClient();
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  useLiveChanges((change) => {
    if (change === undefined) void queries.invalidateQueries({ queryKey: ['queue'] });
    else setChanged((before) => (before.has(change.reference) ? before : new Set(before).add(change.reference)));
  });
  return (
    <div role="status">
      {changed.size > 0 && (
        <div className="flex flex-wrap items-center gap-2 rounded-m bg-accent-quiet p-2">
          {say('desk.queue.changed', { count: changed.size })}
          <Button
            type="button"
            kind="secondary"
            onClick={() => {
              setChanged(new Set());
              void queries.invalidateQueries({ queryKey: ['queue'] });
            }}
          >
            {say('desk.queue.show-changed')}
          </Button>
        </div>
      )}
    </div>
  );
}
