import type { Use } from '@redress/platform';

/**
 * What an attempt to sign in uses up. The waits grow with the attempts of one client on one account; of all clients together on one account
 * they are short, so that strangers keep nobody out for long.
 */
export function attemptOn(person: string, client: string): readonly Use[] {
  const both = `${person} ${client}`;
  return [
    { limit: 'sign-ins-per-client', of: client },
    { limit: 'sign-ins-in-a-minute', of: both },
    { limit: 'sign-ins-in-an-hour', of: both },
    { limit: 'sign-ins-in-a-day', of: both },
    { limit: 'sign-ins-to-account-in-a-minute', of: person },
    { limit: 'sign-ins-to-account-in-an-hour', of: person },
  ];
}
