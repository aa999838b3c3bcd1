import { policyNameOf, type Policy, type PolicyVersion } from '@redress/domain';
import type { CommandSource, Outcome } from '@redress/eventing';
import { toActorId } from '@redress/eventing';
import { refusalText } from '@redress/platform';
import { type Policies, shippedPolicies } from '@redress/policies';
import type { CliContext } from '../context.js';
import { EXIT, Failure, wrongUsage } from '../exit.js';
import { openOrServer, RunningServer, type ServerOptions } from '../running-server.js';
import { openForReading } from '../session.js';

/** A version as lists show it. */
export interface ListedPolicy {
  readonly version: string;
  readonly standing: PolicyVersion['standing'] | 'shipped';
  readonly validFrom: string;
  readonly name: string;
}

/** A version as somebody read it, and what they say of it. */
export interface PolicyContent {
  readonly version: string;
  readonly contentHash: string;
  readonly reason?: string;
}

/** Where policies are drafted, published and read: the data folder, or a running server. */
export interface PolicyDesk {
  list(): Promise<readonly ListedPolicy[]>;
  /** Undefined for a version that was never drafted. */
  find(version: string): Promise<Policy | undefined>;
  /** Returns whether anything was recorded, and throws a `Failure` if it is refused; likewise the next ones. */
  draft(policy: Policy): Promise<boolean>;
  propose(content: PolicyContent): Promise<boolean>;
  approve(content: PolicyContent): Promise<boolean>;
  reject(content: PolicyContent): Promise<boolean>;
  withdrawProposal(version: string): Promise<boolean>;
  publish(version: string): Promise<boolean>;
  retire(version: string): Promise<boolean>;
}

/** The desk that the options name. */
export async function policyDesk(options: ServerOptions, context: CliContext): Promise<PolicyDesk> {
  const server = await RunningServer.named(options, context);
  return server === undefined ? new FolderDesk(context) : new ServerDesk(server, options.tokenFile !== undefined);
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

  draft(policy: Policy): Promise<boolean> {
    return this.does((policies) => policies.draft(policy, OPERATOR));
  }

  propose({ version, contentHash, ...said }: PolicyContent): Promise<boolean> {
    return this.does((policies) => policies.propose(version, contentHash, { ...OPERATOR, ...said }));
  }

  approve(): Promise<boolean> {
    return Promise.reject(nobody());
  }

  reject(): Promise<boolean> {
    return Promise.reject(nobody());
  }

  withdrawProposal(version: string): Promise<boolean> {
    return this.does((policies) => policies.withdrawProposal(version, OPERATOR));
  }

  publish(version: string): Promise<boolean> {
    return this.does((policies) => policies.publish(version, OPERATOR));
  }

  retire(version: string): Promise<boolean> {
    return this.does((policies) => policies.retire(version, OPERATOR));
  }

  private async does(command: (policies: Policies) => Promise<Outcome>): Promise<boolean> {
    const session = await openOrServer(this.context.config());
    try {
      return isNew(await command(session.policies));
    } finally {
      await session.close();
    }
  }
}

/** Whoever can read the data folder is `operator`, and so could be the author of what they approve. */
function nobody(): Failure {
  return wrongUsage('A second person decides under their own name: use the browser, or --server with --token-file.');
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
  constructor(
    private readonly server: RunningServer,
    /** Whether the token is somebody's own. */
    private readonly isNamed: boolean,
  ) {}

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

  propose(content: PolicyContent): Promise<boolean> {
    return this.send('propose', content);
  }

  approve(content: PolicyContent): Promise<boolean> {
    return this.decides('approve', content);
  }

  reject(content: PolicyContent): Promise<boolean> {
    return this.decides('reject', content);
  }

  withdrawProposal(version: string): Promise<boolean> {
    return this.send('withdraw-proposal', { version });
  }

  publish(version: string): Promise<boolean> {
    return this.send('publish', { version });
  }

  retire(version: string): Promise<boolean> {
    return this.send('retire', { version });
  }

  private decides(command: 'approve' | 'reject', content: PolicyContent): Promise<boolean> {
    return this.isNamed ? this.send(command, content) : Promise.reject(nobody());
  }

  private async send(
    command: 'propose' | 'approve' | 'reject' | 'withdraw-proposal' | 'publish' | 'retire',
    { version, ...content }: Pick<PolicyContent, 'version'> & Partial<PolicyContent>,
  ): Promise<boolean> {
    const name = policyNameOf(version);
    const number = Number(version.slice(name.length + 1));
    const answer = await this.server.post<PolicyAnswer>(`policies/${name}/${command}`, { version: number, ...content });
    return answer.events.length > 0;
  }
}
