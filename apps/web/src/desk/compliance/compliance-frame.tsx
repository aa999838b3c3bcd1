import type { Role } from '@redress/domain';
import type { DeskTextKey } from '@redress/texts/desk';
import { Link, Outlet } from '@tanstack/react-router';
import { erasureRoles, hasRole } from '../places.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';

const ways = [
  { to: '/compliance', name: 'desk.compliance.record', roles: ['compliance', 'admin'] },
  { to: '/compliance/erasure', name: 'desk.compliance.erasure', roles: erasureRoles },
  { to: '/compliance/holds', name: 'desk.compliance.holds', roles: erasureRoles },
  { to: '/compliance/parked', name: 'desk.parked', roles: ['compliance', 'admin'] },
  { to: '/compliance/sample', name: 'desk.sample', roles: ['compliance'] },
] as const satisfies readonly {
  readonly to: string;
  readonly name: DeskTextKey;
  readonly roles: readonly Role[];
}[];

/** What every page of compliance has above its content, for those who may see more than one. */
export function ComplianceFrame() {
  const say = useSay();
  const { roles: own } = useSession();
  const open = ways.filter(({ roles }) => hasRole(own, roles));
  return (
    <>
      {open.length > 1 && (
        <nav
          aria-label={say('desk.compliance.navigation')}
          className="mb-4 flex flex-wrap gap-1 border-b border-hairline pb-2 print:hidden"
        >
          {open.map(({ to, name }) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: to === '/compliance', includeSearch: false }}
              className="inline-flex min-h-8 items-center rounded-m px-2 aria-[current=page]:bg-accent-quiet aria-[current=page]:font-bold pointer-coarse:min-h-11"
            >
              {say(name)}
            </Link>
          ))}
        </nav>
      )}
      <Outlet />
    </>
  );
}
