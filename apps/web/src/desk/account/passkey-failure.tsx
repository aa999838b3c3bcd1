import { Notice } from '@redress/ui';
import { Failure } from '../failure.js';
import { useSay } from '../say.js';
import { NoPasskeyError } from './browser-passkeys.js';

/** Why a passkey was neither used nor made. */
export function PasskeyFailure({ error }: { readonly error: unknown }) {
  const say = useSay();
  if (!(error instanceof NoPasskeyError)) return <Failure error={error} />;
  return (
    <div role="alert">
      <Notice kind="late">
        <p>{say(error.isKnownAlready ? 'desk.account.passkey-known' : 'desk.account.no-passkey')}</p>
      </Notice>
    </div>
  );
}
