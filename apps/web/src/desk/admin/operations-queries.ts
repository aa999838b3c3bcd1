import type { components } from '@redress/api-client';
import { useLanguage } from '@redress/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, ApiRefusal, useApi } from '../api.js';

type Schemas = components['schemas'];
export type View = Schemas['View'];
export type ShownFinding = Schemas['Finding'];

const VIEWS = ['operations', 'views'] as const;
const NOT_FOUND = 404;
/** How often a rebuild is looked at. */
const LOOK_MS = 1_000;

/** Tells whether an error says that services run apart, and so nobody answers for all of them. */
export function isElsewhere(error: unknown): boolean {
  return error instanceof ApiRefusal && error.problem.status === NOT_FOUND;
}

/** The views, looked at again while one of them is rebuilt. */
export function useViews() {
  const api = useApi();
  return useQuery({
    queryKey: VIEWS,
    queryFn: async (): Promise<readonly View[]> => (await answerOf(api.GET('/api/operations/views'))).items,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ rebuild }) => rebuild?.state === 'running') === true ? LOOK_MS : false,
  });
}

/** Begins to rebuild a view. */
export function useRebuild() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (view: string) =>
      answerOf(api.POST('/api/operations/views/{view}/rebuild', { params: { path: { view } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: VIEWS }),
  });
}

/** What the examination of the installation finds; each look examines it anew. */
export function useFindings() {
  const api = useApi();
  const language = useLanguage();
  return useQuery({
    queryKey: ['operations', 'doctor', language],
    queryFn: async (): Promise<readonly ShownFinding[]> => (await answerOf(api.GET('/api/operations/doctor'))).items,
  });
}
