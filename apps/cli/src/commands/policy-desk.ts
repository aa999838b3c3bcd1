import { policyNameOf, type Policy, type PolicyVersion } from '@redress/domain';
import type { CommandSource, Outcome } from '@redress/eventing';
import { toActorId } from '@redress/eventing';
import { refusalText } from '@redress/platform';
import { shippedPolicies } from '@redress/policies';
import type { CliContext } from '../context.js';
import { EXIT, Failure } from '../exit.js';
import { openOrServer, RunningServer, type ServerOptions } from '../running-server.js';
import { openForReading } from '../session.js';

/** A version as lists show it. */
export interface ListedPolicy {
  readonly version: string;
  readonly standing: PolicyVersion['standing'] | 'shipped';
  readonly validFrom: string;
  readonly name: string;
}

/** Where policies are drafted, published and read: the data folder, or a running server. */
export interface PolicyDesk {
  list(): Promise<readonly ListedPolicy[]>;
  /** Undefined for a version that was never drafted. */
  find(version: string): Promise<Policy | undefined>;
  /** Returns whether anything was recorded, and throws a `Failure` if it is refused; likewise the next two. */
  draft(policy: Policy): Promise<boolean>;
  publish(version: string): Promise<boolean>;
  retire(version: string): Promise<boolean>;
}

/** The desk that the options name. */
export async function policyDesk(options: ServerOptions, context: CliContext): Promise<PolicyDesk> {
  const server = await RunningServer.named(options, context);
  return server === undefined ? new FolderDesk(context) : new ServerDesk(server);
}

/** Acts as administrator: access to the data folder is the permission. */
export const OPERATOR: CommandSource = { caller: 'cli', actor: { id: toActorId('operator'), role: 'admin' } };

class FolderDesk implements PolicyDesk {
  constructor(private readonly context: CliContext) {}

  async list(): Promise<readonly ListedPolicy[]> {
    const session = await openForReading(this.context.config(), { personal: false });
    try {
      const own = (await session.policies.list()).map(({ policy, standing }) => ({ ...shown(policy), standing }));
      const shipped = shippedPolicies()
        .filter(({ version }) => !own.some((one) => one.version === version))
        .map((policy) => ({ ...shown(policy), standing: 'shipped' as const }));
      return [...own, ...shipped];
    } finally {
      await session.close();
    }
  }

  async find(version: string): Promise<Policy | undefined> {
    const session = await openForReading(this.context.config(), { personal: false });
    try {
      return (await session.policies.find(version))?.policy;
    } finally {
      await session.close();
    }
  }

  async draft(policy: Policy): Promise<boolean> {
    const session = await openOrServer(this.context.config());
    try {
      return isNew(await session.policies.draft(policy, OPERATOR));
    } finally {
      await session.close();
    }
  }

  async publish(version: string): Promise<boolean> {
    const session = await openOrServer(this.context.config());
    try {
      return isNew(await session.policies.publish(version, OPERATOR));
    } finally {
      await session.close();
    }
  }

  async retire(version: string): Promise<boolean> {
    const session = await openOrServer(this.context.config());
    try {
      return isNew(await session.policies.retire(version, OPERATOR));
    } finally {
      await session.close();
    }
  }
}

function shown({ version, validFrom, names }: Policy): Omit<ListedPolicy, 'standing'> {
  return { version, validFrom, name: names.en };
}

function isNew(outcome: Outcome): boolean {
  if (outcome.kind === 'accepted') return outcome.events.length > 0;
  const code = outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind;
  throw new Failure(refusalText(code), EXIT.found);
}

interface PolicyAnswer {
  readonly events: readonly string[];
}

class ServerDesk implements PolicyDesk {
  constructor(private readonly server: RunningServer) {}

  async list(): Promise<readonly ListedPolicy[]> {
    const { items } = await this.server.get<{
      readonly items: readonly (Omit<ListedPolicy, 'name'> & { readonly names: Policy['names'] })[];
    }>('policies');
    return items.map(({ version, standing, validFrom, names }) => ({ version, standing, validFrom, name: names.en }));
  }

  async find(version: string): Promise<Policy | undefined> {
    const listed = (await this.list()).some((one) => one.version === version);
    if (!listed) return undefined;
    return (await this.server.get<{ readonly policy: Policy }>(`policies/${version.replace('@', '/')}`)).policy;
  }

  async draft(policy: Policy): Promise<boolean> {
    const answer = await this.server.post<PolicyAnswer>(`policies/${policyNameOf(policy.version)}/draft`, { policy });
    return answer.events.length > 0;
  }

  publish(version: string): Promise<boolean> {
    return this.send('publish', version);
  }

  retire(version: string): Promise<boolean> {
    return this.send('retire', version);
  }

  private async send(command: 'publish' | 'retire', version: string): Promise<boolean> {
    const name = policyNameOf(version);
    const number = Number(version.slice(name.length + 1));
    const answer = await this.server.post<PolicyAnswer>(`policies/${name}/${command}`, { version: number });
    return answer.events.length > 0;
  }
}
