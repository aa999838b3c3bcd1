import { Notice, useLanguage } from '@redress/ui';
import { useId, useState } from 'react';
import { hasRole, replyingRoles } from '../places.js';
import { type CaseReply, REPLY_FIELD } from '../reply-words.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import type { DeskCase } from '../words.js';
import { useFilledReplies } from './case-queries.js';
import type { OfferedCommand } from './commands.js';
import { Said } from './said.js';

/** The field of each command that complainants read, into which a template goes. */
const REPLY: Readonly<Record<CaseReply['command'], string>> = {
  'request-information': 'text',
  'add-note': 'text',
  'report-progress': 'text',
  'propose-response': 'explanation',
  'state-final-position': 'text',
  close: 'comment',
};

/** The field of a command for which there can be templates. */
export function repliedIn(command: OfferedCommand): string | undefined {
  return Object.hasOwn(REPLY, command) ? REPLY[command as CaseReply['command']] : undefined;
}

/** A text with a template behind whatever was typed already. */
function withReply(typed: string, reply: string): string {
  return typed.trim() === '' ? reply : `${typed.trimEnd()}\n\n${reply}`;
}

/** Offers the templates of a command, filled in for the complainant; each is a beginning, which is edited before it goes out. */
export function ReplyTemplates({
  reference,
  command,
  typed,
  onChange,
}: {
  readonly reference: string;
  readonly command: OfferedCommand;
  readonly typed: string;
  readonly onChange: (text: string) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const id = useId();
  const { roles } = useSession();
  const [used, setUsed] = useState<readonly CaseReply[]>([]);
  const replies = useFilledReplies(reference, hasRole(roles, replyingRoles));
  const offered = replies.data?.items.filter((reply) => reply.command === command) ?? [];
  if (offered.length === 0) return null;
  const gaps = [...new Set(used.flatMap(({ missing }) => missing))].filter((field) => typed.includes(`{${field}}`));
  return (
    <div className="my-(--field-space) flex flex-col gap-1">
      <label htmlFor={id} className="font-semibold">
        {say('desk.reply.template')}
      </label>
      <select
        id={id}
        value=""
        onChange={({ target: { value } }) => {
          const chosen = offered.find((reply) => reply.id === value);
          if (chosen === undefined) return;
          setUsed([...used, chosen]);
          onChange(withReply(typed, chosen.text));
        }}
        className="min-h-8 w-full rounded-m border border-line bg-surface px-2 pointer-coarse:min-h-11"
      >
        <option value="">{say('desk.form.choose')}</option>
        {offered.map((reply) => (
          <option key={reply.id} value={reply.id}>
            {reply.name[language]}
          </option>
        ))}
      </select>
      <div role="status">
        {gaps.length > 0 && (
          <Notice kind="due">
            {say('desk.reply.gaps', {
              fields: new Intl.ListFormat(language).format(gaps.map((field) => say(REPLY_FIELD[field]))),
            })}
          </Notice>
        )}
      </div>
    </div>
  );
}

/** What the complainant will read, in their language and direction. */
export function ReplyPreview({ shown: { language }, text }: { readonly shown: DeskCase; readonly text: string }) {
  const say = useSay();
  if (text.trim() === '') return null;
  return (
    <figure className="my-(--field-space)">
      <figcaption className="font-semibold">{say('desk.reply.preview')}</figcaption>
      <blockquote
        lang={language}
        dir={language === 'fa' ? 'rtl' : 'ltr'}
        className="max-h-40 overflow-y-auto rounded-m border border-accent p-3"
        tabIndex={0}
      >
        <Said text={text} />
      </blockquote>
    </figure>
  );
}
