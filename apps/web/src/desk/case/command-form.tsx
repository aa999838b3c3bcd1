import { Button, ErrorSummary, type FieldError, Notice, useLanguage } from '@redress/ui';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useCalendars } from '../calendars.js';
import { useColleagues } from '../colleagues.js';
import { Failure } from '../failure.js';
import { useSay } from '../say.js';
import { fieldErrorsIn } from '../use-field-errors.js';
import type { DeskCase } from '../words.js';
import { useDecisionPreview, useHistory, usePolicies, usePolicy } from './case-queries.js';
import { Changes } from './changes.js';
import { Fields } from './command-field.js';
import { bodyOf, type CaseFacts, type Draft, fieldAt } from './command-fields.js';
import { COMMANDS, type CommandDescription, fieldsOf, type OfferedCommand } from './commands.js';
import { emptiedIn, withoutPresent } from './correction.js';
import { repliedIn, ReplyPreview, ReplyTemplates } from './reply-template.js';
import { Said } from './said.js';
import { StoryEntries } from './story.js';
import { type CommandDone, inverseOf } from './undo.js';
import { ChangedMeanwhile, useCommand, useDraft } from './use-command.js';

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

/** What the choices of a command's form are taken from; only what it needs is asked for. */
function useFacts(command: OfferedCommand, shown: DeskCase): CaseFacts {
  const policy = usePolicy(shown);
  const policies = usePolicies(command === 'choose-policy');
  const calendars = useCalendars(command === 'change-calendar');
  const history = useHistory(shown.reference, command === 'change-calendar' || command === 'redact-message');
  const language = useLanguage();
  const colleagues = useColleagues();
  return {
    language,
    colleagues,
    shown,
    policy: policy.data?.policy,
    policies: policies.data?.items ?? [],
    calendars: calendars.data ?? [],
    history: history.data?.events ?? [],
  };
}

/** The form of one command on a case. */
export function CommandForm({
  command,
  begin,
  shown,
  onDone,
}: {
  readonly command: OfferedCommand;
  /** What is known of it already, in place of what was typed before. */
  readonly begin?: Draft;
  readonly shown: DeskCase;
  /** With what was done, or with nothing when the form was put aside. */
  readonly onDone: (done?: CommandDone) => void;
}) {
  const say = useSay();
  const { reference } = shown;
  // What others do while somebody fills in the form appears beside it: whoever sends it must still be told.
  const [opened] = useState(shown);
  const { verb, consequence, present: presentOf }: CommandDescription<unknown> = COMMANDS[command];
  const [present] = useState(() => presentOf?.(shown));
  const fields = fieldsOf(command);
  const { draft, change, forget } = useDraft(`${reference} ${command}`, present);
  const facts = useFacts(command, shown);
  // An internal note is no reply.
  const reply = command === 'add-note' && draft['visibility'] !== 'complainant' ? undefined : repliedIn(command);
  const [emptied, setEmptied] = useState<readonly string[]>([]);
  const sending = useCommand(command, reference, (body, { trackingCode }) => {
    forget();
    onDone({ undo: inverseOf(command, body, opened), ...(trackingCode !== undefined && { trackingCode }) });
  });
  const refused = useMemo(
    () =>
      fieldErrorsIn(sending.error).map(({ field, message }) => {
        const label = fieldAt(fields, field)?.label;
        const isEmpty = (draft[field] ?? '') === '';
        return {
          field,
          message: label !== undefined && isEmpty ? say('desk.form.unanswered', { field: say(label) }) : message,
        };
      }),
    // As they were when the answer came: an error stays until the form is sent again.
    [sending.error],
  );
  const errors: readonly FieldError[] =
    emptied.length > 0 ? emptied.map((field) => ({ field, message: say('desk.correct.emptied') })) : refused;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (begin !== undefined) change(begin);
    form.current?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
  }, []);
  const send = (seen: number): void => {
    const missing = present === undefined ? [] : emptiedIn(draft, present);
    setEmptied(missing);
    if (missing.length > 0) return;
    const said = present === undefined ? draft : withoutPresent(draft, present);
    sending.mutate({ body: bodyOf(fields, said, facts.colleagues), revision: seen });
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send(opened.revision);
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
      {reply !== undefined && (
        <ReplyTemplates
          reference={reference}
          command={command}
          typed={draft[reply] ?? ''}
          onChange={(text) => change({ [reply]: text })}
        />
      )}
      <Fields
        fields={fields}
        facts={facts}
        draft={draft}
        onChange={change}
        errorOf={(pointer) => errors.find((error) => error.field === pointer)?.message}
      />
      {reply !== undefined && <ReplyPreview shown={shown} text={draft[reply] ?? ''} />}
      {present !== undefined && <Changes fields={fields} present={present} draft={draft} />}
      <div className="flex flex-wrap gap-2">
        <Button disabled={sending.isPending}>{say(sending.isPending ? 'desk.form.sending' : verb)}</Button>
        <Button type="button" kind="secondary" onClick={() => onDone()}>
          {say('desk.form.later')}
        </Button>
      </div>
    </form>
  );
}
