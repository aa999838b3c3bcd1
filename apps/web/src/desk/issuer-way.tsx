import { Button, buttonClass, Notice } from '@redress/ui';
import { useSay } from './say.js';
import { useSessionQuery } from './session.js';
import { isWordOf, type WordList } from './words.js';

/** Why nobody was signed in at the issuer, as the address says that the API led the browser to. */
type SignInFailure = 'unreachable' | 'refused' | 'no-role' | 'disabled' | 'taken';

export const SIGN_IN_FAILURE: WordList<SignInFailure> = {
  unreachable: 'desk.sign-in.issuer-unreachable',
  refused: 'desk.sign-in.issuer-refused',
  'no-role': 'desk.sign-in.issuer-no-role',
  disabled: 'desk.sign-in.issuer-disabled',
  taken: 'desk.sign-in.issuer-taken',
};

/** The failure that an address names; undefined for none. */
export function failedIn(search: string): SignInFailure | undefined {
  const said = new URLSearchParams(search).get('failed');
  return isWordOf(SIGN_IN_FAILURE, said) ? said : undefined;
}

/** Where to come back to: what the person wanted to see. */
function wantedPlace(): string {
  const { pathname, search } = window.location;
  return pathname === '/sign-in' ? pathname : pathname + search;
}

/** Signing in at the organization's issuer, whose pages take the place of ours, or open beside a page that must stay as it is. */
export function IssuerWay({
  isReachable,
  staysOpen,
  isAlone,
  onRetry,
}: {
  readonly isReachable: boolean;
  readonly staysOpen: boolean;
  /** Whether there is no other way. */
  readonly isAlone: boolean;
  readonly onRetry: () => void;
}) {
  const say = useSay();
  const session = useSessionQuery();
  const address = `/api/session/issuer?${new URLSearchParams({ place: wantedPlace() }).toString()}`;
  return (
    <div className={isAlone ? 'mt-4' : 'my-4 border-b border-hairline pb-4'}>
      {isReachable ? (
        <a href={address} className={buttonClass('primary')} {...(staysOpen && { target: '_blank', rel: 'noopener' })}>
          {say(staysOpen ? 'desk.sign-in.issuer-beside' : 'desk.sign-in.issuer')}
        </a>
      ) : (
        <div role="alert">
          <Notice kind="late">
            <p className="mb-2">{say('desk.sign-in.issuer-unreachable')}</p>
            <Button type="button" kind="secondary" onClick={onRetry}>
              {say('desk.failure.retry')}
            </Button>
          </Notice>
        </div>
      )}
      {staysOpen && (
        <p className="mt-2">
          <Button type="button" kind="secondary" onClick={() => void session.refetch()}>
            {say('desk.sign-in.issuer-done')}
          </Button>
        </p>
      )}
    </div>
  );
}
