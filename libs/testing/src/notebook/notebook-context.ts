import { eventIdOf, type CommandContext } from '@redress/eventing';

const SOME_COMMANDS = '0b2f7d0e-4c1a-4a63-9d8e-6f1f3a7c5e21';
const MOMENT = '2026-11-02T08:00:00.000Z';

/** The context of the `number`th command of a spec: the same number is the same command. */
export function notebookContext(number: number, change: Partial<CommandContext> = {}): CommandContext {
  const commandId = eventIdOf(SOME_COMMANDS, number);
  return {
    commandId,
    commandHash: `hash-${number}`,
    actor: { id: 'u-17', role: 'handler' },
    occurredAt: MOMENT,
    now: MOMENT,
    correlationId: commandId,
    causationId: commandId,
    subject: 'N1',
    ...change,
  };
}
