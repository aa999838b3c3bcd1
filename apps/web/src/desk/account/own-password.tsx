import { Button, ErrorSummary, TextField } from '@redress/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { Dialog } from '../dialog.js';
import { Failure } from '../failure.js';
import { useSay } from '../say.js';
import { textOf } from '../sign-in.js';
import { useFieldErrors } from '../use-field-errors.js';
import { CurrentPasswordField } from './current-password-field.js';
import { OWN_SESSIONS } from './own-sessions.js';

function PasswordChange({ onChanged, onClose }: { readonly onChanged: () => void; readonly onClose: () => void }) {
  const say = useSay();
  const api = useApi();
  const change = useMutation({
    mutationFn: (body: { current: string; new: string }) => answerOf(api.POST('/api/session/password', { body })),
    onSuccess: onChanged,
  });
  const { errors, errorOn } = useFieldErrors(change.error);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    change.mutate({ current: textOf(form, 'current'), new: textOf(form, 'new') });
  };
  return (
    <Dialog title={say('desk.account.change-password')} onClose={onClose} closeLabel={say('desk.close')}>
      <form onSubmit={send} noValidate>
        {change.isError && errors.length === 0 && <Failure error={change.error} />}
        <ErrorSummary title={say('desk.form.faults')} errors={errors} />
        <CurrentPasswordField error={errorOn('current')} />
        <TextField
          name="new"
          type="password"
          label={say('desk.sign-in.new-password')}
          hint={say('desk.sign-in.new-password-hint')}
          autoComplete="new-password"
          error={errorOn('new')}
        />
        <Button disabled={change.isPending}>{say('desk.account.save-password')}</Button>
      </form>
    </Dialog>
  );
}

/** The own password. */
export function OwnPassword() {
  const say = useSay();
  const queries = useQueryClient();
  const [isChanging, setChanging] = useState(false);
  const [isChanged, setChanged] = useState(false);
  return (
    <section aria-labelledby="own-password" className="rounded-m border border-hairline bg-surface p-3">
      <h2 id="own-password" className="text-l font-bold">
        {say('desk.sign-in.password')}
      </h2>
      <p className="mb-2 text-muted">{say('desk.account.password-hint')}</p>
      <Button type="button" kind="secondary" onClick={() => setChanging(true)}>
        {say('desk.account.change-password')}
      </Button>
      <p role="status">{isChanged && say('desk.account.password-changed')}</p>
      {isChanging && (
        <PasswordChange
          onChanged={() => {
            setChanging(false);
            setChanged(true);
            void queries.invalidateQueries({ queryKey: OWN_SESSIONS });
          }}
          onClose={() => setChanging(false)}
        />
      )}
    </section>
  );
}
