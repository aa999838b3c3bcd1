import { applyDecorators, Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import { policyEventTypes, policyFileSchema } from '@redress/contracts';
import {
  isAuthorOf,
  policyApprovals,
  policyNameOf,
  type Policy,
  type PolicyApproval,
  type PolicyProposal,
  type PolicyVersion,
} from '@redress/domain';
import type { Outcome } from '@redress/eventing';
import {
  acceptedOrProblem,
  Allow,
  Answers,
  Caller,
  CommandMeta,
  commandSourceOf,
  CONFIG,
  instantSchema,
  IsSha256,
  listOf,
  objectSchema,
  Problem,
  REASON_LENGTH_MAX,
  RevisionAnswer,
  revisionHeaders,
  revisionSchema,
  staffListIn,
  Text,
  textSchema,
  WholeNumber,
  type Accepted,
  type RedressConfig,
} from '@redress/platform';
import { Policies, policyContentHash, policyFaults, type PolicyAct, type PolicyCommandSource } from '@redress/policies';
import { IsObject, IsOptional } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { everyVersion, type ListedVersion } from './every-version.js';

export class DraftPolicyRequest {
  /** One version of the policy, as `libs/contracts/schemas/policy.v4.json` describes it. */
  @IsObject()
  @JSONSchema({ additionalProperties: true })
  policy!: object;
}

export class PolicyVersionRequest {
  /** The number after the `@`. */
  @WholeNumber(1, 999_999)
  version!: number;
}

/** A version as somebody read it. */
class PolicyContentRequest extends PolicyVersionRequest {
  /** The `contentHash` of the version that was read: of another content nothing is decided. */
  @IsSha256()
  contentHash!: string;
}

export class PutForwardPolicyRequest extends PolicyContentRequest {
  /** What the others who read the history should know. */
  @IsOptional()
  @Text(REASON_LENGTH_MAX)
  reason?: string;
}

export class RejectPolicyRequest extends PolicyContentRequest {
  /** What must change. */
  @Text(REASON_LENGTH_MAX)
  reason!: string;
}

export class WithdrawPolicyRequest extends PolicyVersionRequest {
  @IsOptional()
  @Text(REASON_LENGTH_MAX)
  reason?: string;
}

const { $id: _id, ...policy } = policyFileSchema as { readonly $id?: string };
const standing = { enum: ['shipped', 'drafted', 'published', 'retired'] };
const when = { publishedAt: instantSchema, retiredAt: instantSchema };
const proposal = objectSchema(
  {
    by: textSchema,
    at: instantSchema,
    isOwn: { type: 'boolean', description: 'Whether the caller proposed it or changed it last.' },
  },
  { title: 'PolicyProposal' },
);

const policyListSchema = objectSchema({
  approval: { enum: policyApprovals, description: 'How many people the publication of a policy takes.' },
  items: listOf(
    objectSchema(
      { version: textSchema, standing, names: objectSchema({ en: textSchema, fa: textSchema }), validFrom: textSchema },
      { title: 'PolicySummary', optional: { validTo: textSchema, proposal, ...when } },
    ),
  ),
});

const policySchema = objectSchema(
  {
    standing,
    contentHash: { ...textSchema, description: 'SHA-256 of the canonical JSON of the policy (RFC 8785).' },
    policy: { ...policy, title: 'Policy' },
  },
  {
    title: 'PolicyVersion',
    optional: {
      proposal,
      ...when,
    },
  },
);

const policyHistorySchema = objectSchema({
  items: listOf(
    objectSchema(
      { event: { enum: policyEventTypes }, at: instantSchema, by: textSchema },
      { title: 'PolicyAct', optional: { reason: textSchema, contentHash: textSchema } },
    ),
  ),
});

const policyAnswerSchema = objectSchema(
  { policy: textSchema, revision: revisionSchema, events: listOf(textSchema) },
  { title: 'PolicyAnswer' },
);

const rootCausesSchema = objectSchema({
  items: listOf(
    objectSchema({ code: textSchema, names: objectSchema({ en: textSchema, fa: textSchema }) }, { title: 'RootCause' }),
  ),
});

type NamedRootCause = Pick<NonNullable<Policy['rootCauses']>['causes'][number], 'code' | 'names'>;

/** The answer to a command on a policy. */
class PolicyAnswer extends RevisionAnswer {
  readonly events: readonly string[];

  constructor(
    readonly policy: string,
    outcome: Accepted,
  ) {
    super(outcome);
    this.events = outcome.events;
  }
}

/** A proposal, as the caller sees it. */
type ShownProposal = Pick<PolicyProposal, 'by' | 'at'> & { readonly isOwn: boolean };

/** One version, as the caller sees it. */
type ShownPolicy = Pick<ListedVersion, 'policy' | 'standing'> & {
  readonly contentHash: string;
  readonly proposal?: ShownProposal;
};

/** Policies of the organization (clause 5): staff read them, administrators publish them. */
@Controller('policies')
export class PoliciesController {
  constructor(
    private readonly policies: Policies,
    @Inject(CONFIG) private readonly config: RedressConfig,
  ) {}

  @Get()
  @Allow('view-policies')
  @ApiOperation({ summary: 'Every version: those of the organization, and those that ship as a start.' })
  @Answers(200, 'The policies.', policyListSchema)
  async list(
    @Caller() { actor }: Caller,
  ): Promise<{ readonly approval: PolicyApproval; readonly items: readonly object[] }> {
    return {
      approval: this.policies.approval,
      items: (await everyVersion(this.policies)).map((listed) => {
        const { version, names, validFrom, validTo } = listed.policy;
        const shown = proposalFor(actor.id, listed);
        return {
          version,
          ...standingOf(listed),
          names,
          validFrom,
          ...(validTo !== undefined && { validTo }),
          ...(shown && { proposal: shown }),
        };
      }),
    };
  }

  @Get('root-causes')
  @Allow('view-policies')
  @ApiOperation({
    summary:
      'What the codes of root causes are called, in every version that is or was in force: as the organization calls them before shipped policies.',
  })
  @Answers(200, 'The root causes, by their codes.', rootCausesSchema)
  async rootCauses(): Promise<{ readonly items: readonly NamedRootCause[] }> {
    const { own = [], shipped = [] } = Object.groupBy(
      (await everyVersion(this.policies)).filter(({ standing }) => standing !== 'drafted'),
      ({ standing }) => (standing === 'shipped' ? 'shipped' : 'own'),
    );
    // The last to name a code is the one that counts.
    const causes = [...shipped, ...own].flatMap(({ policy }) => policy.rootCauses?.causes ?? []);
    const byCode = new Map(causes.map(({ code, names }) => [code, { code, names }]));
    return { items: [...byCode.values()].sort((one, other) => (one.code < other.code ? -1 : 1)) };
  }

  @Get(':name/:version')
  @Allow('view-policies')
  @ApiOperation({ summary: 'One version, whole.' })
  @ApiParam({ name: 'name', type: String })
  @ApiParam({ name: 'version', type: String, description: 'The number after the @.' })
  @Answers(200, 'The policy.', policySchema)
  async show(
    @Param('name') name: string,
    @Param('version') version: string,
    @Caller() { actor }: Caller,
  ): Promise<ShownPolicy> {
    const found = await this.found(`${name}@${version}`);
    const shown = proposalFor(actor.id, found);
    return {
      ...standingOf(found),
      contentHash: policyContentHash(found.policy),
      policy: found.policy,
      ...(shown && { proposal: shown }),
    };
  }

  @Get(':name/:version/history')
  @Allow('view-policies')
  @ApiOperation({
    summary:
      'Who drafted, proposed, approved, rejected, published and retired a version, oldest first: at most the last 200.',
  })
  @ApiParam({ name: 'name', type: String })
  @ApiParam({ name: 'version', type: String, description: 'The number after the @.' })
  @Answers(200, 'The history; empty for a version that ships.', policyHistorySchema)
  async history(
    @Param('name') name: string,
    @Param('version') version: string,
  ): Promise<{ readonly items: readonly PolicyAct[] }> {
    const { policy } = await this.found(`${name}@${version}`);
    return { items: await this.policies.history(policy.version) };
  }

  @PolicyRoute('draft', 'Writes a version down, or anew, until it is published.')
  draft(
    @Param('name') name: string,
    @Body() { policy }: DraftPolicyRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<PolicyAnswer> {
    this.refuseFaults(policy);
    const checked = policy as Policy;
    if (policyNameOf(checked.version) !== name)
      throw new Problem('policy-name-differs', { pointer: '#/policy/version' });
    return answered(checked.version, this.policies.draft(checked, commandSourceOf(meta)));
  }

  @PolicyRoute(
    'propose',
    'Proposes a drafted version, as it was read, to others who may publish. A later draft ends the proposal.',
  )
  async propose(
    @Param('name') name: string,
    @Body() request: PutForwardPolicyRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<PolicyAnswer> {
    const version = `${name}@${request.version}`;
    await this.refuseFaultyDraft(version);
    return answered(version, this.policies.propose(version, request.contentHash, policySourceOf(meta, request)));
  }

  @PolicyRoute('approve', 'Approves what another person proposed and wrote, and publishes it: it never changes again.')
  async approve(
    @Param('name') name: string,
    @Body() request: PutForwardPolicyRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<PolicyAnswer> {
    const version = `${name}@${request.version}`;
    await this.refuseFaultyDraft(version);
    return answered(version, this.policies.approve(version, request.contentHash, policySourceOf(meta, request)));
  }

  @PolicyRoute('reject', 'Rejects what another person proposed and wrote, with the reason. It stays a draft.')
  reject(
    @Param('name') name: string,
    @Body() request: RejectPolicyRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<PolicyAnswer> {
    const version = `${name}@${request.version}`;
    return answered(version, this.policies.reject(version, request.contentHash, policySourceOf(meta, request)));
  }

  @PolicyRoute('withdraw-proposal', 'Takes back a proposal of your own, or of what you wrote. It stays a draft.')
  withdrawProposal(
    @Param('name') name: string,
    @Body() request: WithdrawPolicyRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<PolicyAnswer> {
    const version = `${name}@${request.version}`;
    return answered(version, this.policies.withdrawProposal(version, policySourceOf(meta, request)));
  }

  @PolicyRoute(
    'publish',
    'Puts a drafted version in force from its date on, where that takes one person. It never changes again.',
  )
  async publish(
    @Param('name') name: string,
    @Body() { version }: PolicyVersionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<PolicyAnswer> {
    await this.refuseFaultyDraft(`${name}@${version}`);
    return answered(`${name}@${version}`, this.policies.publish(`${name}@${version}`, commandSourceOf(meta)));
  }

  @PolicyRoute('retire', 'Lets no further complaint fall under a version. Those under it stay under it.')
  retire(
    @Param('name') name: string,
    @Body() { version }: PolicyVersionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<PolicyAnswer> {
    return answered(`${name}@${version}`, this.policies.retire(`${name}@${version}`, commandSourceOf(meta)));
  }

  private async found(version: string): Promise<ListedVersion> {
    const found = (await everyVersion(this.policies)).find(({ policy }) => policy.version === version);
    if (found === undefined) throw new Problem('policy-unknown');
    return found;
  }

  /** Whoever was named in the draft may have left since. */
  private async refuseFaultyDraft(version: string): Promise<void> {
    const drafted = await this.policies.find(version);
    if (drafted?.standing === 'drafted') this.refuseFaults(drafted.policy);
  }

  private refuseFaults(policy: object): void {
    const errors = policyFaults(policy, staffListIn(this.config)).map(({ pointer, problem }) => ({
      pointer: `#/policy${pointer}`,
      code: 'policy-fault',
      text: 'field.policy-fault' as const,
      values: { problem },
    }));
    if (errors.length > 0) throw new Problem('invalid-field', { errors });
  }
}

function policySourceOf(meta: CommandMeta, { reason }: WithdrawPolicyRequest): PolicyCommandSource {
  return { ...commandSourceOf(meta), ...(reason != null && { reason }) };
}

function proposalFor(person: string, listed: ListedVersion): ShownProposal | undefined {
  if (listed.standing === 'shipped' || listed.proposal === undefined) return undefined;
  const { by, at } = listed.proposal;
  return { by, at, isOwn: isAuthorOf(listed, person) };
}

function standingOf(
  listed: ListedVersion,
): Pick<PolicyVersion, 'publishedAt' | 'retiredAt'> & Pick<ListedVersion, 'standing'> {
  if (listed.standing === 'shipped') return { standing: listed.standing };
  const { standing, publishedAt, retiredAt } = listed;
  return { standing, ...(publishedAt && { publishedAt }), ...(retiredAt && { retiredAt }) };
}

async function answered(version: string, outcome: Promise<Outcome>): Promise<PolicyAnswer> {
  return new PolicyAnswer(version, acceptedOrProblem(await outcome));
}

function PolicyRoute(
  name: 'draft' | 'propose' | 'approve' | 'reject' | 'withdraw-proposal' | 'publish' | 'retire',
  summary: string,
): MethodDecorator {
  return applyDecorators(
    Post(`:name/${name}`),
    HttpCode(200),
    Allow('manage-policies'),
    ApiOperation({ summary }),
    ApiParam({ name: 'name', type: String }),
    Answers(200, 'Decided. `events` is empty when nothing had to be changed.', policyAnswerSchema, revisionHeaders),
  );
}
