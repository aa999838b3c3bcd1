import { useLanguage } from '@redress/ui';
import { useSay } from '../say.js';
import { useSession, useSignInWays } from '../session.js';
import { useTitle } from '../title.js';
import { isWordOf, ROLE } from '../words.js';
import { OwnPasskeys } from './own-passkeys.js';
import { OwnPassword } from './own-password.js';
import { OwnSessions } from './own-sessions.js';

/** The own account: how one signs in, and where one is signed in. */
export function AccountPage() {
  const say = useSay();
  const language = useLanguage();
  const { name, roles, by } = useSession();
  const ways = useSignInWays();
  // Whoever came from the issuer has neither password nor passkey here.
  const isLocal = by !== 'issuer' && ways.data?.password !== false;
  useTitle(say('desk.account'));
  const words = roles.map((role) => (isWordOf(ROLE, role) ? say(ROLE[role]) : role));
  return (
    <>
      <h1 className="text-xl font-bold">{say('desk.account')}</h1>
      <p className="mb-3 text-muted">
        <bdi>{name}</bdi> ({new Intl.ListFormat(language).format(words)})
      </p>
      <div className="grid max-w-5xl items-start gap-3 lg:grid-cols-2">
        {isLocal && <OwnPasskeys />}
        <OwnSessions />
        {isLocal && <OwnPassword />}
        {!isLocal && <p>{say('desk.account.at-issuer')}</p>}
      </div>
    </>
  );
}
