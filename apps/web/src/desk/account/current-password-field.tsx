import { TextField } from '@redress/ui';
import { useSay } from '../say.js';

/** Asks for the password again, so that nobody changes an account at a desk left open. */
export function CurrentPasswordField({ error }: { readonly error: string | undefined }) {
  const say = useSay();
  return (
    <TextField
      name="current"
      type="password"
      label={say('desk.account.current-password')}
      autoComplete="current-password"
      error={error}
    />
  );
}
