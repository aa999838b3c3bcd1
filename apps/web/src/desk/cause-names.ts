import { type Choice, useLanguage } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answerOf, useApi } from './api.js';

/** Policies change rarely, and the codes of those in force keep their meaning. */
const STALE_MS = 600_000;

/** What the policies in force call root causes. */
function useKnownCauses() {
  const api = useApi();
  return useQuery({
    queryKey: ['root-causes'],
    queryFn: () => answerOf(api.GET('/api/policies/root-causes')),
    staleTime: STALE_MS,
  });
}

/** The root causes to choose from, by their codes; none until they are known. */
export function useRootCauses(): readonly Choice[] {
  const language = useLanguage();
  const { data } = useKnownCauses();
  return (data?.items ?? []).map(({ code, names }) => ({ value: code, label: names[language] }));
}

/** Says what the code of a root cause means; one that no policy names, or that has not been asked for yet, stays the code. */
export function useCauseNames(): (code: string) => string {
  const language = useLanguage();
  const { data } = useKnownCauses();
  return useCallback(
    (code) => data?.items.find((cause) => cause.code === code)?.names[language] ?? code,
    [data, language],
  );
}
