import type { components } from '@redress/api-client';
import { buttonClass, Notice, Skeleton } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { answerOf, useApi } from '../api.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { canCompute, type CheckedEvent, checkedAgain, isOriginal } from './chain-check.js';
import { ChainDrawing } from './chain-drawing.js';
import { useIntegrity } from './integrity-query.js';
import { KeptHash } from './kept-hash.js';

type Evidence = components['schemas']['Evidence'];

/** The last event, whose hash stands for the whole case, and whether the last check of the whole log has read it. */
function Last({ chain }: { readonly chain: readonly CheckedEvent[] }) {
  const say = useSay();
  const { full } = useMoments();
  const { data: integrity } = useIntegrity();
  const last = chain.at(-1);
  if (last === undefined) return null;
  const { state, startedAt = '' } = integrity ?? {};
  // Instants of one form are in order as texts.
  const hasReadIt = (state === 'passed' || state === 'failed') && startedAt >= last.event.recordedAt;
  return (
    <div className="mb-4 max-w-prose">
      <p>{say('desk.proof.last')}</p>
      <p className="wrap-anywhere">
        <bdi dir="ltr" className="font-mono font-semibold">
          {last.computed}
        </bdi>
      </p>
      {!hasReadIt && <p className="text-muted">{say('desk.proof.not-covered')}</p>}
      {hasReadIt && (
        <p className={state === 'passed' ? 'text-done' : 'font-semibold text-late'}>
          {say(state === 'passed' ? 'desk.proof.covered' : 'desk.proof.covered-faults', { at: full(startedAt) })}
        </p>
      )}
    </div>
  );
}

/** What this browser found when it computed the chain again. */
function Recomputed({ evidence }: { readonly evidence: Evidence }) {
  const say = useSay();
  const { reference, checkedAt, events } = evidence;
  const chain = useQuery({
    queryKey: ['chain', reference, checkedAt],
    queryFn: () => checkedAgain(reference, events),
    enabled: canCompute(),
  });
  if (!canCompute()) return <Notice kind="due">{say('desk.proof.cannot-compute')}</Notice>;
  if (chain.isError) return <Failure error={chain.error} onRetry={() => void chain.refetch()} />;
  if (chain.isPending) return <Skeleton />;
  const wrong = chain.data.filter((checked) => !isOriginal(checked));
  return (
    <>
      <Notice kind={wrong.length === 0 ? 'done' : 'late'}>
        <p className="font-semibold">{say('desk.proof.again')}</p>
        <p>
          {wrong.length === 0
            ? say('desk.proof.again-right', { count: chain.data.length })
            : say('desk.proof.again-wrong', { count: wrong.length })}
        </p>
      </Notice>
      <Last chain={chain.data} />
      <ChainDrawing chain={chain.data} />
      <KeptHash chain={chain.data} />
    </>
  );
}

/** The chain of hashes of a case, computed again here and drawn event by event, with the file by which anybody can check it elsewhere. */
export function CaseProof({ reference }: { readonly reference: string }) {
  const say = useSay();
  const api = useApi();
  const { full } = useMoments();
  const proof = useQuery({
    queryKey: ['evidence', reference],
    queryFn: () => answerOf(api.GET('/api/compliance/cases/{reference}/evidence', { params: { path: { reference } } })),
  });
  return (
    <section className="mt-6">
      <h3 className="text-l font-bold">{say('desk.proof.title')}</h3>
      <p className="max-w-prose">{say('desk.proof.hint')}</p>
      {proof.isPending && <Skeleton />}
      {proof.isError && <Failure error={proof.error} onRetry={() => void proof.refetch()} />}
      {proof.data !== undefined && (
        <>
          <Notice kind={proof.data.intact ? 'done' : 'late'}>
            <p className="font-semibold">{say(proof.data.intact ? 'desk.verify.passed' : 'desk.verify.failed')}</p>
            <p>{say('desk.proof.checked', { count: proof.data.events.length, at: full(proof.data.checkedAt) })}</p>
          </Notice>
          <p className="mb-4">
            <a
              download={`evidence-${proof.data.reference}.json`}
              href={`/api/compliance/cases/${proof.data.reference}/evidence`}
              className={buttonClass('secondary')}
            >
              {say('desk.proof.download')}
            </a>
          </p>
          <Recomputed evidence={proof.data} />
        </>
      )}
    </section>
  );
}
