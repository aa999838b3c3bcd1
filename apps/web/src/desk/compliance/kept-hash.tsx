import { Button, Notice, TextField } from '@redress/ui';
import { type FormEvent, useState } from 'react';
import { useSay } from '../say.js';
import { type CheckedEvent, eventOf } from './chain-check.js';

const HASH = /^[0-9a-f]{64}$/;

/** Compares a hash that somebody noted elsewhere with those of a case, which nobody who can write to the log can forge. */
export function KeptHash({ chain }: { readonly chain: readonly CheckedEvent[] }) {
  const say = useSay();
  const [compared, setCompared] = useState<string>();
  const isHash = compared !== undefined && HASH.test(compared);
  const found = isHash ? eventOf(chain, compared) : undefined;
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('hash');
    if (typeof typed === 'string') setCompared(typed.trim().toLowerCase());
  };
  return (
    <form onSubmit={onSubmit} className="mt-4 max-w-2xl">
      <TextField
        name="hash"
        label={say('desk.proof.kept')}
        hint={say('desk.proof.kept-hint')}
        error={compared === undefined || isHash ? undefined : say('desk.proof.kept-form')}
        dir="ltr"
        autoComplete="off"
      />
      <Button kind="secondary">{say('desk.proof.compare')}</Button>
      <div role="status">
        {isHash && (
          <Notice kind={found?.isWhole === true ? 'done' : 'late'}>
            {found === undefined
              ? say('desk.proof.kept-unknown')
              : say(found.isWhole ? 'desk.proof.kept-whole' : 'desk.proof.kept-altered', { event: found.number })}
          </Notice>
        )}
      </div>
    </form>
  );
}
