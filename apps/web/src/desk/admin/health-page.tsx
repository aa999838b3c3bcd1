import { directionOf } from '@redress/texts/web';
import { Button, Code, Notice, Skeleton, useLanguage } from '@redress/ui';
import { useSay } from '../say.js';
import { useTitle } from '../title.js';
import { isWordOf, type WordList } from '../words.js';
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

/** What is examined. A part that is found wrong by itself, such as one view, has the name that commands know it by. */
const CHECK = {
  node: 'desk.health.check.node',
  'data folder': 'desk.health.check.data-folder',
  services: 'desk.health.check.services',
  views: 'desk.health.check.views',
  holidays: 'desk.health.check.holidays',
  'policy approval': 'desk.health.check.policy-approval',
  disk: 'desk.health.check.disk',
  clock: 'desk.health.check.clock',
  mail: 'desk.health.check.mail',
} as const satisfies WordList<string>;

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
                <span className={LOOK[state]}>{say(STATE[state])}</span>{' '}
                {isWordOf(CHECK, check) ? (
                  <span className="font-semibold">{say(CHECK[check])}</span>
                ) : (
                  <Code>{check}</Code>
                )}
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
