import type { components } from '@redress/api-client';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, useApi } from '../api.js';

type Schemas = components['schemas'];
export type ErasureRow = Schemas['ErasureEntry'];
export type PersonRow = Schemas['PersonsCases']['items'][number];
export type ErasureResult = Schemas['ErasureResults']['results'][number];

const ERASURES = ['erasures'] as const;
/** First parts of the keys of queries whose answers name no complainant. */
const NAMELESS: ReadonlySet<unknown> = new Set([...ERASURES, 'session', 'colleagues', 'root-causes']);
const PAGE_ROWS = 50;
/** Most cases of one request, which are shown together. */
const CASES_MAX = 200;

/** Requests for erasure, page by page, or the cases of one. */
export function useErasures(request?: string) {
  const api = useApi();
  const limit = request === undefined ? PAGE_ROWS : CASES_MAX;
  return useInfiniteQuery({
    queryKey: [...ERASURES, request ?? ''],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/cases/erasures', {
          params: {
            query: { limit, ...(request !== undefined && { request }), ...(pageParam !== '' && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** Cases under a legal hold, page by page. */
export function useLegalHolds() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['legal-holds'],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/cases/legal-holds', {
          params: { query: { limit: PAGE_ROWS, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** What certifies an erasure, once anything of the request was erased. */
export function useCertificate(request: string, isErased: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: [...ERASURES, 'certificate', request],
    queryFn: () => answerOf(api.GET('/api/cases/erasures/{request}/certificate', { params: { path: { request } } })),
    enabled: isErased,
  });
}

/** Looks for everything of one person. */
export function usePersonsCases() {
  const api = useApi();
  return useMutation({
    mutationFn: (body: Schemas['PersonsCasesRequest']) => answerOf(api.POST('/api/cases/erasures/check', { body })),
  });
}

/** Records a request. */
export function useOpenErasure(onDone: (request: string, results: readonly ErasureResult[]) => void) {
  const api = useApi();
  const queries = useQueryClient();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (body: Schemas['OpenErasureRequest']) =>
      answerOf(api.POST('/api/cases/erasures', { body, params: { header: { 'Idempotency-Key': idempotencyKey } } })),
    onSuccess: async ({ request, results }) => {
      await queries.invalidateQueries({ queryKey: ERASURES });
      onDone(request, results);
    },
  });
}

/** Carries a request out, or declines it. */
export function useDecideOnErasure(request: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ decision, reason }: { readonly decision: 'carry-out' | 'decline'; readonly reason: string }) => {
      const sent = { params: { path: { request } }, body: { reason } };
      return answerOf(
        decision === 'carry-out'
          ? api.POST('/api/cases/erasures/{request}/carry-out', sent)
          : api.POST('/api/cases/erasures/{request}/decline', sent),
      );
    },
    // Nothing that this browser has read of the person stays. What names no complainant does, so that the page still tells what was refused.
    onSuccess: () =>
      Promise.all([
        queries.resetQueries({ predicate: ({ queryKey }) => !NAMELESS.has(queryKey[0]) }),
        queries.invalidateQueries({ queryKey: ERASURES }),
      ]),
  });
}
