import { applyDecorators, Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import { policyFileSchema } from '@redress/contracts';
import { policyNameOf, type Policy } from '@redress/domain';
import type { Outcome } from '@redress/eventing';
import {
  acceptedOrProblem,
  Allow,
  Answers,
  CommandMeta,
  commandSourceOf,
  CONFIG,
  instantSchema,
  listOf,
  objectSchema,
  Problem,
  RevisionAnswer,
  revisionHeaders,
  revisionSchema,
  staffListIn,
  textSchema,
  WholeNumber,
  type Accepted,
  type RedressConfig,
} from '@redress/platform';
import { Policies, policyFaults } from '@redress/policies';
import { IsObject } from 'class-validator';
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

const { $id: _id, ...policy } = policyFileSchema as { readonly $id?: string };
const standing = { enum: ['shipped', 'drafted', 'published', 'retired'] };
const when = { publishedAt: instantSchema, retiredAt: instantSchema };

const policyListSchema = objectSchema({
  items: listOf(
    objectSchema(
      { version: textSchema, standing, names: objectSchema({ en: textSchema, fa: textSchema }), validFrom: textSchema },
      { title: 'PolicySummary', optional: { validTo: textSchema, ...when } },
    ),
  ),
});

const policySchema = objectSchema(
  { standing, policy: { ...policy, title: 'Policy' } },
  { title: 'PolicyVersion', optional: when },
);

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
  async list(): Promise<{ readonly items: readonly object[] }> {
    return {
      items: (await everyVersion(this.policies)).map(({ policy, ...standing }) => {
        const { version, names, validFrom, validTo } = policy;
        return { version, ...standing, names, validFrom, ...(validTo !== undefined && { validTo }) };
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
  async show(@Param('name') name: string, @Param('version') version: string): Promise<ListedVersion> {
    const found = (await everyVersion(this.policies)).find(({ policy }) => policy.version === `${name}@${version}`);
    if (found === undefined) throw new Problem('policy-unknown');
    return found;
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

  @PolicyRoute('publish', 'Puts a drafted version in force from its date on. It never changes again.')
  async publish(
    @Param('name') name: string,
    @Body() { version }: PolicyVersionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<PolicyAnswer> {
    const drafted = await this.policies.find(`${name}@${version}`);
    // Whoever was named in the draft may have left since.
    if (drafted?.standing === 'drafted') this.refuseFaults(drafted.policy);
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

async function answered(version: string, outcome: Promise<Outcome>): Promise<PolicyAnswer> {
  return new PolicyAnswer(version, acceptedOrProblem(await outcome));
}

function PolicyRoute(name: 'draft' | 'publish' | 'retire', summary: string): MethodDecorator {
  return applyDecorators(
    Post(`:name/${name}`),
    HttpCode(200),
    Allow('manage-policies'),
    ApiOperation({ summary }),
    ApiParam({ name: 'name', type: String }),
    Answers(200, 'Decided. `events` is empty when nothing had to be changed.', policyAnswerSchema, revisionHeaders),
  );
}
