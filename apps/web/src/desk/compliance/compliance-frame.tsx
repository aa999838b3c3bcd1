import type { Role } from '@redress/domain';
import { type PageOfPlace, PlaceFrame } from '../place-frame.js';
import { accessLogRoles, disclosureRoles, erasureRoles, hasRole } from '../places.js';
import { useSession } from '../session.js';

const pages = [
  { to: '/compliance', name: 'desk.compliance.record', roles: ['compliance', 'admin'] },
  { to: '/compliance/access', name: 'desk.compliance.access', roles: accessLogRoles },
  { to: '/compliance/disclosures', name: 'desk.compliance.disclosures', roles: disclosureRoles },
  { to: '/compliance/erasure', name: 'desk.compliance.erasure', roles: erasureRoles },
  { to: '/compliance/holds', name: 'desk.compliance.holds', roles: erasureRoles },
  { to: '/compliance/parked', name: 'desk.parked', roles: ['compliance', 'admin'] },
  { to: '/compliance/sample', name: 'desk.sample', roles: ['compliance'] },
] as const satisfies readonly (PageOfPlace & { readonly roles: readonly Role[] })[];

/** What every page of compliance has above its content, for those who may see more than one. */
export function ComplianceFrame() {
  const { roles: own } = useSession();
  return <PlaceFrame label="desk.compliance.navigation" pages={pages.filter(({ roles }) => hasRole(own, roles))} />;
}
