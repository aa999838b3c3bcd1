import type { components } from '@redress/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, useApi } from '../../api.js';

export type ListedReport = components['schemas']['ScheduledReport'];
export type ReportContent = components['schemas']['ReportRequest'];
export type ListedSending = components['schemas']['ReportSending'];

const KEY = ['reports'] as const;
/** How often a report that is being sent is looked at again. */
const SENDING_MS = 2_000;

/** The reports that the reader scheduled, or oversees. */
export function useScheduledReports() {
  const api = useApi();
  return useQuery({
    queryKey: KEY,
    queryFn: () => answerOf(api.GET('/api/analytics/reports')),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(({ last }) => last?.outcome === 'under-way') === true ? SENDING_MS : false,
  });
}

/** The last sendings of a report, newest first. */
export function useReportHistory(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...KEY, id],
    queryFn: () => answerOf(api.GET('/api/analytics/reports/{id}/history', { params: { path: { id } } })),
  });
}

/** Schedules a new report, or changes a known one; sends it at once, and deletes it. */
export function useReportChanges(known: ListedReport | undefined) {
  const api = useApi();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: KEY });
  const path = { id: known?.id ?? '' };
  const params = { path, header: { 'If-Match': `"${known?.revision ?? 0}"` } };
  const save = useMutation({
    mutationFn: (body: ReportContent) =>
      known === undefined
        ? answerOf<ListedReport>(api.POST('/api/analytics/reports', { body }))
        : answerOf<ListedReport>(api.PUT('/api/analytics/reports/{id}', { params, body })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: () => answerOf<undefined>(api.DELETE('/api/analytics/reports/{id}', { params })),
    onSuccess,
  });
  const send = useMutation({
    mutationFn: () => answerOf<ListedReport>(api.POST('/api/analytics/reports/{id}/send-now', { params: { path } })),
    onSuccess,
  });
  return { save, remove, send };
}
