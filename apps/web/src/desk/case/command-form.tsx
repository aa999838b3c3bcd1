import {
  Button,
  Choices,
  DayField,
  ErrorSummary,
  Notice,
  SelectField,
  TextArea,
  TextField,
  useLanguage,
} from '@redress/ui';
import type { DeskTextKey } from '@redress/texts/desk';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useColleagues } from '../colleagues.js';
import { Failure } from '../failure.js';
import { useSay } from '../say.js';
import { fieldErrorsIn } from '../sign-in.js';
import { type DeskCase, REMEDY, wordsOf } from '../words.js';
import { useDecisionPreview, usePolicies, usePolicy } from './case-queries.js';
import {
  bodyOf,
  type CaseFacts,
  type CommandField,
  type Draft,
  REMEDIES_SHOWN_MAX,
  remediesIn,
} from './command-fields.js';
import { COMMANDS, fieldsOf, type OfferedCommand } from './commands.js';
import { PersonField } from './person-field.js';
import { Said } from './said.js';
import { StoryEntries } from './story.js';
import { type CommandDone, inverseOf } from './undo.js';
import { ChangedMeanwhile, useCommand, useDraft } from './use-command.js';

interface FieldProps {
  readonly name: string;
  readonly field: CommandField;
  readonly facts: CaseFacts;
  readonly draft: Draft;
  readonly onChange: (changed: Draft) => void;
  readonly errorOf: (name: string) => string | undefined;
}

