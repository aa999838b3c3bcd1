import { dayWords } from '@redress/texts/web';
import { Button, buttonClass, Skeleton, useLanguage } from '@redress/ui';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Dialog } from '../../dialog.js';
import { Failure } from '../../failure.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { useTitle } from '../../title.js';
import { PolicyHistory } from './policy-history.js';
import {
  type ShownPolicy,
  POLICY_STANDING,
  usePolicies,
  usePolicy,
  usePolicyApproval,
  useStandingChange,
} from './policy-queries.js';
import { PolicyWords } from './policy-words.js';
import { PolicyDifference, Proposal, ProposeDialog } from './proposal.js';
import { Simulator } from './simulator.js';

/** Apart: what writes YAML is larger than the rest of the page. */
const PolicyAsYaml = lazy(async () => ({ default: (await import('./policy-as-yaml.js')).PolicyAsYaml }));

/** Says what publishing or retiring does, before it is done. */
function StandingDialog({
  policy: { version, validFrom },
  to,
  onClose,
}: {
  readonly policy: ShownPolicy;
  readonly to: 'publish' | 'retire';
  readonly onClose: () => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const change = useStandingChange(version, onClose);
  const isPublishing = to === 'publish';
  const title = say(isPublishing ? 'desk.policies.publish' : 'desk.policies.retire');
  return (
    <Dialog title={title} onClose={onClose} closeLabel={say('desk.close')}>
      <p className="mb-3">
        <bdi dir="ltr" className="font-mono">
          {version}
        </bdi>
      </p>
      <p className="mb-3">
        {isPublishing
          ? say('desk.policies.publish-hint', { from: dayWords(validFrom, language) })
          : say('desk.policies.retire-hint')}
      </p>
      {change.isError && <Failure error={change.error} />}
      <Button
        type="button"
        kind={isPublishing ? 'primary' : 'danger'}
        disabled={change.isPending}
        onClick={() => change.mutate(to)}
      >
        {title}
      </Button>
    </Dialog>
  );
}

/** What changed since another version. */
function Comparison({ policy }: { readonly policy: ShownPolicy }) {
  const say = useSay();
  const policies = usePolicies();
  const [chosen, setChosen] = useState('');
  const other = usePolicy(chosen === '' ? undefined : chosen);
  const others = policies.data?.filter(({ version }) => version !== policy.version) ?? [];
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-l font-bold">
        <label htmlFor="compare-with">{say('desk.policies.compare')}</label>
      </h2>
      <select
        id="compare-with"
        value={chosen}
        onChange={({ target }) => setChosen(target.value)}
        className="min-h-8 w-fit max-w-full rounded-m border border-line bg-surface px-2 pointer-coarse:min-h-11"
      >
        <option value="">{say('desk.policies.compare-none')}</option>
        {others.map(({ version }) => (
          <option key={version} value={version} dir="ltr">
            {version}
          </option>
        ))}
      </select>
      {other.isError && <Failure error={other.error} onRetry={() => void other.refetch()} />}
      {other.data !== undefined && (
        <Suspense fallback={<Skeleton />}>
          <PolicyDifference
            title={say('desk.policies.diff', { from: chosen, to: policy.version })}
            before={other.data.policy}
            after={policy}
          />
        </Suspense>
      )}
    </section>
  );
}

/** One version of a policy: in words beside its YAML, compared with others, and what it would do. */
export function PolicyPage() {
  const say = useSay();
  const language = useLanguage();
  const { full } = useMoments();
  const { version } = useParams({ from: '/admin/policies/$version' });
  const [changing, setChanging] = useState<'propose' | 'publish' | 'retire'>();
  const found = usePolicy(version);
  const approval = usePolicyApproval();
  useTitle(version);
  if (found.isPending) return <Skeleton />;
  if (found.isError) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  const { policy, standing, proposal, publishedAt, retiredAt } = found.data;
  const takesTwo = approval.data === 'two';
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-xl font-bold">
          <bdi>{policy.names[language]}</bdi>{' '}
          <bdi dir="ltr" className="font-mono font-normal">
            {version}
          </bdi>
        </h1>
        <span className="font-semibold">
          {say(proposal === undefined ? POLICY_STANDING[standing] : 'desk.policies.waiting')}
        </span>
        {publishedAt !== undefined && (
          <span className="text-muted">{say('desk.policies.published-at', { at: full(publishedAt) })}</span>
        )}
        {retiredAt !== undefined && (
          <span className="text-muted">{say('desk.policies.retired-at', { at: full(retiredAt) })}</span>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {standing === 'drafted' && approval.isSuccess && !(takesTwo && proposal !== undefined) && (
          <Button type="button" onClick={() => setChanging(takesTwo ? 'propose' : 'publish')}>
            {say(takesTwo ? 'desk.policies.propose' : 'desk.policies.publish')}
          </Button>
        )}
        <Link to="/admin/policies/$version/draft" params={{ version }} className={buttonClass('secondary')}>
          {say(standing === 'drafted' ? 'desk.policies.go-on' : 'desk.policies.draft-next')}
        </Link>
        {standing === 'published' && (
          <Button type="button" kind="danger" onClick={() => setChanging('retire')}>
            {say('desk.policies.retire')}
          </Button>
        )}
      </div>
      {proposal !== undefined && <Proposal shown={found.data} proposal={proposal} />}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <section className="min-w-0">
          <h2 className="mb-2 text-l font-bold">{say('desk.policies.as-form')}</h2>
          <PolicyWords policy={policy} />
        </section>
        <section className="min-w-0">
          <h2 className="mb-2 text-l font-bold">{say('desk.policies.as-yaml')}</h2>
          <Suspense fallback={<Skeleton />}>
            <PolicyAsYaml policy={policy} />
          </Suspense>
        </section>
      </div>
      <Comparison policy={policy} />
      {standing !== 'shipped' && <PolicyHistory version={version} />}
      <Simulator policy={version} />
      {changing === 'propose' && <ProposeDialog shown={found.data} onClose={() => setChanging(undefined)} />}
      {changing !== undefined && changing !== 'propose' && (
        <StandingDialog policy={policy} to={changing} onClose={() => setChanging(undefined)} />
      )}
    </div>
  );
}
