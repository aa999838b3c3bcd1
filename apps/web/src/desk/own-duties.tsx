import { dayWords } from '@redress/texts/web';
import { Skeleton, useLanguage } from '@redress/ui';
import { Link } from '@tanstack/react-router';
import { usePolicies, usePolicyApproval } from './admin/policies/policy-queries.js';
import { ProposedBy } from './admin/policies/proposed-by.js';
import { Failure } from './failure.js';
import { useRegister } from './figures/systemic/register.js';
import { useGroupWords } from './figures/systemic/register-words.js';
import { hasRole, policyApprovers, problemReaders } from './places.js';
import { useSay } from './say.js';
import { useSession } from './session.js';

/** Policies that others proposed, and that the reader may approve or reject. */
function WaitingPolicies() {
  const say = useSay();
  const language = useLanguage();
  const policies = usePolicies();
  const approval = usePolicyApproval();
  // Where one person publishes, nothing waits for a second.
  if (approval.data === 'one') return null;
  const waiting = policies.data?.filter(({ proposal }) => proposal?.isOwn === false) ?? [];
  return (
    <section className="rounded-m border border-hairline bg-surface p-3">
      <h2 className="text-l font-bold">
        <Link to="/admin/policies">{say('desk.day.policies')}</Link>
      </h2>
      {policies.isPending && <Skeleton />}
      {policies.isError && <Failure error={policies.error} onRetry={() => void policies.refetch()} />}
      {policies.isSuccess && waiting.length === 0 && <p className="text-muted">{say('desk.day.policies-none')}</p>}
      <ul className="flex flex-col">
        {waiting.map(({ version, names, proposal }) => (
          <li
            key={version}
            className="flex flex-wrap items-center gap-x-4 border-t border-hairline py-1 first:border-t-0"
          >
            <Link to="/admin/policies/$version" params={{ version }} className="font-mono">
              <bdi dir="ltr">{version}</bdi>
            </Link>
            <bdi className="min-w-0 grow truncate">{names[language]}</bdi>
            {proposal !== undefined && <ProposedBy proposal={proposal} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Corrective actions that the reader owns and has not completed. */
function OwnActions() {
  const say = useSay();
  const language = useLanguage();
  const groupWords = useGroupWords();
  const register = useRegister('confirmed', 'mine');
  const entries = register.data?.pages.flatMap((page) => page.items) ?? [];
  const actions = entries.flatMap(({ problem, name, group, ownActions }) =>
    ownActions.map((action) => ({ problem, name: name ?? groupWords(group), ...action })),
  );
  return (
    <section className="rounded-m border border-hairline bg-surface p-3">
      <h2 className="text-l font-bold">
        <Link to="/figures/systemic">{say('desk.systemic.mine')}</Link>
      </h2>
      {register.isPending && <Skeleton />}
      {register.isError && <Failure error={register.error} onRetry={() => void register.refetch()} />}
      {register.isSuccess && actions.length === 0 && <p className="text-muted">{say('desk.day.actions-none')}</p>}
      <ul className="flex flex-col">
        {actions
          .toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1))
          .map(({ problem, name, action, dueOn, overdue }) => (
            <li
              key={`${problem} ${action}`}
              className="flex flex-wrap items-center gap-x-4 border-t border-hairline py-1 first:border-t-0"
            >
              <Link to="/figures/systemic/$problem" params={{ problem }} className="min-w-0 grow">
                <bdi>{name}</bdi>
              </Link>
              <span className={overdue ? 'font-semibold text-late' : ''}>
                {say(overdue ? 'desk.systemic.overdue' : 'desk.systemic.due', { day: dayWords(dueOn, language) })}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}

/** What waits for the reader outside of cases, as far as their roles let them do any of it. */
export function OwnDuties() {
  const { roles } = useSession();
  return (
    <>
      {hasRole(roles, policyApprovers) && <WaitingPolicies />}
      {hasRole(roles, problemReaders) && <OwnActions />}
    </>
  );
}
