import { dayWords } from '@redress/texts/web';
import { Code, Skeleton, useLanguage } from '@redress/ui';
import { Link } from '@tanstack/react-router';
import { Person } from '../colleagues.js';
import { Failure } from '../failure.js';
import { Said } from '../case/said.js';
import { useMoments } from '../moments.js';
import { MoreButton } from '../more-button.js';
import { useSay } from '../say.js';
import { useTitle } from '../title.js';
import { HOLD_BASIS, STATUS } from '../words.js';
import { useLegalHolds } from './erasure-queries.js';

/** The cases in which nobody can be erased, and until when that stands. */
export function HoldsPage() {
  const say = useSay();
  const language = useLanguage();
  const { full } = useMoments();
  const holds = useLegalHolds();
  useTitle(say('desk.compliance.holds'));
  const items = holds.data?.pages.flatMap((page) => page.items) ?? [];
  const today = new Date().toISOString().slice(0, 10);
  return (
    <>
      <h1 className="text-xl font-bold">{say('desk.compliance.holds')}</h1>
      <p className="max-w-prose text-muted">{say('desk.holds.hint')}</p>
      {holds.isPending && <Skeleton />}
      {holds.isError && <Failure error={holds.error} onRetry={() => void holds.refetch()} />}
      {holds.isSuccess && items.length === 0 && <p className="mt-3">{say('desk.holds.none')}</p>}
      <ul className="mt-3 flex flex-col">
        {items.map(({ reference, status, holds: own }) => (
          <li key={reference} className="border-b border-hairline bg-surface p-2">
            <p className="flex flex-wrap gap-x-4">
              <Link to="/cases/$reference" params={{ reference }}>
                <Code>{reference}</Code>
              </Link>
              <span className="text-muted">{say(STATUS[status])}</span>
            </p>
            <ul>
              {own.map(({ basis, reviewOn, placedBy, placedAt, reason }) => (
                <li key={basis} className="mt-1 border-s-4 border-paused ps-2">
                  <p className="flex flex-wrap gap-x-4">
                    <span className="font-semibold">{say(HOLD_BASIS[basis])}</span>
                    <span className={reviewOn < today ? 'font-semibold text-late' : ''}>
                      {say(reviewOn < today ? 'desk.holds.overdue' : 'desk.holds.review', {
                        day: dayWords(reviewOn, language),
                      })}
                    </span>
                  </p>
                  <p className="text-s text-muted">
                    {full(placedAt)} <Person id={placedBy} />
                  </p>
                  <Said text={reason} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <MoreButton of={holds} />
    </>
  );
}
