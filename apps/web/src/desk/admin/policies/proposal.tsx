import { dayWords } from '@redress/texts/web';
import { Button, Skeleton, TextArea, useLanguage } from '@redress/ui';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { Dialog } from '../../dialog.js';
import { Failure } from '../../failure.js';
import { useSay } from '../../say.js';
import { SecondPersonForm } from '../../second-person-form.js';
import { textOf } from '../../sign-in.js';
import {
  type ShownVersion,
  usePolicies,
  usePolicy,
  usePutForward,
  useSimulation,
  versionBefore,
} from './policy-queries.js';
import { ProposedBy } from './proposed-by.js';

/** What changed between versions, loaded when it is wanted. */
export const PolicyDifference = lazy(async () => ({
  default: (await import('./policy-as-yaml.js')).PolicyDifference,
}));

/** Proposes what stands on the page, once it has been said what that means. */
export function ProposeDialog({ shown, onClose }: { readonly shown: ShownVersion; readonly onClose: () => void }) {
  const say = useSay();
  const proposing = usePutForward(shown, onClose);
  const title = say('desk.policies.propose');
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    proposing.mutate({ act: 'propose', reason: textOf(new FormData(event.currentTarget), 'reason') });
  };
  return (
    <Dialog title={title} onClose={onClose} closeLabel={say('desk.close')}>
      <form onSubmit={send} noValidate>
        <p className="mb-3">
          <bdi dir="ltr" className="font-mono">
            {shown.policy.version}
          </bdi>
        </p>
        <p className="mb-3">{say('desk.policies.propose-hint')}</p>
        {proposing.isError && <Failure error={proposing.error} />}
        <TextArea name="reason" label={say('desk.policies.propose-reason')} rows={3} />
        <Button disabled={proposing.isPending}>{title}</Button>
      </form>
    </Dialog>
  );
}

/** What is proposed against what it would replace. */
function ProposedChanges({ policy }: Pick<ShownVersion, 'policy'>) {
  const say = useSay();
  const [now] = useState(() => new Date().toISOString());
  const policies = usePolicies();
  const inForce = useSimulation({ receivedAt: now, channel: 'web' });
  const before = policies.data && versionBefore(policy.version, policies.data, inForce.data?.policy);
  const other = usePolicy(before);
  const failed = [policies, inForce, other].find(({ isError }) => isError);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (before === undefined || other.data === undefined) return <Skeleton />;
  const title = say('desk.policies.diff', { from: before, to: policy.version });
  return (
    <>
      <h3 className="font-bold">{title}</h3>
      <Suspense fallback={<Skeleton />}>
        <PolicyDifference title={title} before={other.data.policy} after={policy} />
      </Suspense>
    </>
  );
}

/** A version that waits for a second person: what changes, and the decision. */
export function Proposal({
  shown,
  proposal,
}: {
  readonly shown: ShownVersion;
  readonly proposal: NonNullable<ShownVersion['proposal']>;
}) {
  const say = useSay();
  const language = useLanguage();
  const deciding = usePutForward(shown);
  const { isOwn } = proposal;
  const from = dayWords(shown.policy.validFrom, language);
  return (
    <section className="flex flex-col gap-2 border-s-4 border-due ps-3">
      <h2 className="text-l font-bold">{say('desk.policies.waiting')}</h2>
      <p>
        <ProposedBy proposal={proposal} />
      </p>
      <ProposedChanges policy={shown.policy} />
      <SecondPersonForm
        isOwn={isOwn}
        notice={isOwn ? say('desk.policies.own-proposal') : say('desk.policies.approve-hint', { from })}
        reasonHint={say('desk.policies.decision-reason-hint')}
        take={{ label: say('desk.policies.approve'), kind: 'primary' }}
        end={say(isOwn ? 'desk.policies.withdraw' : 'desk.policies.reject')}
        deciding={deciding}
        onDecide={(decision, reason) =>
          deciding.mutate({ act: decision === 'take' ? 'approve' : isOwn ? 'withdraw' : 'reject', reason })
        }
      />
    </section>
  );
}
