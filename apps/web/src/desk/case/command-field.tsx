import type { DeskTextKey } from '@redress/texts/desk';
import { Button, Checkbox, Choices, DayField, FieldGroup, SelectField, TextArea, TextField } from '@redress/ui';
import type { ReactNode } from 'react';
import { useSay } from '../say.js';
import { wordsOf } from '../words.js';
import {
  type CaseFacts,
  chosenIn,
  type CommandField,
  type CommandFields,
  type DaysFieldOf,
  type Draft,
  LISTED_MAX,
  listedIn,
  type ListFieldOf,
  pointersIn,
} from './command-fields.js';
import { MessageField } from './message-field.js';
import { PersonField } from './person-field.js';

/** What every field of a command's form is given. */
interface FieldContext {
  readonly facts: CaseFacts;
  readonly draft: Draft;
  readonly onChange: (changed: Draft) => void;
  readonly errorOf: (pointer: string) => string | undefined;
}

/** The fields of a command, or of a part of it. */
export function Fields({
  fields,
  within = '',
  ...context
}: FieldContext & {
  readonly fields: CommandFields;
  /** The pointer of the part, with a slash behind it. */
  readonly within?: string;
}) {
  return Object.entries(fields).map(([name, field]) => (
    <Field key={name} name={`${within}${name}`} field={field} {...context} />
  ));
}

function Field({ name, field, ...context }: FieldContext & { readonly name: string; readonly field: CommandField }) {
  const say = useSay();
  const { facts, draft, onChange, errorOf } = context;
  const asked = {
    name,
    label: say(field.label),
    hint: field.hint && say(field.hint),
    error: errorOf(name),
  };
  const typed = {
    value: draft[name] ?? '',
    onChange: ({ target }: { target: { value: string } }) => onChange({ [name]: target.value }),
  };
  const onChoose = (value: string): void => onChange({ [name]: value });
  switch (field.kind) {
    case 'line':
      return <TextField {...asked} {...typed} />;
    case 'area':
      return <TextArea {...asked} {...typed} rows={4} />;
    case 'names':
      return <TextField {...asked} {...typed} hint={say('desk.field.names-hint')} autoComplete="off" />;
    case 'day':
      return <DayField {...asked} value={typed.value} onChoose={onChoose} typedHint={say('desk.field.day-hint')} />;
    case 'person':
      return <PersonField {...asked} value={typed.value} onChoose={onChoose} />;
    case 'yes-no':
      return (
        <Choices
          {...asked}
          choices={[
            { value: 'yes', label: say('desk.yes') },
            { value: 'no', label: say('desk.no') },
          ]}
          chosen={draft[name]}
          onChoose={onChoose}
        />
      );
    case 'statement':
      return (
        <Checkbox
          name={name}
          label={asked.label}
          checked={typed.value === 'yes'}
          onChange={({ target }) => onChoose(target.checked ? 'yes' : '')}
        />
      );
    case 'words':
      return (
        <SelectField
          {...asked}
          {...typed}
          empty={say('desk.form.choose')}
          options={wordsOf(field.words).map((value) => ({ value, label: say(field.words[value] ?? field.label) }))}
        />
      );
    case 'some-words': {
      const chosen = chosenIn(typed.value);
      return (
        <FieldGroup {...asked}>
          {wordsOf(field.words).map((word) => (
            <Checkbox
              key={word}
              name={name}
              value={word}
              label={say(field.words[word] ?? field.label)}
              checked={chosen.includes(word)}
              onChange={({ target }) => {
                const others = chosen.filter((one) => one !== word);
                onChoose((target.checked ? [...others, word] : others).join(' '));
              }}
            />
          ))}
        </FieldGroup>
      );
    }
    case 'of-case': {
      const options = field.options(facts, say);
      if (options.length === 0 && field.orTyped === true) return <TextField {...asked} {...typed} />;
      return <SelectField {...asked} {...typed} empty={say('desk.form.choose')} options={options} />;
    }
    case 'message':
      return <MessageField {...asked} facts={facts} chosen={typed.value} onChoose={onChoose} />;
    case 'group':
      return (
        <FieldGroup {...asked}>
          <Fields {...context} fields={field.parts} within={`${name}/`} />
        </FieldGroup>
      );
    case 'list':
      return <ListField {...context} name={name} field={field} />;
    case 'days':
      return <DaysField {...context} name={name} field={field} />;
  }
}

/** Several of the same, with a way to have one more or one fewer. */
function Listed({
  name,
  label,
  add,
  remove,
  draft,
  onChange,
  errorOf,
  children,
}: FieldContext & {
  readonly name: string;
  readonly label: DeskTextKey;
  readonly add: DeskTextKey;
  readonly remove: DeskTextKey;
  readonly children: ReactNode;
}) {
  const say = useSay();
  const count = listedIn(draft, name);
  const counted = (now: number): void => onChange({ [`${name}/count`]: String(now) });
  return (
    <FieldGroup name={name} label={say(label)} error={errorOf(name)}>
      {children}
      <div className="flex flex-wrap gap-2">
        {count < LISTED_MAX && (
          <Button type="button" kind="secondary" onClick={() => counted(count + 1)}>
            {say(add)}
          </Button>
        )}
        {count > 0 && (
          <Button type="button" kind="secondary" onClick={() => counted(count - 1)}>
            {say(remove)}
          </Button>
        )}
      </div>
    </FieldGroup>
  );
}

function ListField({ name, field, ...context }: FieldContext & { readonly name: string; readonly field: ListFieldOf }) {
  const say = useSay();
  return (
    <Listed {...context} {...field} name={name}>
      {pointersIn(context.draft, name).map((pointer, index) => (
        <fieldset key={pointer} className="my-2 border-s-4 border-hairline ps-3">
          <legend className="text-muted">{say(field.item, { number: index + 1 })}</legend>
          <Fields {...context} fields={field.parts} within={`${pointer}/`} />
        </fieldset>
      ))}
    </Listed>
  );
}

function DaysField({ name, field, ...context }: FieldContext & { readonly name: string; readonly field: DaysFieldOf }) {
  const say = useSay();
  return (
    <Listed {...context} name={name} label={field.label} add="desk.days.add" remove="desk.days.remove">
      {pointersIn(context.draft, name).map((pointer, index) => (
        <DayField
          key={pointer}
          name={pointer}
          label={say('desk.days.number', { number: index + 1 })}
          error={context.errorOf(pointer)}
          value={context.draft[pointer] ?? ''}
          onChoose={(day) => context.onChange({ [pointer]: day })}
          typedHint={say('desk.field.day-hint')}
        />
      ))}
    </Listed>
  );
}
