import type { components } from '@redress/api-client';
import { Button, ErrorSummary, SelectField, Skeleton, TextArea, TextField, useLanguage } from '@redress/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { Dialog } from '../dialog.js';
import { useColleagues } from '../colleagues.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { REPLY_COMMAND, REPLY_FIELD } from '../reply-words.js';
import { useSay } from '../say.js';
import { textOf } from '../sign-in.js';
import { useTitle } from '../title.js';
import { useFieldErrors } from '../use-field-errors.js';
import { isWordOf, wordsOf } from '../words.js';

type Template = components['schemas']['ReplyTemplate'];
type Request = components['schemas']['ReplyTemplateRequest'];

const TEMPLATES = ['reply-templates'] as const;

/** Saves a new template, or a new version of one that was read at its revision. */
function useSaveTemplate(template: Pick<Template, 'id' | 'revision'> | undefined, onSaved: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Request) =>
      answerOf(
        template === undefined
          ? api.POST('/api/cases/reply-templates', { body })
          : api.PUT('/api/cases/reply-templates/{id}', {
              params: { path: { id: template.id }, header: { 'If-Match': `"${template.revision}"` } },
              body,
            }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: TEMPLATES });
      onSaved();
    },
  });
}

/** What can stand in a text in braces, and what it becomes. */
function Fields() {
  const say = useSay();
  return (
    <details className="my-(--field-space)">
      <summary className="cursor-pointer text-accent pointer-coarse:py-2">{say('desk.template.fields')}</summary>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4">
        {wordsOf(REPLY_FIELD).map((field) => (
          <div key={field} className="contents">
            <dt>
              <code dir="ltr">{`{${field}}`}</code>
            </dt>
            <dd>{say(REPLY_FIELD[field])}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Adds a template, or changes one. */
function TemplateDialog({ template, onClose }: { readonly template?: Template; readonly onClose: () => void }) {
  const say = useSay();
  const save = useSaveTemplate(template, onClose);
  const { errors, errorOn } = useFieldErrors(save.error);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const command = textOf(form, 'command');
    save.mutate({
      name: { en: textOf(form, 'name/en').trim(), fa: textOf(form, 'name/fa').trim() },
      // What is no command is refused like anything else that the API does not know.
      command: isWordOf(REPLY_COMMAND, command) ? command : (command as Request['command']),
      texts: { en: textOf(form, 'texts/en').trim(), fa: textOf(form, 'texts/fa').trim() },
      archived: template?.archived ?? false,
    });
  };
  const title = say(template === undefined ? 'desk.template.add' : 'desk.template.change');
  return (
    <Dialog title={title} onClose={onClose} closeLabel={say('desk.close')}>
      <form onSubmit={send} noValidate>
        {save.isError && errors.length === 0 && <Failure error={save.error} />}
        <ErrorSummary title={say('desk.form.faults')} errors={errors} />
        <SelectField
          name="command"
          label={say('desk.template.command')}
          error={errorOn('command')}
          empty={say('desk.form.choose')}
          options={wordsOf(REPLY_COMMAND).map((value) => ({ value, label: say(REPLY_COMMAND[value]) }))}
          defaultValue={template?.command ?? ''}
        />
        {(['en', 'fa'] as const).map((language) => (
          <div key={language}>
            <TextField
              name={`name/${language}`}
              label={say(language === 'en' ? 'desk.template.name-en' : 'desk.template.name-fa')}
              error={errorOn(`name/${language}`)}
              defaultValue={template?.name[language] ?? ''}
              lang={language}
              autoComplete="off"
            />
            <TextArea
              name={`texts/${language}`}
              label={say(language === 'en' ? 'desk.template.text-en' : 'desk.template.text-fa')}
              error={errorOn(`texts/${language}`)}
              defaultValue={template?.texts[language] ?? ''}
              lang={language}
              dir={language === 'fa' ? 'rtl' : 'ltr'}
              rows={5}
            />
          </div>
        ))}
        <Fields />
        <Button disabled={save.isPending}>{say('desk.template.save')}</Button>
      </form>
    </Dialog>
  );
}

/** A text with its fields marked: what is in braces is no word of either language. */
function WithFields({ text }: { readonly text: string }) {
  // Every second part is what the brackets of the pattern matched.
  return text.split(/(\{[a-z]+\})/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={index} dir="ltr" className="text-accent">
        {part}
      </code>
    ),
  );
}

/** The words of a version, in both languages. */
function Words({ texts }: Pick<Template, 'texts'>) {
  return (
    <div className="grid gap-3 md:grid-cols-2">
      {(['en', 'fa'] as const).map((language) => (
        <blockquote
          key={language}
          lang={language}
          dir={language === 'fa' ? 'rtl' : 'ltr'}
          className="whitespace-pre-wrap border-s-4 border-hairline ps-3 wrap-anywhere"
        >
          <WithFields text={texts[language]} />
        </blockquote>
      ))}
    </div>
  );
}

/** Who saved a version, and when. */
function Saved({ changedBy, changedAt }: Pick<Template, 'changedBy' | 'changedAt'>) {
  const say = useSay();
  const { full } = useMoments();
  const { nameOf } = useColleagues();
  if (changedBy === null || changedAt === null) return say('desk.template.shipped');
  return say('desk.template.saved', { person: nameOf(changedBy), at: full(changedAt) });
}

/** The versions of a template, the present one first. */
function Versions({ id }: { readonly id: string }) {
  const api = useApi();
  const versions = useQuery({
    queryKey: [...TEMPLATES, id],
    queryFn: () => answerOf(api.GET('/api/cases/reply-templates/{id}', { params: { path: { id } } })),
  });
  if (versions.isPending) return <Skeleton />;
  if (versions.isError) return <Failure error={versions.error} onRetry={() => void versions.refetch()} />;
  return (
    <ol className="flex list-none flex-col gap-3 pt-2">
      {versions.data.items.map((version) => (
        <li key={version.revision}>
          <p className="text-s text-muted">
            <Saved {...version} />
          </p>
          <Words texts={version.texts} />
        </li>
      ))}
    </ol>
  );
}

function TemplateRow({ template, onChange }: { readonly template: Template; readonly onChange: () => void }) {
  const say = useSay();
  const language = useLanguage();
  const [hasVersions, setVersions] = useState(false);
  const { id, revision, name, command, texts, archived } = template;
  const save = useSaveTemplate(template, () => undefined);
  const heading = `template-${id}`;
  return (
    <li className="rounded-m border border-hairline bg-surface p-3">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h3 id={heading} className="font-bold">
          <bdi>{name[language]}</bdi>
        </h3>
        <span className="grow text-muted">{say(REPLY_COMMAND[command])}</span>
        <span className="text-s text-muted">
          <Saved {...template} />
        </span>
      </div>
      <Words texts={texts} />
      <div className="mt-2 flex flex-wrap items-center gap-2">
        {!archived && (
          <Button type="button" kind="secondary" onClick={onChange} aria-describedby={heading}>
            {say('desk.template.change')}
          </Button>
        )}
        <Button
          type="button"
          kind="secondary"
          disabled={save.isPending}
          aria-describedby={heading}
          onClick={() => save.mutate({ name, command, texts, archived: !archived })}
        >
          {say(archived ? 'desk.template.restore' : 'desk.template.archive')}
        </Button>
      </div>
      {save.isError && <Failure error={save.error} />}
      {revision > 0 && (
        <details className="mt-2" onToggle={({ currentTarget }) => setVersions(currentTarget.open)}>
          <summary className="cursor-pointer text-accent pointer-coarse:py-2">{say('desk.template.versions')}</summary>
          {hasVersions && <Versions id={id} />}
        </details>
      )}
    </li>
  );
}

/** The templates of replies, which handlers fill in on a case. */
export function TemplatesPage() {
  const say = useSay();
  const api = useApi();
  useTitle(say('desk.admin.templates'));
  const [open, setOpen] = useState<Template | 'new'>();
  const templates = useQuery({
    queryKey: TEMPLATES,
    queryFn: () => answerOf(api.GET('/api/cases/reply-templates')),
    select: ({ items }) => items,
  });
  const offered = templates.data?.filter(({ archived }) => !archived) ?? [];
  const archived = templates.data?.filter((template) => template.archived) ?? [];
  const rows = (some: readonly Template[]) => (
    <ul className="flex flex-col gap-3">
      {some.map((template) => (
        <TemplateRow key={template.id} template={template} onChange={() => setOpen(template)} />
      ))}
    </ul>
  );
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h1 className="text-xl font-bold">{say('desk.admin.templates')}</h1>
        <p className="max-w-prose">{say('desk.template.hint')}</p>
      </div>
      <div>
        <Button type="button" onClick={() => setOpen('new')}>
          {say('desk.template.add')}
        </Button>
      </div>
      {templates.isPending && <Skeleton />}
      {templates.isError && <Failure error={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.isSuccess && (
        <section aria-labelledby="offered-title" className="flex flex-col gap-2">
          <h2 id="offered-title" className="text-l font-bold">
            {say('desk.template.offered')}
          </h2>
          {offered.length === 0 && <p className="text-muted">{say('desk.template.empty')}</p>}
          {rows(offered)}
        </section>
      )}
      {archived.length > 0 && (
        <section aria-labelledby="archived-title" className="flex flex-col gap-2">
          <h2 id="archived-title" className="text-l font-bold">
            {say('desk.template.archived')}
          </h2>
          {rows(archived)}
        </section>
      )}
      {open !== undefined && (
        <TemplateDialog {...(open !== 'new' && { template: open })} onClose={() => setOpen(undefined)} />
      )}
    </div>
  );
}
