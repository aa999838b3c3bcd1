import { directionOf } from '@redress/texts/web';
import { Button, Code, Notice, Skeleton, useLanguage } from '@redress/ui';
import { useSay } from '../say.js';
import { useTitle } from '../title.js';
import type { WordList } from '../words.js';
import { NotShown } from './elsewhere.js';
import { type ShownFinding, useFindings } from './operations-queries.js';

const STATE: WordList<ShownFinding['state']> = {
  fail: 'desk.health.fail',
  warn: 'desk.health.warn',
  ok: 'desk.health.ok',
};

const LOOK: Readonly<Record<ShownFinding['state'], string>> = {
  fail: 'text-late font-semibold',
  warn: 'text-due font-semibold',
  ok: 'text-done',
};

/** The worst first, else in the order in which they were found. */
function byUrgency(findings: readonly ShownFinding[]): readonly ShownFinding[] {
  const order: readonly ShownFinding['state'][] = ['fail', 'warn', 'ok'];
  return findings.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
}

/** Whether settings, stores and machine are as they should be, and what helps. */
export function HealthPage() {
  const say = useSay();
  const findings = useFindings();
  // A finding may begin with a path or an address, and is a sentence of the page all the same.
  const direction = directionOf(useLanguage());
  useTitle(say('desk.admin.health'));
  const wrong = findings.data?.filter(({ state }) => state !== 'ok').length ?? 0;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-xl font-bold">{say('desk.admin.health')}</h1>
        <Button type="button" kind="secondary" disabled={findings.isFetching} onClick={() => void findings.refetch()}>
          {say('desk.operations.again')}
        </Button>
      </div>
      <p className="max-w-prose">{say('desk.health.hint')}</p>
      {findings.isPending && <Skeleton />}
      {findings.isError && (
        <NotShown error={findings.error} command="redress doctor" onRetry={() => void findings.refetch()} />
      )}
      {findings.data !== undefined && (
        <>
          <div role="status">
            <Notice kind={wrong === 0 ? 'done' : 'due'}>{say('desk.health.summary', { wrong })}</Notice>
          </div>
          <ul className="flex flex-col">
            {byUrgency(findings.data).map(({ check, state, detail, remedy }) => (
              <li key={`${check} ${detail}`} className="border-b border-hairline bg-surface p-2">
                <span className={LOOK[state]}>{say(STATE[state])}</span> <Code>{check}</Code>
                <p className="wrap-anywhere">
                  <bdi dir={direction}>{detail}</bdi>
                </p>
                {remedy !== undefined && (
                  <p className="font-semibold wrap-anywhere">
                    <bdi dir={direction}>{remedy}</bdi>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
