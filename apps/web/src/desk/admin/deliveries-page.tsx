import type { components } from '@redress/api-client';
import { Button, Code, Skeleton, useLanguage } from '@redress/ui';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, useApi } from '../api.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { MoreButton } from '../more-button.js';
import { useSay } from '../say.js';
import { useTitle } from '../title.js';

type DeadLetters = components['schemas']['DeadLetters'];

const DEAD_LETTERS = ['operations', 'dead-letters'] as const;
const PAGE_ROWS = 50;
const STREAM_PREFIX = 'complaint-';

function useDeadLetters() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: DEAD_LETTERS,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/notifications/dead-letters', {
          params: { query: { limit: PAGE_ROWS, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** The reference of a complaint, in fours as people write it, from the name of its stream. */
function referenceIn(subject: string): string {
  return subject.replace(STREAM_PREFIX, '').replaceAll(/(.{4})(?=.)/g, '$1-');
}

function DeadLetterRow({ letters }: { readonly letters: DeadLetters }) {
  const say = useSay();
  const api = useApi();
  const queries = useQueryClient();
  const { subscription, subject, events } = letters;
  const resend = useMutation({
    mutationFn: () => answerOf(api.POST('/api/notifications/dead-letters/resend', { body: { subscription, subject } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: DEAD_LETTERS }),
  });
  return (
    <li className="border-b border-hairline bg-surface p-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <bdi dir="ltr" className="min-w-32 font-semibold">
          {subscription}
        </bdi>
        <Code>{referenceIn(subject)}</Code>
        <span className="grow">{say('desk.deliveries.events', { events: events.length })}</span>
        <Button type="button" kind="secondary" disabled={resend.isPending} onClick={() => resend.mutate()}>
          {say('desk.deliveries.resend')}
        </Button>
      </div>
      {resend.isError && <Failure error={resend.error} />}
    </li>
  );
}

/** The systems that are told, and whether that happens in time. */
function Subscriptions() {
  const say = useSay();
  const api = useApi();
  const list = new Intl.ListFormat(useLanguage());
  const { relative } = useMoments();
  const subscriptions = useQuery({
    queryKey: ['operations', 'subscriptions'],
    queryFn: () => answerOf(api.GET('/api/notifications/subscriptions')),
  });
  if (subscriptions.isPending) return <Skeleton />;
  if (subscriptions.isError)
    return <Failure error={subscriptions.error} onRetry={() => void subscriptions.refetch()} />;
  const { items, oldestDueAt } = subscriptions.data;
  if (items.length === 0) return <p>{say('desk.deliveries.no-subscriptions')}</p>;
  return (
    <>
      <ul className="flex flex-col">
        {items.map(({ name, host, events }) => (
          <li key={name} className="border-b border-hairline bg-surface p-2">
            <bdi dir="ltr" className="font-semibold">
              {name}
            </bdi>{' '}
            <bdi dir="ltr" className="text-muted">
              {host}
            </bdi>
            <p lang="en" dir="ltr" className="text-s wrap-anywhere rtl:text-right">
              {list.format(events)}
            </p>
          </li>
        ))}
      </ul>
      <p className={oldestDueAt === null ? 'text-done' : 'font-semibold text-due'}>
        {oldestDueAt === null
          ? say('desk.deliveries.in-time')
          : say('desk.deliveries.late', { when: relative(oldestDueAt) })}
      </p>
    </>
  );
}

/** The other systems that are told of events, and what they could not be told. */
export function DeliveriesPage() {
  const say = useSay();
  const letters = useDeadLetters();
  useTitle(say('desk.admin.deliveries'));
  const items = letters.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h1 className="text-xl font-bold">{say('desk.admin.deliveries')}</h1>
      <p className="max-w-prose text-muted">{say('desk.deliveries.messages-hint')}</p>
      <h2 className="mt-4 text-l font-bold">{say('desk.deliveries.subscriptions')}</h2>
      <Subscriptions />
      <h2 className="mt-4 text-l font-bold">{say('desk.deliveries.given-up')}</h2>
      <p className="max-w-prose">{say('desk.deliveries.hint')}</p>
      {letters.isPending && <Skeleton />}
      {letters.isError && <Failure error={letters.error} onRetry={() => void letters.refetch()} />}
      {letters.isSuccess && items.length === 0 && <p className="mt-3">{say('desk.deliveries.none')}</p>}
      <ul className="mt-3 flex flex-col">
        {items.map((one) => (
          <DeadLetterRow key={`${one.subscription} ${one.subject}`} letters={one} />
        ))}
      </ul>
      <MoreButton of={letters} />
    </>
  );
}
