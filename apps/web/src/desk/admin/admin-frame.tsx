import { type PageOfPlace, PlaceFrame } from '../place-frame.js';

const pages = [
  { to: '/admin', name: 'desk.place.people' },
  { to: '/admin/policies', name: 'desk.admin.policies' },
  { to: '/admin/calendars', name: 'desk.admin.calendars' },
  { to: '/admin/templates', name: 'desk.admin.templates' },
  { to: '/admin/views', name: 'desk.admin.views' },
  { to: '/admin/deliveries', name: 'desk.admin.deliveries' },
  { to: '/admin/health', name: 'desk.admin.health' },
] as const satisfies readonly PageOfPlace[];

/** What every page of administration has above its content. */
export function AdminFrame() {
  return <PlaceFrame label="desk.admin.navigation" pages={pages} />;
}
