import type { ApiClient, components, paths } from '@redress/api-client';
import type { DeskTextKey } from '@redress/texts/desk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, useApi } from '../../api.js';
import type { WordList } from '../../words.js';

type Schemas = components['schemas'];
export type ShownPolicy = Schemas['Policy'];
export type PolicySummary = Schemas['PolicySummary'];
export type ShownVersion = Schemas['PolicyVersion'];
export type PolicyEntry = Schemas['PolicyAct'];
export type SimulationQuery = paths['/api/policies/simulation']['get']['parameters']['query'];

/** Everything about policies, so that a change asks all of it anew. */
const POLICIES = 'policies';

export const POLICY_STANDING: WordList<PolicySummary['standing']> = {
  shipped: 'desk.policies.shipped',
  drafted: 'desk.policies.drafted',
  published: 'desk.policies.published',
  retired: 'desk.policies.retired',
};

export const LIMIT_UNIT = {
  hours: 'desk.policies.unit-name.hours',
  'calendar-days': 'desk.policies.unit-name.calendar-days',
  weeks: 'desk.policies.unit-name.weeks',
  'business-days': 'desk.policies.unit-name.business-days',
  'business-hours': 'desk.policies.unit-name.business-hours',
  'business-minutes': 'desk.policies.unit-name.business-minutes',
} as const satisfies WordList<ShownPolicy['clocks'][number]['limit']['unit']>;

/** How long a limit is, in words: the text of each unit counts. */
export const LIMIT_LENGTH: Readonly<Record<keyof typeof LIMIT_UNIT, DeskTextKey>> = {
  hours: 'desk.policies.unit.hours',
  'calendar-days': 'desk.policies.unit.calendar-days',
  weeks: 'desk.policies.unit.weeks',
  'business-days': 'desk.policies.unit.business-days',
  'business-hours': 'desk.policies.unit.business-hours',
  'business-minutes': 'desk.policies.unit.business-minutes',
};

/** `acme@3` in its parts. */
export function partsOf(version: string): { readonly name: string; readonly number: number } {
  const at = version.lastIndexOf('@');
  return { name: version.slice(0, at), number: Number(version.slice(at + 1)) };
}

/** The version after the last of a policy's. */
export function nextVersion(version: string, all: readonly Pick<PolicySummary, 'version'>[]): string {
  const { name } = partsOf(version);
  const numbers = all.flatMap((one) => (partsOf(one.version).name === name ? [partsOf(one.version).number] : []));
  return `${name}@${Math.max(partsOf(version).number, ...numbers) + 1}`;
}

/** The version that would be replaced: the newest published one of the same policy, otherwise what holds for most complaints. */
export function versionBefore(version: string, all: readonly PolicySummary[], inForce?: string): string | undefined {
  const { name } = partsOf(version);
  const published = all.filter((one) => partsOf(one.version).name === name && one.standing === 'published');
  const [newest] = published.sort((one, other) => partsOf(other.version).number - partsOf(one.version).number);
  return newest?.version ?? inForce;
}

function allQuery(api: ApiClient) {
  return { queryKey: [POLICIES, 'all'], queryFn: () => answerOf(api.GET('/api/policies')) };
}

/** Every version, those that ship included. */
export function usePolicies() {
  return useQuery({ ...allQuery(useApi()), select: ({ items }) => items });
}

/** How many people a publication takes. */
export function usePolicyApproval() {
  return useQuery({ ...allQuery(useApi()), select: ({ approval }) => approval });
}

/** Who did what to a version. */
export function usePolicyHistory(version: string) {
  const api = useApi();
  return useQuery({
    queryKey: [POLICIES, 'history', version],
    queryFn: () => {
      const { name, number } = partsOf(version);
      const path = { name, version: String(number) };
      return answerOf(api.GET('/api/policies/{name}/{version}/history', { params: { path } }));
    },
    select: ({ items }) => items,
  });
}

/** One version, whole; asked for once there is one. */
export function usePolicy(version: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: [POLICIES, 'one', version],
    enabled: version !== undefined,
    queryFn: () => {
      const { name, number } = partsOf(version ?? '');
      return answerOf(
        api.GET('/api/policies/{name}/{version}', { params: { path: { name, version: String(number) } } }),
      );
    },
  });
}

/** What would hold for a complaint; asked for once there is a question. */
export function useSimulation(query: SimulationQuery | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: [POLICIES, 'simulation', query],
    enabled: query !== undefined,
    queryFn: () => answerOf(api.GET('/api/policies/simulation', { params: { query: query ?? { receivedAt: '' } } })),
  });
}

/** Drafts a policy as it was written, whatever its faults: the API names each. */
export function useDraft(onDrafted: (version: string) => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (policy: Readonly<Record<string, unknown>>) => {
      const { version } = policy;
      const { name } = partsOf(typeof version === 'string' ? version : '');
      return answerOf(
        api.POST('/api/policies/{name}/draft', { params: { path: { name: name || 'policy' } }, body: { policy } }),
      );
    },
    onSuccess: async ({ policy }) => {
      await queries.invalidateQueries({ queryKey: [POLICIES] });
      onDrafted(policy);
    },
  });
}

/** Publishes or retires a version. */
export function useStandingChange(version: string, onChanged: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (to: 'publish' | 'retire') => {
      const { name, number } = partsOf(version);
      const options = { params: { path: { name } }, body: { version: number } };
      return answerOf(
        to === 'publish'
          ? api.POST('/api/policies/{name}/publish', options)
          : api.POST('/api/policies/{name}/retire', options),
      );
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [POLICIES] });
      onChanged();
    },
  });
}

/** What people do with a proposal. */
type ProposalAct = 'propose' | 'approve' | 'reject' | 'withdraw';

/** Proposes a version as it was read, or decides on what is proposed. A reason of blanks alone is none; the API says where one is needed. */
export function usePutForward({ policy: { version }, contentHash }: ShownVersion, onDone?: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ act, reason }: { readonly act: ProposalAct; readonly reason: string }) => {
      const { name, number } = partsOf(version);
      const said = reason.trim() === '' ? {} : { reason };
      const params = { path: { name } };
      const content = { version: number, contentHash, ...said };
      switch (act) {
        case 'propose':
          return answerOf(api.POST('/api/policies/{name}/propose', { params, body: content }));
        case 'approve':
          return answerOf(api.POST('/api/policies/{name}/approve', { params, body: content }));
        case 'reject':
          return answerOf(api.POST('/api/policies/{name}/reject', { params, body: { ...content, reason } }));
        case 'withdraw':
          return answerOf(
            api.POST('/api/policies/{name}/withdraw-proposal', { params, body: { version: number, ...said } }),
          );
      }
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [POLICIES] });
      onDone?.();
    },
  });
}
