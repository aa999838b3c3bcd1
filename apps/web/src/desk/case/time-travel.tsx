import { Button, Notice } from '@redress/ui';
import { useNavigate } from '@tanstack/react-router';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { useHistory } from './case-queries.js';
import { eventWords } from './event-words.js';

/** A slider over the events of a case: each step shows the case as it was after one of them. */
export function TimeTravel({
  reference,
  revision,
}: {
  readonly reference: string;
  readonly revision: number | undefined;
}) {
  const say = useSay();
  const navigate = useNavigate();
  const { full } = useMoments();
  const history = useHistory(reference, true);
  const entries = history.data?.events ?? [];
  const last = entries.at(-1)?.revision ?? 0;
  const at = revision ?? last;
  const entry = entries.find((one) => one.revision === at);
  if (entry === undefined) return null;
  const words = eventWords(entry.type);
  const said = say('desk.travel.at', {
    title: words === undefined ? entry.type : say(words.title),
    at: full(entry.occurredAt),
  });
  const go = (to: number): void => {
    void navigate({
      to: '/cases/$reference',
      params: { reference },
      search: to >= last ? {} : { revision: to },
      replace: true,
    });
  };
  return (
    <div className="print:hidden">
      <label className="flex flex-wrap items-center gap-3">
        <span className="font-semibold">{say('desk.travel')}</span>
        <input
          type="range"
          min={0}
          max={last}
          value={at}
          aria-valuetext={said}
          onChange={({ target }) => go(Number(target.value))}
          className="min-w-40 grow accent-accent"
        />
      </label>
      {revision !== undefined && (
        <Notice kind="paused">
          <p className="font-semibold">{said}</p>
          <p>{say('desk.travel.read-only')}</p>
          <Button type="button" kind="secondary" onClick={() => go(last)}>
            {say('desk.travel.now')}
          </Button>
        </Notice>
      )}
    </div>
  );
}