function Field({ name, field, facts, draft, onChange, errorOf }: FieldProps) {
  const say = useSay();
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
  switch (field.kind) {
    case 'line':
      return <TextField {...asked} {...typed} />;
    case 'area':
      return <TextArea {...asked} {...typed} rows={4} />;
    case 'names':
      return <TextField {...asked} {...typed} hint={say('desk.field.names-hint')} autoComplete="off" />;
    case 'day':
      return (
        <DayField
          {...asked}
          value={typed.value}
          onChoose={(day) => onChange({ [name]: day })}
          typedHint={say('desk.field.day-hint')}
        />
      );
    case 'person':
      return <PersonField {...asked} value={typed.value} onChoose={(person) => onChange({ [name]: person })} />;
    case 'yes-no':
      return (
        <Choices
          {...asked}
          choices={[
            { value: 'yes', label: say('desk.yes') },
            { value: 'no', label: say('desk.no') },
          ]}
          chosen={draft[name]}
          onChoose={(value) => onChange({ [name]: value })}
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
    case 'of-case': {
      const options = field.options(facts, say);
      if (options.length === 0 && field.orTyped === true) return <TextField {...asked} {...typed} />;
      return <SelectField {...asked} {...typed} empty={say('desk.form.choose')} options={options} />;
    }
    case 'remedies':
      return <Remedies name={name} field={field} facts={facts} draft={draft} onChange={onChange} errorOf={errorOf} />;
  }
}

/** The remedies of a response: each with its kind, and what more it needs. */
function Remedies({ name, field, draft, onChange, errorOf }: FieldProps) {
  const say = useSay();
  const count = remediesIn(draft, name);
  const control = (part: string, label: string) => {
    const pointer = `${name}/${part}`;
    return {
      name: pointer,
      label,
      error: errorOf(pointer),
      value: draft[pointer] ?? '',
      onChange: ({ target }: { target: { value: string } }) => onChange({ [pointer]: target.value }),
    };
  };
  return (
    <fieldset id={name} tabIndex={-1} className="my-4">
      <legend className="font-semibold">{say(field.label)}</legend>
      {errorOf(name) !== undefined && <p className="font-semibold text-danger">{errorOf(name)}</p>}
      {Array.from({ length: count }, (_, index) => (
        <fieldset key={index} className="my-2 border-s-4 border-hairline ps-3">
          <legend className="text-muted">{say('desk.remedy.number', { number: index + 1 })}</legend>
          <SelectField
            {...control(`${index}/kind`, say('desk.field.remedy-kind'))}
            empty={say('desk.form.choose')}
            options={wordsOf(REMEDY).map((value) => ({ value, label: say(REMEDY[value]) }))}
          />
          <div className="grid grid-cols-2 gap-3">
            <TextField {...control(`${index}/amount/value`, say('desk.field.amount'))} inputMode="decimal" dir="ltr" />
            <TextField {...control(`${index}/amount/currency`, say('desk.field.currency'))} dir="ltr" maxLength={3} />
          </div>
          <TextField {...control(`${index}/description`, say('desk.field.description'))} />
          <DayField
            name={`${name}/${index}/dueOn`}
            label={say('desk.field.due-on')}
            error={errorOf(`${name}/${index}/dueOn`)}
            value={draft[`${name}/${index}/dueOn`] ?? ''}
            onChoose={(day) => onChange({ [`${name}/${index}/dueOn`]: day })}
            typedHint={say('desk.field.day-hint')}
          />
        </fieldset>
      ))}
      <div className="flex flex-wrap gap-2">
        {count < REMEDIES_SHOWN_MAX && (
          <Button type="button" kind="secondary" onClick={() => onChange({ [`${name}/count`]: String(count + 1) })}>
            {say('desk.remedy.add')}
          </Button>
        )}
        {count > 0 && (
          <Button type="button" kind="secondary" onClick={() => onChange({ [`${name}/count`]: String(count - 1) })}>
            {say('desk.remedy.remove')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

/** What others did since the state that was seen, and a way to go on all the same. */
function Changed({ changed, onAgain }: { readonly changed: ChangedMeanwhile; readonly onAgain: () => void }) {
  const say = useSay();
  return (
    <div role="alert">
      <Notice kind="due">
        <p className="font-semibold">{say('desk.changed.title')}</p>
        <p>{say('desk.changed.hint')}</p>
        <StoryEntries entries={changed.entries} />
        <Button type="button" kind="secondary" onClick={onAgain}>
          {say('desk.changed.again')}
        </Button>
      </Notice>
    </div>
  );
}

/** What a remedy's parts are called, by the last part of their pointers. */
const REMEDY_PARTS: Readonly<Record<string, DeskTextKey>> = {
  kind: 'desk.field.remedy-kind',
  value: 'desk.field.amount',
  currency: 'desk.field.currency',
  description: 'desk.field.description',
};

/** The question that a fault is about, where the form asks it. */
function labelOf(fields: Readonly<Record<string, CommandField>>, pointer: string): DeskTextKey | undefined {
  return fields[pointer]?.label ?? REMEDY_PARTS[pointer.split('/').at(-1) ?? ''];
}

/** Commands that are decided on the words that the complainant will read. */
const SHOWS_DECISION: ReadonlySet<OfferedCommand> = new Set<OfferedCommand>([
  'approve-response',
  'return-response',
  'communicate-decision',
]);

/** The very words in which the decision would be told now. */
function DecisionWords({ reference }: { readonly reference: string }) {
  const say = useSay();
  const preview = useDecisionPreview(reference);
  if (preview.isError) return <Failure error={preview.error} onRetry={() => void preview.refetch()} />;
  const message = preview.data?.message;
  if (message == null) return null;
  return (
    <figure className="my-(--field-space)">
      <figcaption className="font-semibold">{say('desk.decision-words')}</figcaption>
      <blockquote lang={message.language} dir="auto" className="rounded-m border border-accent p-3">
        <p className="font-semibold">{message.subject}</p>
        <Said text={message.text} />
      </blockquote>
    </figure>
  );
}

/** The form of one command on a case. */
export function CommandForm({
  command,
  shown,
  onDone,
}: {
  readonly command: OfferedCommand;
  readonly shown: DeskCase;
  /** With what was done, or with nothing when the form was put aside. */
  readonly onDone: (done?: CommandDone) => void;
}) {
  const say = useSay();
  const { reference } = shown;
  // What others do while somebody fills in the form appears beside it: whoever sends it must still be told.
  const [opened] = useState(shown);
  const { verb, consequence } = COMMANDS[command];
  const fields = fieldsOf(command);
  const { draft, change, forget } = useDraft(`${reference} ${command}`);
  const language = useLanguage();
  const colleagues = useColleagues();
  const policy = usePolicy(shown);
  const policies = usePolicies(command === 'choose-policy');
  const sending = useCommand(command, reference, (body) => {
    forget();
    onDone({ undo: inverseOf(command, body, opened) });
  });
  const errors = useMemo(
    () =>
      fieldErrorsIn(sending.error).map(({ field, message }) => {
        const label = labelOf(fields, field);
        const isEmpty = (draft[field] ?? '') === '';
        return {
          field,
          message: label !== undefined && isEmpty ? say('desk.form.unanswered', { field: say(label) }) : message,
        };
      }),
    // As they were when the answer came: an error stays until the form is sent again.
    [sending.error],
  );
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
  }, []);
  const send = (seen: number): void => sending.mutate({ body: bodyOf(fields, draft, colleagues), revision: seen });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send(opened.revision);
  };
  const facts: CaseFacts = {
    language,
    colleagues,
    shown,
    policy: policy.data?.policy,
    policies: policies.data?.items ?? [],
  };
  return (
    <form
      ref={form}
      onSubmit={onSubmit}
      noValidate
      aria-labelledby="command-title"
      className="rounded-m border border-hairline bg-surface p-4"
    >
      <h2 id="command-title" className="text-l font-bold">
        {say(verb)}
      </h2>
      {consequence !== undefined && <Notice>{say(consequence, { channel: say('desk.consequence.their-way') })}</Notice>}
      {sending.error instanceof ChangedMeanwhile && (
        <Changed
          changed={sending.error}
          onAgain={() => sending.error instanceof ChangedMeanwhile && send(sending.error.revision)}
        />
      )}
      {sending.isError && !(sending.error instanceof ChangedMeanwhile) && errors.length === 0 && (
        <Failure error={sending.error} />
      )}
      <ErrorSummary title={say('desk.form.faults')} errors={errors} />
      {SHOWS_DECISION.has(command) && <DecisionWords reference={reference} />}
      {Object.entries(fields).map(([name, field]) => (
        <Field
          key={name}
          name={name}
          field={field}
          facts={facts}
          draft={draft}
          onChange={change}
          errorOf={(pointer) => errors.find((error) => error.field === pointer)?.message}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button disabled={sending.isPending}>{say(sending.isPending ? 'desk.form.sending' : verb)}</Button>
        <Button type="button" kind="secondary" onClick={() => onDone()}>
          {say('desk.form.later')}
        </Button>
      </div>
    </form>
  );
}
