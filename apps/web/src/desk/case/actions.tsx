import { Button } from '@redress/ui';
import { useRef, useState } from 'react';
import { useKeys } from '../keys.js';
import { useOffering } from '../palette/offers.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import type { DeskCase } from '../words.js';
import type { Draft } from './command-fields.js';
import { CommandForm } from './command-form.js';
import { COMMANDS, isOffered, NEXT_STEPS, type OfferedCommand, offeredCommands } from './commands.js';
import { Duplicates } from './duplicates.js';
import { NotNow, useReason } from './not-now.js';
import { type CommandDone, Done, inverseOf } from './undo.js';
import { useCommand } from './use-command.js';
import { useIsWide } from './wide.js';

/** Takes the case with one press: nothing needs to be asked. */
function TakeButton({ shown, onDone }: { readonly shown: DeskCase; readonly onDone: (done: CommandDone) => void }) {
  const say = useSay();
  const { person } = useSession();
  const before = useRef(shown);
  const taking = useCommand('assign', shown.reference, (body) => {
    onDone({ undo: inverseOf('assign', body, before.current) });
  });
  const take = (): void => {
    before.current = shown;
    taking.mutate({ body: { assignee: person }, revision: shown.revision });
  };
  useKeys({ e: take });
  useOffering([{ id: 'take', words: say('desk.command.take'), run: take }]);
  return (
    <Button type="button" kind="secondary" disabled={taking.isPending} onClick={take}>
      {say('desk.command.take')}
    </Button>
  );
}

const LIST_BUTTON =
  'flex min-h-8 w-full cursor-pointer items-center rounded-m px-2 text-start text-accent hover:bg-accent-quiet pointer-coarse:min-h-11';

/** Whatever else can be done; folded where it would push the story off the screen. */
function Others({
  commands,
  onChoose,
}: {
  readonly commands: readonly OfferedCommand[];
  readonly onChoose: (command: OfferedCommand) => void;
}) {
  const say = useSay();
  const isWide = useIsWide();
  const list = (
    <ul className="flex flex-col">
      {commands.map((command) => (
        <li key={command}>
          <button type="button" className={LIST_BUTTON} onClick={() => onChoose(command)}>
            {say(COMMANDS[command].verb)}
          </button>
        </li>
      ))}
    </ul>
  );
  if (isWide || commands.length === 0) return list;
  return (
    <details className="rounded-m border border-hairline bg-surface p-3">
      <summary className="cursor-pointer font-bold pointer-coarse:py-2">{say('desk.actions.more')}</summary>
      {list}
    </details>
  );
}

/** What the reader can do on a case now: the sensible next step first, everything else as a list. */
export function Actions({ shown }: { readonly shown: DeskCase }) {
  const say = useSay();
  const { person } = useSession();
  const [open, setOpen] = useState<{ readonly command: OfferedCommand; readonly begin?: Draft }>();
  const [done, setDone] = useState<CommandDone>();
  const available = new Set(shown.availableCommands.filter(isOffered));
  const next = NEXT_STEPS[shown.status].find((command) => available.has(command));
  // Notes have a place of their own, below the story.
  const others = offeredCommands.filter(
    (command) => available.has(command) && command !== next && command !== 'add-note',
  );
  const choose = (command: OfferedCommand, begin?: Draft): void => {
    setDone(undefined);
    setOpen({ command, ...(begin !== undefined && { begin }) });
  };
  useKeys({
    '.': () => document.getElementById('actions')?.focus(),
    ...(available.has('add-note') && { n: () => document.getElementById('composer-text')?.focus() }),
    ...(available.has('approve-response') && { a: () => choose('approve-response') }),
    ...(available.has('request-information') && { r: () => choose('request-information') }),
  });
  const reasonOf = useReason();
  useOffering([
    ...offeredCommands
      .filter((command) => available.has(command))
      .map((command) => ({ id: command, words: say(COMMANDS[command].verb), run: () => choose(command) })),
    ...(shown.unavailableCommands ?? []).flatMap((one) =>
      isOffered(one.command)
        ? [{ id: one.command, words: say(COMMANDS[one.command].verb), reason: reasonOf(one), run: () => undefined }]
        : [],
    ),
  ]);
  return (
    <section id="actions" tabIndex={-1} aria-labelledby="actions-title" className="flex flex-col gap-2 outline-none">
      <h2 id="actions-title" className="text-l font-bold">
        {say('desk.actions')}
      </h2>
      <div role="status">
        {done !== undefined && <Done shown={shown} done={done} onUndone={() => setDone({ undo: undefined })} />}
      </div>
      {open !== undefined && (
        <CommandForm
          key={open.command}
          {...open}
          shown={shown}
          onDone={(sent) => {
            setOpen(undefined);
            setDone(sent);
            document.getElementById('actions')?.focus();
          }}
        />
      )}
      {open === undefined && next !== undefined && (
        <Button type="button" onClick={() => choose(next)}>
          {say(COMMANDS[next].verb)}
        </Button>
      )}
      {open === undefined && next === undefined && <p className="text-muted">{say('desk.actions.wait')}</p>}
      {open === undefined && available.has('assign') && shown.assignee !== person && (
        <TakeButton shown={shown} onDone={setDone} />
      )}
      {open === undefined && <Others commands={others} onChoose={choose} />}
      {open === undefined && <NotNow shown={shown} />}
      {open === undefined && <Duplicates shown={shown} onBegin={choose} />}
    </section>
  );
}
