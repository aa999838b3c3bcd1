import { Button, buttonClass, Skeleton, useLanguage } from '@redress/ui';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../../dialog.js';
import { useColleagues } from '../../colleagues.js';
import { Failure } from '../../failure.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { useSession } from '../../session.js';
import { useTitle } from '../../title.js';
import { filtersIn } from '../figures-search.js';
import { ReportEditor } from './report-editor.js';
import { DELIVERY_STATE, languageWords, OUTCOME_OF_SENDING, recipientWords, REPORT_PERIOD } from './report-words.js';
import {
  type ListedSending,
  type ListedReport,
  useReportChanges,
  useReportHistory,
  useScheduledReports,
} from './scheduled-reports.js';

/** A name among others, in its own direction. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** One sending: about which days, how it ended, and for whom. */
function Sending({ sending }: { readonly sending: ListedSending }) {
  const say = useSay();
  const { day, full, number } = useMoments();
  const colleagues = useColleagues();
  const { period, outcome, deliveries, askedBy, skipped, position, asOf, endedAt } = sending;
  const last = new Date(Date.parse(period.before) - 1).toISOString();
  return (
    <li className="border-b border-hairline py-2">
      <p className="font-semibold">
        {say('desk.report.about', { from: day(period.from), to: day(last) })}: {say(OUTCOME_OF_SENDING[outcome])}
      </p>
      {endedAt !== null && <p className="text-muted">{full(endedAt)}</p>}
      {askedBy !== null && <p>{say('desk.report.asked-by', { person: colleagues.nameOf(askedBy) })}</p>}
      {skipped > 0 && <p className="font-semibold text-due">{say('desk.report.skipped', { periods: skipped })}</p>}
      {position !== null && asOf !== null && (
        <p className="text-muted">
          {say('desk.report.standing', { position: number(Number(position)), at: full(asOf) })}
        </p>
      )}
      <ul className="list-disc ps-6">
        {deliveries.map((delivery) => (
          <li key={`${delivery.kind} ${delivery.name}`}>
            <bdi>{recipientWords(delivery, say, colleagues)}</bdi>: {say(DELIVERY_STATE[delivery.state])}
            {delivery.failure !== null && (
              <>
                {' '}
                <bdi dir="ltr" lang="en" className="text-muted">
                  {delivery.failure}
                </bdi>
              </>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}

function History({ report, onClose }: { readonly report: ListedReport; readonly onClose: () => void }) {
  const say = useSay();
  const history = useReportHistory(report.id);
  return (
    <Dialog title={say('desk.report.history')} onClose={onClose} closeLabel={say('desk.close')}>
      {history.isPending && <Skeleton />}
      {history.isError && <Failure error={history.error} onRetry={() => void history.refetch()} />}
      {history.data?.items.length === 0 && <p>{say('desk.report.never-sent')}</p>}
      <ol>
        {history.data?.items.map((sending) => (
          <Sending key={sending.id} sending={sending} />
        ))}
      </ol>
    </Dialog>
  );
}

function Report({ report, onChange }: { readonly report: ListedReport; readonly onChange: () => void }) {
  const say = useSay();
  const list = new Intl.ListFormat(useLanguage());
  const { full } = useMoments();
  const { person } = useSession();
  const colleagues = useColleagues();
  const { send, remove } = useReportChanges(report);
  const [isHistoryOpen, setHistoryOpen] = useState(false);
  const { name, period, languages, recipients, nextAt, last, owner } = report;
  const error = send.error ?? remove.error;
  const isSending = last?.outcome === 'under-way';
  return (
    <li className="border-b border-hairline bg-surface p-3">
      <h2 className="text-l font-bold">
        <bdi>{name}</bdi>
      </h2>
      <p>
        {say('desk.report.every', {
          period: say(REPORT_PERIOD[period]),
          languages: list.format(languageWords(languages, say)),
        })}
      </p>
      <p>{nextAt === null ? say('desk.report.paused') : say('desk.report.next', { at: full(nextAt) })}</p>
      <p className="text-muted">
        {say('desk.report.to', {
          recipients: list.format(recipients.map((one) => isolated(recipientWords(one, say, colleagues)))),
        })}
      </p>
      {owner !== person && (
        <p className="text-muted">{say('desk.report.owner', { person: colleagues.nameOf(owner) })}</p>
      )}
      {last !== null && (
        <p role="status" className={last.outcome === 'sent' || isSending ? '' : 'font-semibold text-late'}>
          {say('desk.report.last', { outcome: say(OUTCOME_OF_SENDING[last.outcome]) })}
        </p>
      )}
      {error !== null && <Failure error={error} />}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button type="button" kind="secondary" aria-label={say('desk.report.change-of', { name })} onClick={onChange}>
          {say('desk.report.change')}
        </Button>
        <Button
          type="button"
          kind="secondary"
          disabled={send.isPending || isSending}
          aria-label={say('desk.report.send-of', { name })}
          onClick={() => send.mutate()}
        >
          {say('desk.report.send')}
        </Button>
        <Button
          type="button"
          kind="secondary"
          aria-label={say('desk.report.history-of', { name })}
          onClick={() => setHistoryOpen(true)}
        >
          {say('desk.report.history')}
        </Button>
        <Button
          type="button"
          kind="danger"
          disabled={remove.isPending}
          aria-label={say('desk.report.delete-of', { name })}
          onClick={() => remove.mutate()}
        >
          {say('desk.report.delete')}
        </Button>
      </div>
      {isHistoryOpen && <History report={report} onClose={() => setHistoryOpen(false)} />}
    </li>
  );
}

/** The reports that the reader scheduled: when each goes next, to whom, and how the last one ended. */
export function ReportsPage() {
  const say = useSay();
  const search = useSearch({ from: '/figures/reports' });
  const reports = useScheduledReports();
  const [edited, setEdited] = useState<ListedReport | 'new'>();
  useTitle(say('desk.reports'));
  return (
    <div className="flex flex-col gap-3">
      <h1 className="text-xl font-bold">{say('desk.reports')}</h1>
      <p className="max-w-prose text-muted">{say('desk.report.hint')}</p>
      <p className="flex flex-wrap gap-2">
        <Button type="button" onClick={() => setEdited('new')}>
          {say('desk.report.new')}
        </Button>
        <Link to="/figures" search={filtersIn(search)} className={buttonClass('secondary')}>
          {say('desk.place.figures')}
        </Link>
      </p>
      {reports.isPending && <Skeleton />}
      {reports.isError && <Failure error={reports.error} onRetry={() => void reports.refetch()} />}
      {reports.data?.items.length === 0 && <p>{say('desk.report.none')}</p>}
      <ul className="flex flex-col gap-2">
        {reports.data?.items.map((report) => (
          <Report key={report.id} report={report} onChange={() => setEdited(report)} />
        ))}
      </ul>
      {edited !== undefined && (
        <ReportEditor
          known={edited === 'new' ? undefined : edited}
          filters={filtersIn(search)}
          onClose={() => setEdited(undefined)}
        />
      )}
    </div>
  );
}
