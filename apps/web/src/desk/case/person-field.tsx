import { Button, TextField } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { answerOf, useApi } from '../api.js';
import { useColleagues } from '../colleagues.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';

/** Asks for one of the staff by name: oneself with one press, or anybody who has an account, stands in the directory or has work. */
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
  const { nameOf, personOf, working } = useColleagues();
  const staff = useQuery({ queryKey: ['staff'], queryFn: () => answerOf(api.GET('/api/staff')) });
  const loads = new Map(staff.data?.items.map(({ id, load }) => [id, load]));
  const others = [...loads.keys()].filter((id) => !working.some((colleague) => colleague.person === id));
  const named = personOf(value);
  const isUnknown =
    value !== '' && working.length > 0 && ![...working.map((one) => one.person), ...others].includes(named);
  const list = `${asked.name}-people`;
  return (
    <div>
      <TextField
        {...asked}
        hint={isUnknown ? say('desk.staff.unknown') : asked.hint}
        value={value}
        onChange={({ target }) => onChoose(target.value)}
        list={list}
        autoComplete="off"
      />
      <datalist id={list}>
        {[...working.map((colleague) => colleague.person), ...others].map((id) => {
          const { cases, tasks } = loads.get(id) ?? { cases: 0, tasks: 0 };
          return (
            <option key={id} value={nameOf(id)}>
              {say('desk.staff.load', { cases, tasks })}
            </option>
          );
        })}
      </datalist>
      <Button type="button" kind="secondary" onClick={() => onChoose(nameOf(person))}>
        {say('desk.staff.me')}
      </Button>
    </div>
  );
}
