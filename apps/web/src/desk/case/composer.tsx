import { Button, ErrorSummary } from '@redress/ui';
import { type FormEvent } from 'react';
import { Failure } from '../failure.js';
import { useSay } from '../say.js';
import { useFieldErrors } from '../use-field-errors.js';
import { type DeskCase, CHANNEL, LANGUAGE, VISIBILITY, wordsOf } from '../words.js';
import { ReplyPreview, ReplyTemplates } from './reply-template.js';
import { ChangedMeanwhile, useCommand, useDraft } from './use-command.js';

/** Who reads what is written unless somebody chooses: nothing leaves the house by mistake. */
const INTERNAL = { visibility: 'internal' } as const;

/** Writes on a case, in one of two modes that nobody can mistake: a note for the staff, on tinted ground, or a message to the complainant. */
export function Composer({ shown }: { readonly shown: DeskCase }) {
  const say = useSay();
  const { reference, revision, complainant, channel, language } = shown;
  const { draft, change, forget } = useDraft(`${reference} composer`, INTERNAL);
  const sending = useCommand('add-note', reference, () => {
    forget();
    change({ text: '', ...INTERNAL });
  });
  const { errors } = useFieldErrors(sending.error);
  const isInternal = draft['visibility'] !== 'complainant';
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const seen = sending.error instanceof ChangedMeanwhile ? sending.error.revision : revision;
    sending.mutate({
      body: { text: draft['text'] ?? '', visibility: isInternal ? 'internal' : 'complainant' },
      revision: seen,
    });
  };
  return (
    <form
      onSubmit={onSubmit}
      noValidate
      aria-label={say('desk.composer')}
      className={`flex md:sticky md:bottom-0 flex-col gap-2 rounded-m border p-3 print:hidden ${isInternal ? 'border-line bg-internal' : 'border-2 border-accent bg-surface'}`}
    >
      <fieldset className="flex flex-wrap gap-x-4">
        <legend className="sr-only">{say('desk.field.visibility')}</legend>
        {wordsOf(VISIBILITY).map((visibility) => (
          <label
            key={visibility}
            className="flex min-h-8 cursor-pointer items-center gap-2 font-semibold pointer-coarse:min-h-11"
          >
            <input
              type="radio"
              name="composer-visibility"
              checked={(visibility === 'internal') === isInternal}
              onChange={() => change({ visibility })}
              className="size-4 accent-accent"
            />
            {say(VISIBILITY[visibility])}
          </label>
        ))}
      </fieldset>
      <p className="text-s">
        {isInternal
          ? say('desk.composer.internal')
          : say('desk.composer.complainant', {
              channel: say(CHANNEL[complainant?.preferredChannel ?? channel]),
              language: say(LANGUAGE[language]),
            })}
      </p>
      {sending.error instanceof ChangedMeanwhile && <p role="alert">{say('desk.composer.changed')}</p>}
      {sending.isError && !(sending.error instanceof ChangedMeanwhile) && errors.length === 0 && (
        <Failure error={sending.error} />
      )}
      <ErrorSummary
        title={say('desk.form.faults')}
        errors={errors.map((error) => ({ ...error, field: 'composer-text' }))}
      />
      {!isInternal && (
        <div className="contents [--field-space:0]">
          <ReplyTemplates
            reference={reference}
            command="add-note"
            typed={draft['text'] ?? ''}
            onChange={(text) => change({ text })}
          />
        </div>
      )}
      <textarea
        id="composer-text"
        dir="auto"
        rows={2}
        value={draft['text'] ?? ''}
        onChange={({ target }) => change({ text: target.value })}
        aria-label={say('desk.field.text')}
        className="w-full rounded-m border border-line bg-surface px-3 py-2 text-text"
      />
      {!isInternal && (
        <div className="contents [--field-space:0]">
          <ReplyPreview shown={shown} text={draft['text'] ?? ''} />
        </div>
      )}
      <div>
        <Button kind="secondary" disabled={sending.isPending}>
          {say(isInternal ? 'desk.composer.add' : 'desk.composer.send')}
        </Button>
      </div>
    </form>
  );
}
