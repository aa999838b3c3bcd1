import { dayWords } from '@redress/texts/web';
import { Skeleton, useLanguage } from '@redress/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Failure } from '../../failure.js';
import { useSay } from '../../say.js';
import { useTitle } from '../../title.js';
import { POLICY_STANDING, type PolicySummary, usePolicies, useSimulation } from './policy-queries.js';
import { ProposedBy } from './proposed-by.js';
import { Simulator } from './simulator.js';

/** From when to when a version holds. */
export function Validity({ validFrom, validTo }: Pick<PolicySummary, 'validFrom' | 'validTo'>) {
  const say = useSay();
  const language = useLanguage();
  const from = dayWords(validFrom, language);
  return (
    <>
      {validTo === undefined
        ? say('desk.policies.from', { from })
        : say('desk.policies.from-to', { from, to: dayWords(validTo, language) })}
    </>
  );
}

/** Versions of policies, one below the other. */
function Versions({ items, inForce }: { readonly items: readonly PolicySummary[]; readonly inForce?: string }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <ul className="flex flex-col">
      {items.map(({ version, standing, proposal, names, validFrom, validTo }) => (
        <li
          key={version}
          className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-hairline bg-surface p-2"
        >
          <Link to="/admin/policies/$version" params={{ version }} className="font-mono sm:min-w-56">
            <bdi dir="ltr">{version}</bdi>
          </Link>
          <bdi className="min-w-40 grow">{names[language]}</bdi>
          {version === inForce && <span className="font-semibold text-done">{say('desk.policies.in-force')}</span>}
          {proposal === undefined ? <span>{say(POLICY_STANDING[standing])}</span> : <ProposedBy proposal={proposal} />}
          <span className="text-muted">
            <Validity validFrom={validFrom} {...(validTo !== undefined && { validTo })} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The rules for complaints, version by version, and what they would do. */
export function PoliciesPage() {
  const say = useSay();
  const [now] = useState(() => new Date().toISOString());
  const policies = usePolicies();
  const inForce = useSimulation({ receivedAt: now, channel: 'web' }).data?.policy;
  useTitle(say('desk.admin.policies'));
  const waiting = policies.data?.filter(({ proposal }) => proposal !== undefined) ?? [];
  const own = policies.data?.filter(({ standing }) => standing !== 'shipped') ?? [];
  const shipped = policies.data?.filter(({ standing }) => standing === 'shipped') ?? [];
  const marked = inForce === undefined ? {} : { inForce };
  return (
    <div className="flex flex-col gap-6">
      <div>
        <h1 className="text-xl font-bold">{say('desk.admin.policies')}</h1>
        <p className="max-w-prose">{say('desk.policies.hint')}</p>
        <p className="max-w-prose text-muted">{say('desk.policies.in-force-hint')}</p>
      </div>
      {policies.isPending && <Skeleton />}
      {policies.isError && <Failure error={policies.error} onRetry={() => void policies.refetch()} />}
      {policies.isSuccess && own.length === 0 && inForce !== undefined && (
        <p className="text-muted">{say('desk.policies.empty', { version: inForce })}</p>
      )}
      {waiting.length > 0 && (
        <section className="border-s-4 border-due ps-3">
          <h2 className="text-l font-bold">{say('desk.policies.waiting')}</h2>
          <Versions items={waiting} />
        </section>
      )}
      {own.length > waiting.length && (
        <Versions items={own.filter(({ proposal }) => proposal === undefined)} {...marked} />
      )}
      {shipped.length > 0 && (
        <details open={own.length === 0}>
          <summary className="min-h-8 cursor-pointer font-semibold">
            {say('desk.policies.shipped-list', { count: shipped.length })}
          </summary>
          <Versions items={shipped} {...marked} />
        </details>
      )}
      <Simulator />
    </div>
  );
}
