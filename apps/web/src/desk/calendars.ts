import { useQuery } from '@tanstack/react-query';
import { answerOf, useApi } from './api.js';

/** Every calendar that a policy counts by. */
export function useCalendars(isWanted = true) {
  const api = useApi();
  return useQuery({
    queryKey: ['policies', 'calendars'],
    queryFn: () => answerOf(api.GET('/api/calendars')),
    select: ({ items }) => items,
    enabled: isWanted,
  });
}
