import { Button, ErrorSummary, Notice, Skeleton, TextField } from '@redress/ui';
import { type FormEvent, useState } from 'react';
import { hasPasskeys } from './account/browser-passkeys.js';
import { PasskeyFailure } from './account/passkey-failure.js';
import { failedIn, IssuerWay, SIGN_IN_FAILURE } from './issuer-way.js';
import { Failure } from './failure.js';
import { useSay } from './say.js';
import { useSignIn, useSignInWays } from './session.js';
import { useTitle } from './title.js';
import { useFieldErrors } from './use-field-errors.js';

/** What was typed into a field of a form. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** Asks for username and password, by the way that is meant first or as another one. */
function PasswordForm({ isFirst }: { readonly isFirst: boolean }) {
  const say = useSay();
  const { withPassword } = useSignIn();
  const { errors, errorOn } = useFieldErrors(withPassword.error);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    withPassword.mutate({ username: textOf(form, 'username'), password: textOf(form, 'password') });
  };
  return (
    <form onSubmit={send} noValidate>
      {withPassword.isError && errors.length === 0 && <Failure error={withPassword.error} />}
      <ErrorSummary title={say('desk.form.faults')} errors={errors} />
      <TextField
        name="username"
        label={say('desk.sign-in.username')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={errorOn('username')}
      />
      <TextField
        name="password"
        type="password"
        label={say('desk.sign-in.password')}
        autoComplete="current-password"
        error={errorOn('password')}
      />
      <Button kind={isFirst ? 'primary' : 'secondary'} disabled={withPassword.isPending}>
        {say('desk.sign-in.send')}
      </Button>
    </form>
  );
}

/** Asks for a passkey, where the address and the browser have any. */
function PasskeyButton() {
  const say = useSay();
  const { withPasskey } = useSignIn();
  return (
    <div className="mt-6 border-t border-hairline pt-4">
      <p className="mb-2">{say('desk.sign-in.passkey-hint')}</p>
      <Button type="button" kind="secondary" disabled={withPasskey.isPending} onClick={() => withPasskey.mutate()}>
        {say('desk.sign-in.passkey')}
      </Button>
      {withPasskey.isError && <PasskeyFailure error={withPasskey.error} />}
    </div>
  );
}

/** Asks who is there, in the ways that are open at this address. What goes on afterwards is up to its page. */
export function SignInForm({ staysOpen = false }: { readonly staysOpen?: boolean }) {
  const ways = useSignInWays();
  if (ways.isPending) return <Skeleton />;
  const { password = true, passkey = false, issuer } = ways.data ?? {};
  return (
    <>
      {issuer !== undefined && (
        <IssuerWay {...issuer} staysOpen={staysOpen} onRetry={() => void ways.refetch()} isAlone={!password} />
      )}
      {password && <PasswordForm isFirst={issuer === undefined} />}
      {passkey && hasPasskeys() && <PasskeyButton />}
    </>
  );
}

/** Lets somebody with a link that works once choose a password: an invitation, a recovery, or the first administrator. */
function LinkForm({ link }: { readonly link: string }) {
  const say = useSay();
  const { withLink } = useSignIn();
  const { errors, errorOn } = useFieldErrors(withLink.error);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, username] = [textOf(form, 'name').trim(), textOf(form, 'username').trim()];
    withLink.mutate({
      link,
      password: textOf(form, 'password'),
      ...(name !== '' && { name }),
      ...(username !== '' && { username }),
    });
  };
  return (
    <form onSubmit={send} noValidate>
      {withLink.isError && errors.length === 0 && <Failure error={withLink.error} />}
      <ErrorSummary title={say('desk.form.faults')} errors={errors} />
      <TextField
        name="name"
        label={say('desk.sign-in.name')}
        hint={say('desk.sign-in.new-account')}
        autoComplete="name"
        error={errorOn('name')}
      />
      <TextField
        name="username"
        label={say('desk.sign-in.username')}
        hint={say('desk.sign-in.new-account')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={errorOn('username')}
      />
      <TextField
        name="password"
        type="password"
        label={say('desk.sign-in.new-password')}
        hint={say('desk.sign-in.new-password-hint')}
        autoComplete="new-password"
        error={errorOn('password')}
      />
      <Button disabled={withLink.isPending}>{say('desk.sign-in.set-password')}</Button>
    </form>
  );
}

/** The secret of a link, taken out of the address so that neither history nor screen keeps it. */
function takeSecret(): string {
  const secret = window.location.hash.slice(1);
  if (secret !== '')
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  return secret;
}

/** The page for those who are not signed in. */
export function SignInPage() {
  const say = useSay();
  const [link] = useState(takeSecret);
  const [failed] = useState(() => failedIn(window.location.search));
  const isLink = link !== '';
  useTitle(say(isLink ? 'desk.sign-in.link-title' : 'desk.sign-in.title'));
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-md px-4 py-8 outline-none">
      <h1 className="text-2xl font-bold">{say(isLink ? 'desk.sign-in.link-title' : 'desk.sign-in.title')}</h1>
      {/* That it does not answer is said where one would go to it, for as long as it is so. */}
      {failed !== undefined && failed !== 'unreachable' && (
        <div role="alert" className="mt-4">
          <Notice kind="late">{say(SIGN_IN_FAILURE[failed])}</Notice>
        </div>
      )}
      {isLink ? <LinkForm link={link} /> : <SignInForm />}
    </main>
  );
}
