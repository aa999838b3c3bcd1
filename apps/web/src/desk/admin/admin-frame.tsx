import type { DeskTextKey } from '@redress/texts/desk';
import { Link, Outlet } from '@tanstack/react-router';
import { useSay } from '../say.js';

const ways = [
  { to: '/admin', name: 'desk.place.people' },
  { to: '/admin/policies', name: 'desk.admin.policies' },
  { to: '/admin/calendars', name: 'desk.admin.calendars' },
  { to: '/admin/templates', name: 'desk.admin.templates' },
  { to: '/admin/views', name: 'desk.admin.views' },
  { to: '/admin/deliveries', name: 'desk.admin.deliveries' },
  { to: '/admin/health', name: 'desk.admin.health' },
] as const satisfies readonly { readonly to: string; readonly name: DeskTextKey }[];

/** What every page of administration has above its content. */
export function AdminFrame() {
  const say = useSay();
  return (
    <>
      <nav
        aria-label={say('desk.admin.navigation')}
        className="mb-4 flex flex-wrap gap-1 border-b border-hairline pb-2 print:hidden"
      >
        {ways.map(({ to, name }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: to === '/admin', includeSearch: false }}
            className="inline-flex min-h-8 items-center rounded-m px-2 aria-[current=page]:bg-accent-quiet aria-[current=page]:font-bold pointer-coarse:min-h-11"
          >
            {say(name)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
