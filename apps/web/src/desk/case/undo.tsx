import { Button, Code, Notice } from '@redress/ui';
import { useEffect, useRef, useState } from 'react';
import { ApiRefusal } from '../api.js';
import { Failure } from '../failure.js';
import { useSay } from '../say.js';
import type { DeskCase } from '../words.js';
import type { BodyOf } from './command-fields.js';
import type { OfferedCommand } from './commands.js';
import { useCommand } from './use-command.js';

type Body = Readonly<Record<string, unknown>>;

/** A command that takes back what another did. */
export interface Inverse {
  readonly command: OfferedCommand;
  readonly body: Body;
}

/** That a command was done, and what takes it back. */
export interface CommandDone {
  readonly undo: Inverse | undefined;
  /** Told this once. */
  readonly trackingCode?: string;
}

/** A command and its content, tied to each other. */
function inverse<Command extends OfferedCommand>(command: Command, body: BodyOf<Command>): Inverse {
  return { command, body: body as Body };
}

function textIn(body: Body, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

/**
 * What takes a command back, by its content and the case before it. Only acts that reach nobody outside and need no reason: whatever the
 * complainant was told cannot be untold.
 */
const INVERSES: { readonly [Command in OfferedCommand]?: (body: Body, before: DeskCase) => Inverse | undefined } = {
  assign: (body, { assignee }) =>
    assignee === null
      ? inverse('unassign', { assignee: textIn(body, 'assignee') })
      : inverse('assign', { assignee, from: textIn(body, 'assignee') }),
  unassign: (_body, { assignee }) => (assignee === null ? undefined : inverse('assign', { assignee })),
  'add-tag': (body, { tags }) =>
    tags.includes(textIn(body, 'tag')) ? undefined : inverse('remove-tag', { tag: textIn(body, 'tag') }),
  'remove-tag': (body) => inverse('add-tag', { tag: textIn(body, 'tag') }),
  'pause-clock': () => inverse('resume-clock', {}),
  link: (body, { links }) =>
    links.some(({ complaint }) => complaint === body['complaint'])
      ? undefined
      : inverse('unlink', { complaint: textIn(body, 'complaint') }),
  unlink: (body, { links }) => {
    const link = links.find(({ complaint }) => complaint === body['complaint']);
    return link && inverse('link', { complaint: link.complaint, relation: link.relation });
  },
};

/** What takes back a command that was sent on a case as it was before; undefined where nothing does. */
export function inverseOf(command: OfferedCommand, body: Body, before: DeskCase): Inverse | undefined {
  return INVERSES[command]?.(body, before);
}

/** For how long taking back is offered; longer while the button is in focus. */
const OFFERED_MS = 15_000;

/** Says that a command is done and offers to take it back for a while. Afterwards its opposite is among the other commands. */
export function Done({
  shown,
  done: { undo, trackingCode },
  onUndone,
}: {
  readonly shown: DeskCase;
  readonly done: CommandDone;
  readonly onUndone: () => void;
}) {
  const say = useSay();
  return (
    <Notice kind="done">
      <p>{say('desk.form.done')}</p>
      {trackingCode !== undefined && (
        <p>
          {say('desk.tracking-code')} <Code>{trackingCode}</Code>
        </p>
      )}
      {undo !== undefined && shown.availableCommands.includes(undo.command) && (
        <Undo shown={shown} undo={undo} onUndone={onUndone} />
      )}
    </Notice>
  );
}

function Undo({
  shown: { reference, revision },
  undo: { command, body },
  onUndone,
}: {
  readonly shown: DeskCase;
  readonly undo: Inverse;
  readonly onUndone: () => void;
}) {
  const say = useSay();
  const [isOver, setOver] = useState(false);
  const button = useRef<HTMLDivElement>(null);
  const sending = useCommand(command, reference, onUndone);
  useEffect(() => {
    const timer = setTimeout(() => {
      // Who has reached the button is not robbed of it.
      if (button.current?.contains(document.activeElement) !== true) setOver(true);
    }, OFFERED_MS);
    return () => clearTimeout(timer);
  }, []);
  if (isOver) return null;
  return (
    <div ref={button}>
      <Button
        type="button"
        kind="secondary"
        disabled={sending.isPending}
        onClick={() => sending.mutate({ body, revision })}
      >
        {say('desk.undo')}
      </Button>
      {sending.isError &&
        (sending.error instanceof ApiRefusal ? <Failure error={sending.error} /> : <p>{say('desk.undo.changed')}</p>)}
    </div>
  );
}
