import { Button, Code, Skeleton, useLanguage } from '@redress/ui';
import { useParams, useSearch } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useColleagues } from '../colleagues.js';
import { Failure } from '../failure.js';
import { hasRole, places } from '../places.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import { type DeskCase, STATUS } from '../words.js';
import { Actions } from './actions.js';
import { useCase, useLiveCase } from './case-queries.js';
import { Composer } from './composer.js';
import { DuplicatesHint } from './duplicates.js';
import { Facts } from './facts.js';
import { Said } from './said.js';
import { Story } from './story.js';
import { TimeTravel } from './time-travel.js';
import { useIsWide } from './wide.js';
import { useTitle } from '../title.js';

const COPIED_MS = 2_000;

/** Puts a reference where it can be pasted from. */
function Copy({ text }: { readonly text: string }) {
  const say = useSay();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <>
      <button
        type="button"
        className="min-h-8 cursor-pointer px-2 text-accent underline pointer-coarse:min-h-11 print:hidden"
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {say('desk.copy')}
      </button>
      <span role="status" className="text-s text-muted">
        {isCopied && say('desk.copied')}
      </span>
    </>
  );
}

function Complaint({ shown }: { readonly shown: DeskCase }) {
  const say = useSay();
  return (
    <section className="rounded-m border border-hairline bg-surface p-3">
      <h2 className="font-bold">{say('desk.complaint')}</h2>
      <Said text={shown.description} />
      {shown.desiredOutcome !== undefined && (
        <>
          <h3 className="mt-2 font-bold">{say('desk.fact.desired')}</h3>
          <Said text={shown.desiredOutcome} />
        </>
      )}
    </section>
  );
}

/** The facts; folded where they would push everything else off the screen. */
function FactsColumn({ shown, revision }: { readonly shown: DeskCase; readonly revision: number | undefined }) {
  const say = useSay();
  const isWide = useIsWide();
  const facts = <Facts shown={shown} revision={revision} />;
  return (
    <aside
      aria-label={say('desk.facts')}
      className="rounded-m border border-hairline bg-surface p-3 lg:col-span-2 xl:col-span-1"
    >
      {isWide ? (
        facts
      ) : (
        <details>
          <summary className="cursor-pointer font-bold pointer-coarse:py-2">{say('desk.facts')}</summary>
          <div className="pt-3">{facts}</div>
        </details>
      )}
    </aside>
  );
}

/** Facts, the story in the middle, and what can be done now; on narrow screens below each other, what can be done before the long story. */
function Columns({ shown, revision }: { readonly shown: DeskCase; readonly revision: number | undefined }) {
  const { roles } = useSession();
  const readsHistory = places.some(({ path, roles: readers }) => path === '/cases' && hasRole(roles, readers));
  const isNow = revision === undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1fr)_18.75rem] xl:grid-cols-[16.25rem_minmax(0,1fr)_18.75rem]">
      <FactsColumn shown={shown} revision={revision} />
      {isNow && (
        <div className="lg:col-start-2 lg:row-start-2 xl:col-start-3 xl:row-start-1 print:hidden">
          <Actions shown={shown} />
        </div>
      )}
      <div className="flex min-w-0 flex-col gap-3 lg:col-start-1 lg:row-start-2 xl:col-start-2 xl:row-start-1">
        <Complaint shown={shown} />
        {readsHistory && <TimeTravel reference={shown.reference} revision={revision} />}
        {readsHistory && <Story reference={shown.reference} {...(revision !== undefined && { until: revision })} />}
        {isNow && shown.availableCommands.includes('add-note') && <Composer shown={shown} />}
      </div>
    </div>
  );
}

/** Who else has the case open now, so that two people do not do the same work. */
function Present({ people }: { readonly people: readonly string[] }) {
  const say = useSay();
  const language = useLanguage();
  const { nameOf } = useColleagues();
  return (
    <span role="status" className="print:hidden">
      {people.length > 0 && (
        <span className="inline-flex items-center gap-2 rounded-m border border-paused bg-paused-quiet px-2">
          <Users aria-hidden size={16} />
          {say('desk.present', {
            people: new Intl.ListFormat(language).format(people.map(nameOf)),
            count: people.length,
          })}
        </span>
      )}
    </span>
  );
}

/** One case. */
export function CasePage() {
  const say = useSay();
  const { reference } = useParams({ from: '/cases/$reference' });
  useTitle(`${say('desk.case')} ${reference}`);
  const { revision } = useSearch({ from: '/cases/$reference' });
  const present = useLiveCase(reference);
  const shown = useCase(reference, revision);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h1 className="text-xl font-bold">
          {say('desk.case')} <Code>{reference}</Code>
        </h1>
        <Copy text={reference} />
        {shown.data !== undefined && <span className="text-muted">{say(STATUS[shown.data.status])}</span>}
        <Present people={present} />
        {shown.data !== undefined && revision === undefined && <DuplicatesHint shown={shown.data} />}
        <span className="grow" />
        <span className="print:hidden">
          <Button type="button" kind="secondary" onClick={() => window.print()}>
            {say('desk.print')}
          </Button>
        </span>
      </div>
      {shown.isPending && <Skeleton />}
      {shown.isError && <Failure error={shown.error} onRetry={() => void shown.refetch()} />}
      {shown.data !== undefined && <Columns shown={shown.data} revision={revision} />}
    </>
  );
}
