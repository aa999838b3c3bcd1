import { useLocation } from '@tanstack/react-router';
import { guidedRoles, hasRole, startOf } from '../places.js';
import { useSession } from '../session.js';
import { Guide } from './guide.js';
import { SampleDataOffer } from './sample-data-offer.js';

/** What helps somebody who is here for the first time, above the page on which they begin. */
export function FirstHour() {
  const { roles } = useSession();
  const isStart = useLocation({ select: ({ pathname }) => pathname === startOf(roles) });
  if (!isStart) return null;
  return (
    <>
      {hasRole(roles, ['admin']) && <SampleDataOffer />}
      {hasRole(roles, guidedRoles) && <Guide />}
    </>
  );
}
