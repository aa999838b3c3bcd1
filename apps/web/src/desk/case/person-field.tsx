import { Button, TextField } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { answerOf, useApi } from '../api.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';

/** Asks for one of the staff: oneself with one press, or anybody of the directory. */
export function PersonField({
  value,
  onChoose,
  ...asked
}: {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly value: string;
  readonly onChoose: (person: string) => void;
}) {
  const say = useSay();
  const api = useApi();
  const { person } = useSession();
  const staff = useQuery({ queryKey: ['staff'], queryFn: () => answerOf(api.GET('/api/staff')) });
  const list = `${asked.name}-people`;
  return (
    <div>
      <TextField
        {...asked}
        value={value}
        onChange={({ target }) => onChoose(target.value)}
        list={list}
        autoComplete="off"
      />
      <datalist id={list}>
        {staff.data?.items.map(({ id, load }) => (
          <option key={id} value={id}>
            {say('desk.staff.load', { cases: load.cases, tasks: load.tasks })}
          </option>
        ))}
      </datalist>
      <Button type="button" kind="secondary" onClick={() => onChoose(person)}>
        {say('desk.staff.me')}
      </Button>
    </div>
  );
}
