import { refusalText } from '@redress/platform';
import type { Policy } from '@redress/domain';
import type { CommandSource, Outcome } from '@redress/eventing';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit/exit-codes.js';
import { Failure } from '../exit/failure.js';
import { openForWriting } from '../session/writing.js';

/** Whoever may use the data folder is its administrator. */
const OPERATOR: CommandSource = { caller: 'cli', actor: { id: 'operator', role: 'admin' } };

/** Drafts and publishes; answers whether anything was recorded. Throws a `Failure` for what the policies refuse. */
export async function publishPolicy(context: CommandContext, policy: Policy): Promise<boolean> {
  const session = await openForWriting(context.config());
  try {
    const drafted = accepted(await session.policies.draft(policy, OPERATOR));
    const published = accepted(await session.policies.publish(policy.version, OPERATOR));
    return drafted + published > 0;
  } finally {
    await session.close();
  }
}

function accepted(outcome: Outcome): number {
  if (outcome.kind === 'accepted') return outcome.events.length;
  const code = outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind;
  throw new Failure(refusalText(code), EXIT.found);
}
