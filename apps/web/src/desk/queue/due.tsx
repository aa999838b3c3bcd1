import { useMoments, useNow } from '../moments.js';
import { useSay } from '../say.js';

/** When something is due, and how near that is. */
export interface DueFacts {
  readonly receivedAt: string;
  readonly dueAt: string | null;
  readonly overdue: boolean;
  readonly warned: boolean;
}

const PERCENT = 100;

function toneOf({ overdue, warned }: DueFacts): { readonly text: string; readonly bar: string } {
  if (overdue) return { text: 'text-late font-semibold', bar: 'bg-late' };
  if (warned) return { text: 'text-due font-semibold', bar: 'bg-due' };
  return { text: 'text-text', bar: 'bg-line' };
}

/** In words how long is left, with the exact moment as its title, and as a bar how much of the time is used. */
export function Due(facts: DueFacts) {
  const say = useSay();
  const now = useNow();
  const { relative, full } = useMoments();
  const { receivedAt, dueAt, overdue } = facts;
  if (dueAt === null) return <span className="text-muted">{say('desk.due.none')}</span>;
  const { text, bar } = toneOf(facts);
  const whole = Date.parse(dueAt) - Date.parse(receivedAt);
  const used = overdue || whole <= 0 ? 1 : Math.min(1, (now - Date.parse(receivedAt)) / whole);
  return (
    <span className="flex flex-col justify-center gap-0.5 leading-tight">
      <time dateTime={dueAt} title={full(dueAt)} className={`truncate ${text}`}>
        {overdue ? say('desk.due.late', { when: relative(dueAt) }) : relative(dueAt)}
      </time>
      <span aria-hidden className="block h-1 w-full max-w-40 rounded-full bg-hairline">
        <span className={`block h-1 rounded-full ${bar}`} style={{ width: `${Math.max(0, used) * PERCENT}%` }} />
      </span>
    </span>
  );
}
