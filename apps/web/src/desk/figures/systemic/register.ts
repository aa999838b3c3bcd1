import type { components } from '@redress/api-client';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, useApi } from '../../api.js';
import { useSession } from '../../session.js';
import type { FiguresAsked } from '../question.js';

type Schemas = components['schemas'];
export type RegisterEntry = Schemas['SystemicProblem'];
export type RegisterStanding = RegisterEntry['standing'];
export type WholeProblem = Schemas['WholeSystemicProblem'];
export type ProposedProblem = Schemas['ProposedProblem'];
export type ProblemGroup = RegisterEntry['group'];
export type RecordedFigures = NonNullable<RegisterEntry['figures']>;
export type PlannedAction = WholeProblem['actions'][number];

const KEY = ['systemic-problems'] as const;
const PAGE_ROWS = 50;

/** What somebody sends about a group or an entry, besides the range of the figures. */
export interface ProblemCommands {
  readonly confirm: Pick<Schemas['ConfirmRequest'], 'group' | 'name' | 'description'>;
  readonly dismiss: Pick<Schemas['DismissRequest'], 'group' | 'reason'>;
  readonly plan: Schemas['PlanActionRequest'];
  readonly complete: Schemas['CompleteActionRequest'];
  readonly cancel: Schemas['CancelActionRequest'];
  readonly verify: Pick<Schemas['VerifyEffectRequest'], 'outcome' | 'comment'>;
  readonly reopen: Pick<Schemas['ReopenProblemRequest'], 'reason'>;
}
export type ProblemCommand = {
  readonly [Type in keyof ProblemCommands]: { readonly type: Type; readonly body: ProblemCommands[Type] };
}[keyof ProblemCommands];

/** Entries with planned actions of the reader, or with overdue ones. */
export type PendingActions = 'mine' | 'overdue';

/** The entries with a standing and with such actions, or all, page by page. */
export function useRegister(standing: RegisterStanding | undefined, pending: PendingActions | undefined) {
  const api = useApi();
  const { person } = useSession();
  return useInfiniteQuery({
    queryKey: [...KEY, 'list', standing ?? '', pending ?? ''],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/analytics/systemic-problems', {
          params: {
            query: {
              limit: PAGE_ROWS,
              ...(standing !== undefined && { standing: [standing] }),
              ...(pending === 'mine' && { owner: person }),
              ...(pending === 'overdue' && { overdue: 'true' as const }),
              ...(pageParam !== '' && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** The groups that the figures show to be systemic, and that wait for a decision. */
export function useProposals({ query }: FiguresAsked) {
  const api = useApi();
  return useQuery({
    queryKey: [...KEY, 'proposals', query],
    queryFn: () => answerOf(api.GET('/api/analytics/systemic-problems/proposals', { params: { query } })),
  });
}

/** One entry with everything about it. */
export function useSystemicProblem(problem: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...KEY, 'one', problem],
    queryFn: () => answerOf(api.GET('/api/analytics/systemic-problems/{problem}', { params: { path: { problem } } })),
  });
}

/** Sends a command: about a group that has no entry yet without one, and otherwise on the entry as it was read. */
export function useProblemCommand(known: Pick<RegisterEntry, 'problem' | 'revision'> | undefined, asked: FiguresAsked) {
  const api = useApi();
  const queries = useQueryClient();
  const { from, timeZone, calendar, weekStart } = asked.query;
  const range = { from, timeZone, calendar, weekStart };
  const header = known === undefined ? {} : { 'If-Match': `"${known.revision}"` };
  const params = { path: { problem: known?.problem ?? '' }, header };
  return useMutation({
    mutationFn: ({ type, body }: ProblemCommand) => {
      switch (type) {
        case 'confirm':
          return answerOf(
            api.POST('/api/analytics/systemic-problems/confirm', { params: { header }, body: { ...range, ...body } }),
          );
        case 'dismiss':
          return answerOf(
            api.POST('/api/analytics/systemic-problems/dismiss', { params: { header }, body: { ...range, ...body } }),
          );
        case 'plan':
          return answerOf(
            api.POST('/api/analytics/systemic-problems/{problem}/plan-corrective-action', { params, body }),
          );
        case 'complete':
          return answerOf(
            api.POST('/api/analytics/systemic-problems/{problem}/complete-corrective-action', { params, body }),
          );
        case 'cancel':
          return answerOf(
            api.POST('/api/analytics/systemic-problems/{problem}/cancel-corrective-action', { params, body }),
          );
        case 'verify':
          return answerOf(
            api.POST('/api/analytics/systemic-problems/{problem}/verify-effect', {
              params,
              body: { ...range, ...body },
            }),
          );
        case 'reopen':
          return answerOf(
            api.POST('/api/analytics/systemic-problems/{problem}/reopen', { params, body: { ...range, ...body } }),
          );
      }
    },
    // Also after a refusal: somebody else may have changed the entry, and the form is sent again on what is there now.
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
