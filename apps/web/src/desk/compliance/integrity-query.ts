import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { components } from '@redress/api-client';
import { answerOf, useApi } from '../api.js';

export type LogCheck = components['schemas']['IntegrityState'];

/** Under which the state of the check is kept, for whoever starts one. */
export const VERIFY_KEY = ['verify'] as const;
/** How often a running check is looked at. */
const LOOK_MS = 1_000;

/** The state of the check of the whole log, looked at again while one runs. */
export function useIntegrity(): UseQueryResult<LogCheck> {
  const api = useApi();
  return useQuery({
    queryKey: VERIFY_KEY,
    queryFn: () => answerOf(api.GET('/api/compliance/verify')),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? LOOK_MS : false),
  });
}
