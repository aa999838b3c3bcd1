import type { components } from '@redress/api-client';
import { Button, Notice } from '@redress/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { answerOf, ApiRefusal, useApi } from '../api.js';
import { Failure } from '../failure.js';
import { useSay } from '../say.js';

type SampleData = components['schemas']['SampleData'];

const SAMPLE_DATA = ['sample-data'] as const;
/** How often a loading is looked at. */
const LOOK_MS = 1_000;
/** Where this device keeps that the end of the loading was read. */
const READ_KEY = 'redress-sample-data-read';

const NOT_FOUND = 404;

/** What the API says of sample data; `null` where services run apart, and nobody offers any. */
function useSampleData() {
  const api = useApi();
  return useQuery({
    queryKey: SAMPLE_DATA,
    queryFn: async (): Promise<SampleData | null> => {
      try {
        return await answerOf<SampleData>(api.GET('/api/sample-data'));
      } catch (error) {
        if (error instanceof ApiRefusal && error.problem.status === NOT_FOUND) return null;
        throw error;
      }
    },
    refetchInterval: ({ state: { data } }) => (data?.state === 'loading' ? LOOK_MS : false),
  });
}

/** Asks everything anew once the complaints are there. */
function useFreshAfterLoading(state: SampleData['state'] | undefined): void {
  const queries = useQueryClient();
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'loading' && state === 'loaded')
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SAMPLE_DATA[0] });
    before.current = state;
  }, [state, queries]);
}

function Loading({ complaints, of }: Pick<SampleData, 'complaints' | 'of'>) {
  const say = useSay();
  const words = say('desk.first-hour.loading', { done: complaints, of });
  return (
    <>
      <p role="status">{words}</p>
      <progress value={complaints} max={of} aria-label={words} className="w-full max-w-md" />
    </>
  );
}

/** Offers sample data to the administrator of an installation that is still empty. Shows nothing anywhere else. */
export function SampleDataOffer() {
  const say = useSay();
  const api = useApi();
  const queries = useQueryClient();
  const [isRead, setRead] = useState(() => localStorage.getItem(READ_KEY) !== null);
  const { data } = useSampleData();
  const load = useMutation({
    mutationFn: () => answerOf<SampleData>(api.POST('/api/sample-data')),
    onSuccess: (begun) => queries.setQueryData(SAMPLE_DATA, begun),
  });
  useFreshAfterLoading(data?.state);
  const close = (): void => {
    localStorage.setItem(READ_KEY, 'yes');
    setRead(true);
  };
  if (data === undefined || data === null) return null;
  const { state, complaints, of } = data;
  switch (state) {
    case 'unavailable':
      return null;
    case 'loading':
      return (
        <Notice kind="due">
          <Loading complaints={complaints} of={of} />
        </Notice>
      );
    case 'loaded':
    case 'failed':
      return isRead ? null : (
        <Notice kind={state === 'loaded' ? 'done' : 'late'}>
          <p role="status" className="mb-2">
            {state === 'loaded'
              ? say('desk.first-hour.loaded', { count: complaints })
              : say('desk.first-hour.failed', { done: complaints, of })}
          </p>
          <Button type="button" kind="secondary" onClick={close}>
            {say('desk.close')}
          </Button>
        </Notice>
      );
    case 'available':
      return (
        <Notice>
          <h2 className="text-l font-bold">{say('desk.first-hour.title')}</h2>
          <p className="mb-3 max-w-prose">{say('desk.first-hour.offer', { count: of })}</p>
          {load.isError && <Failure error={load.error} />}
          <Button type="button" disabled={load.isPending} onClick={() => load.mutate()}>
            {say('desk.first-hour.load')}
          </Button>
        </Notice>
      );
  }
}
