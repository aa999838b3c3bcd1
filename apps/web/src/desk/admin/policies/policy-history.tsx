import { Skeleton } from '@redress/ui';
import { Person } from '../../colleagues.js';
import { Failure } from '../../failure.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import type { WordList } from '../../words.js';
import { type PolicyEntry, usePolicyHistory } from './policy-queries.js';

const ACT: WordList<PolicyEntry['event']> = {
  PolicyDrafted: 'desk.policies.act.drafted',
  PolicyProposed: 'desk.policies.act.proposed',
  PolicyApproved: 'desk.policies.act.approved',
  PolicyRejected: 'desk.policies.act.rejected',
  PolicyProposalWithdrawn: 'desk.policies.act.withdrawn',
  PolicyPublished: 'desk.policies.act.published',
  PolicyRetired: 'desk.policies.act.retired',
};

/** Who did what to a version, when and why, the oldest first. */
export function PolicyHistory({ version }: { readonly version: string }) {
  const say = useSay();
  const { full } = useMoments();
  const history = usePolicyHistory(version);
  return (
    <section>
      <h2 className="mb-2 text-l font-bold">{say('desk.policies.history')}</h2>
      {history.isPending && <Skeleton />}
      {history.isError && <Failure error={history.error} onRetry={() => void history.refetch()} />}
      <ol className="flex flex-col">
        {history.data?.map(({ event, at, by, reason }, index) => (
          // Acts have no name but their place.
          <li key={index} className="border-b border-hairline bg-surface p-2">
            <p className="flex flex-wrap gap-x-4">
              <span className="font-semibold">{say(ACT[event])}</span>
              <Person id={by} />
              <span className="text-muted">{full(at)}</span>
            </p>
            {reason !== undefined && (
              <p className="wrap-anywhere whitespace-pre-line">
                <bdi>{reason}</bdi>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
