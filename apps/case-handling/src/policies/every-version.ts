import type { PolicyVersion } from '@redress/domain';
import { type Policies, shippedPolicies } from '@redress/policies';

/** A version of a policy as lists show it; `shipped` for one that nobody drafted. */
export type ListedVersion = PolicyVersion | (Pick<PolicyVersion, 'policy'> & { readonly standing: 'shipped' });

/** Every version of a policy: those of the organization, and those that ship as a start. */
export async function everyVersion(policies: Policies): Promise<readonly ListedVersion[]> {
  const own = await policies.list();
  const shipped = shippedPolicies()
    .filter(({ version }) => !own.some(({ policy }) => policy.version === version))
    .map((policy) => ({ policy, standing: 'shipped' }) as const);
  return [...own, ...shipped];
}
