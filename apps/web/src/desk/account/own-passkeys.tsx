import { Button, ErrorSummary, Skeleton, TextField } from '@redress/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { Dialog } from '../dialog.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { useSignInWays } from '../session.js';
import { textOf } from '../sign-in.js';
import { useFieldErrors } from '../use-field-errors.js';
import { hasPasskeys, madePasskey } from './browser-passkeys.js';
import { CurrentPasswordField } from './current-password-field.js';
import { PasskeyFailure } from './passkey-failure.js';

const OWN_PASSKEYS = ['own-passkeys'] as const;

/** Makes a passkey on this device or on a security key, once its owner has given the password. */
function NewPasskey({ onMade, onClose }: { readonly onMade: () => void; readonly onClose: () => void }) {
  const say = useSay();
  const api = useApi();
  const make = useMutation({
    mutationFn: async ({ name, current }: { readonly name: string; readonly current: string }) => {
      const options = await answerOf(api.POST('/api/session/passkeys/options', { body: { current } }));
      const made = await madePasskey(options);
      return answerOf(api.POST('/api/session/passkeys', { body: { name, ...made } }));
    },
    onSuccess: onMade,
  });
  const { errors, errorOn } = useFieldErrors(make.error);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = textOf(form, 'name').trim();
    make.mutate({ name: name === '' ? say('desk.account.passkey-default') : name, current: textOf(form, 'current') });
  };
  return (
    <Dialog title={say('desk.account.add-passkey')} onClose={onClose} closeLabel={say('desk.close')}>
      <form onSubmit={send} noValidate>
        {make.isError && errors.length === 0 && <PasskeyFailure error={make.error} />}
        <ErrorSummary title={say('desk.form.faults')} errors={errors} />
        <TextField
          name="name"
          label={say('desk.account.passkey-name')}
          hint={say('desk.account.passkey-name-hint')}
          autoComplete="off"
          error={errorOn('name')}
        />
        <CurrentPasswordField error={errorOn('current')} />
        <Button disabled={make.isPending}>{say('desk.account.make-passkey')}</Button>
      </form>
    </Dialog>
  );
}

/** The passkeys of the own account. */
export function OwnPasskeys() {
  const say = useSay();
  const api = useApi();
  const queries = useQueryClient();
  const { full, relative } = useMoments();
  const ways = useSignInWays();
  const [isAdding, setAdding] = useState(false);
  const passkeys = useQuery({ queryKey: OWN_PASSKEYS, queryFn: () => answerOf(api.GET('/api/session/passkeys')) });
  const changed = (): void => {
    setAdding(false);
    void queries.invalidateQueries({ queryKey: OWN_PASSKEYS });
  };
  const remove = useMutation({
    mutationFn: (passkey: string) =>
      answerOf(api.DELETE('/api/session/passkeys/{passkey}', { params: { path: { passkey } } })),
    onSuccess: changed,
  });
  return (
    <section aria-labelledby="own-passkeys" className="rounded-m border border-hairline bg-surface p-3">
      <h2 id="own-passkeys" className="text-l font-bold">
        {say('desk.account.passkeys')}
      </h2>
      <p className="mb-2 text-muted">{say('desk.account.passkeys-hint')}</p>
      {passkeys.isPending && <Skeleton />}
      {passkeys.isError && <Failure error={passkeys.error} onRetry={() => void passkeys.refetch()} />}
      {remove.isError && <Failure error={remove.error} />}
      {passkeys.data?.items.length === 0 && <p className="text-muted">{say('desk.account.no-passkeys')}</p>}
      <ul className="mb-2 flex flex-col">
        {passkeys.data?.items.map(({ passkey, name = passkey, addedAt, usedAt }) => (
          <li
            key={passkey}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-hairline py-1 first:border-t-0"
          >
            <span className="min-w-40 grow">
              <bdi className="font-semibold">{name}</bdi>{' '}
              <time dateTime={addedAt} title={full(addedAt)} className="text-muted">
                {say('desk.account.passkey-added', { when: relative(addedAt) })}
              </time>{' '}
              {usedAt === undefined ? (
                <span className="text-muted">{say('desk.account.passkey-unused')}</span>
              ) : (
                <time dateTime={usedAt} title={full(usedAt)} className="text-muted">
                  {say('desk.account.passkey-used', { when: relative(usedAt) })}
                </time>
              )}
            </span>
            <Button
              type="button"
              kind="danger"
              disabled={remove.isPending}
              onClick={() => remove.mutate(passkey)}
              aria-label={say('desk.account.remove-passkey-of', { name })}
            >
              {say('desk.account.remove-passkey')}
            </Button>
          </li>
        ))}
      </ul>
      {ways.data?.passkey === true && hasPasskeys() && (
        <Button type="button" kind="secondary" onClick={() => setAdding(true)}>
          {say('desk.account.add-passkey')}
        </Button>
      )}
      {ways.isSuccess && !(ways.data.passkey && hasPasskeys()) && <p>{say('desk.account.passkeys-unavailable')}</p>}
      {isAdding && <NewPasskey onMade={changed} onClose={() => setAdding(false)} />}
    </section>
  );
}
