import type { components } from '@redress/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, useApi } from '../api.js';

export type ListedDashboard = components['schemas']['SavedDashboard'];
type Content = components['schemas']['DashboardRequest'];

const KEY = ['dashboards'] as const;

/** The dashboards that the reader saved, and those that others share with them. */
export function useSavedDashboards() {
  const api = useApi();
  return useQuery({ queryKey: KEY, queryFn: () => answerOf(api.GET('/api/analytics/dashboards')) });
}

/** Saves a new dashboard, or another content of a known one; and deletes one. */
export function useDashboardChanges(known: ListedDashboard | undefined) {
  const api = useApi();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: KEY });
  const params = known && { path: { id: known.id }, header: { 'If-Match': `"${known.revision}"` } };
  const save = useMutation({
    mutationFn: (body: Content) =>
      params === undefined
        ? answerOf<ListedDashboard>(api.POST('/api/analytics/dashboards', { body }))
        : answerOf<ListedDashboard>(api.PUT('/api/analytics/dashboards/{id}', { params, body })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: async () => {
      if (params !== undefined) await answerOf<undefined>(api.DELETE('/api/analytics/dashboards/{id}', { params }));
    },
    onSuccess,
  });
  return { save, remove };
}
