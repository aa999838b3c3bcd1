import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, useApi } from '../api.js';
import { useLiveChanges } from '../live.js';
import type { DeskCase } from '../words.js';

/** Changes are told as they come; the page also looks this often while it is in sight, should no message get through. */
const REFRESH_MS = 60_000;

const floorKey = (reference: string) => ['floor', reference] as const;
const caseKey = (reference: string) => ['case', reference] as const;

/** The revision that answers must have reached, because this browser brought it about. */
function floorOf(queries: QueryClient, reference: string): { readonly atLeast?: number } {
  const atLeast = queries.getQueryData<number>(floorKey(reference));
  return atLeast === undefined ? {} : { atLeast };
}

/** Waits until everything shown of a case has reached a revision. */
export async function showAtLeast(queries: QueryClient, reference: string, revision: number): Promise<void> {
  queries.setQueryData(floorKey(reference), revision);
  await queries.invalidateQueries({ queryKey: caseKey(reference) });
  void queries.invalidateQueries({ queryKey: ['queue'] });
}

/** Shows what others, and services, change of a case as it happens. Returns who else has it open. */
export function useLiveCase(reference: string): readonly string[] {
  const queries = useQueryClient();
  return useLiveChanges((change) => {
    const known = queries.getQueryData<number>(floorKey(reference)) ?? -1;
    if (change !== undefined && change.revision <= known) return;
    if (change !== undefined) queries.setQueryData(floorKey(reference), change.revision);
    void queries.invalidateQueries({ queryKey: caseKey(reference) });
  }, reference);
}

/** A case: as it is, or as it was after an event. */
export function useCase(reference: string, atRevision?: number) {
  const api = useApi();
  const queries = useQueryClient();
  return useQuery({
    queryKey: [...caseKey(reference), 'state', atRevision ?? 'now'],
    queryFn: () =>
      answerOf(
        api.GET('/api/cases/{reference}', {
          params: {
            path: { reference },
            query: atRevision === undefined ? floorOf(queries, reference) : { atRevision },
          },
        }),
      ),
    ...(atRevision === undefined && { refetchInterval: REFRESH_MS }),
  });
}

/** Every event of a case, oldest first. */
export function useHistory(reference: string, isAllowed: boolean) {
  const api = useApi();
  const queries = useQueryClient();
  return useQuery({
    queryKey: [...caseKey(reference), 'history'],
    queryFn: () =>
      answerOf(
        api.GET('/api/cases/{reference}/history', {
          params: { path: { reference }, query: floorOf(queries, reference) },
        }),
      ),
    refetchInterval: REFRESH_MS,
    enabled: isAllowed,
  });
}

/** The clocks of a case in words. */
export function useClocks(reference: string, atRevision?: number) {
  const api = useApi();
  const queries = useQueryClient();
  return useQuery({
    queryKey: [...caseKey(reference), 'clocks', atRevision ?? 'now'],
    queryFn: () =>
      answerOf(
        api.GET('/api/cases/{reference}/clocks', {
          params: {
            path: { reference },
            query: atRevision === undefined ? floorOf(queries, reference) : { atRevision },
          },
        }),
      ),
  });
}

/** The templates of replies, filled in for the complainant as the case is. */
export function useFilledReplies(reference: string, isAllowed: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: [...caseKey(reference), 'replies'],
    queryFn: () => answerOf(api.GET('/api/cases/{reference}/reply-templates', { params: { path: { reference } } })),
    enabled: isAllowed,
  });
}

/** Comparing opens hundreds of cases, so it is not done again whenever something changes. */
const DUPLICATES_STALE_MS = 300_000;

/** Other complaints that may be about the same. What has ended is compared with nothing. */
export function usePossibleDuplicates({ reference, availableCommands }: DeskCase) {
  const api = useApi();
  return useQuery({
    queryKey: ['possible-duplicates', reference],
    queryFn: () =>
      answerOf(api.GET('/api/cases/{reference}/possible-duplicates', { params: { path: { reference }, query: {} } })),
    staleTime: DUPLICATES_STALE_MS,
    enabled: availableCommands.includes('link'),
  });
}

/** The words of the decision as they would be told now. */
export function useDecisionPreview(reference: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...caseKey(reference), 'decision'],
    queryFn: () => answerOf(api.GET('/api/cases/{reference}/decision-preview', { params: { path: { reference } } })),
  });
}

/** Every version of every policy, where one is to be chosen. */
export function usePolicies(isChosen: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ['policies'],
    queryFn: () => answerOf(api.GET('/api/policies')),
    enabled: isChosen,
  });
}

/** The policy of a case, which never changes once it is in force. */
export function usePolicy({ policy: { version } }: DeskCase) {
  const api = useApi();
  const [name = '', number = ''] = version.split('@');
  return useQuery({
    queryKey: ['policy', version],
    queryFn: () => answerOf(api.GET('/api/policies/{name}/{version}', { params: { path: { name, version: number } } })),
    staleTime: Infinity,
  });
}
