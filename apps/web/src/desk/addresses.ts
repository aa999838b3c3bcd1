/** The addresses of the desk, as its router has them: a part that begins with `$` stands for anything. */
export const deskAddresses = [
  '/work',
  '/cases',
  '/cases/new',
  '/cases/$reference',
  '/tasks',
  '/activity',
  '/deadlines',
  '/letters',
  '/calls',
  '/figures',
  '/figures/reports',
  '/figures/systemic',
  '/figures/systemic/$problem',
  '/compliance',
  '/compliance/access',
  '/compliance/disclosures',
  '/compliance/erasure',
  '/compliance/erasure/$request',
  '/compliance/holds',
  '/compliance/parked',
  '/compliance/sample',
  '/admin',
  '/admin/policies',
  '/admin/policies/$version',
  '/admin/policies/$version/draft',
  '/admin/calendars',
  '/admin/templates',
  '/admin/views',
  '/admin/deliveries',
  '/admin/health',
  '/account',
] as const;

/** Tells whether the desk has a page at a path. A slash at its end does not count. */
export function isDeskAddress(path: string): boolean {
  const parts = path.replace(/(?<=.)\/$/, '').split('/');
  return deskAddresses.some((address) => {
    const wanted = address.split('/');
    return (
      wanted.length === parts.length &&
      wanted.every((part, index) => (part.startsWith('$') ? parts[index] !== '' : part === parts[index]))
    );
  });
}
