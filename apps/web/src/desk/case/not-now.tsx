import { useLanguage } from '@redress/ui';
import { useSay } from '../say.js';
import { type DeskCase, ROLE } from '../words.js';
import { COMMANDS, isOffered } from './commands.js';

/** Why a command is not possible: by whom it is, or in the words of the API. */
export function useReason() {
  const say = useSay();
  const language = useLanguage();
  return ({ reason, roles }: NonNullable<DeskCase['unavailableCommands']>[number]): string =>
    roles === undefined
      ? reason
      : say('desk.not-now.roles', {
          roles: new Intl.ListFormat(language, { type: 'disjunction' }).format(roles.map((role) => say(ROLE[role]))),
        });
}

/**
 * Commands that the reader cannot send now, grey, each with its reason. The reasons do not come and go with the pointer: nothing moves under
 * the hand, and a finger has no hover.
 */
export function NotNow({ shown: { unavailableCommands = [] } }: { readonly shown: DeskCase }) {
  const say = useSay();
  const reasonOf = useReason();
  const offered = unavailableCommands.flatMap(({ command, ...why }) =>
    isOffered(command) ? [{ command, reason: reasonOf({ command, ...why }) }] : [],
  );
  if (offered.length === 0) return null;
  return (
    <details className="rounded-m border border-hairline p-2">
      <summary className="cursor-pointer text-muted pointer-coarse:py-2">
        {say('desk.not-now', { count: offered.length })}
      </summary>
      <ul className="flex flex-col">
        {offered.map(({ command, reason }) => (
          <li key={command}>
            {/* Can be focused, unlike a disabled button, so that keyboards reach the reason. */}
            <button
              type="button"
              aria-disabled
              aria-describedby={`why-not-${command}`}
              className="flex min-h-8 w-full cursor-not-allowed items-center rounded-m px-2 text-start font-semibold text-muted pointer-coarse:min-h-11"
            >
              {say(COMMANDS[command].verb)}
            </button>
            <p id={`why-not-${command}`} className="mx-2 mb-1 text-s text-muted">
              {reason}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
