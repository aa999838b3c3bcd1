import { Controller, Get, Headers, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type Channel, channels, type Complexity, type Impact, type Severity } from '@redress/contracts';
import {
  type ClockRule,
  complexities,
  impacts,
  type Instant,
  type Policy,
  priorityOf,
  severities,
  type TimelineFact,
} from '@redress/domain';
import {
  Allow,
  Answers,
  instantSchema,
  IsInstant,
  IsVersion,
  listOf,
  objectSchema,
  preferredLanguage,
  Problem,
  Text,
  textSchema,
} from '@redress/platform';
import { type JsonObject, parseJson } from '@redress/eventing';
import { Policies } from '@redress/policies';
import { IsIn, IsOptional } from 'class-validator';
import { explainedClocks } from '../clocks/clocks.answer.js';
import { explainedClockSchema } from '../clocks/explain-clocks.js';
import { everyVersion } from './every-version.js';

const FLAGS = ['true', 'false'] as const;

/** A complaint of some kind, received at some time. */
export class PolicySimulationRequest {
  @IsInstant()
  receivedAt!: Instant;

  /** A version, also a drafted one. Default: the one that is in force for such a complaint. */
  @IsOptional()
  @IsVersion()
  policy?: string;

  /** Default: `web`. */
  @IsOptional()
  @IsIn(channels)
  channel?: Channel;

  @IsOptional()
  @Text(200)
  product?: string;

  @IsOptional()
  @Text(200)
  jurisdiction?: string;

  @IsOptional()
  @Text(200)
  complainantType?: string;

  /** With any part of an assessment the complaint counts as assessed at its receipt. Default: `medium`. */
  @IsOptional()
  @IsIn(severities)
  severity?: Severity;

  /** Part of an assessment. Default: `standard`. */
  @IsOptional()
  @IsIn(complexities)
  complexity?: Complexity;

  /** Part of an assessment. Default: `individual`. */
  @IsOptional()
  @IsIn(impacts)
  impact?: Impact;

  /** Part of an assessment. Default: `false`. */
  @IsOptional()
  @IsIn(FLAGS)
  safetyImplication?: (typeof FLAGS)[number];

  /** Part of an assessment. Default: `false`. */
  @IsOptional()
  @IsIn(FLAGS)
  vulnerability?: (typeof FLAGS)[number];
}

const simulationSchema = objectSchema(
  {
    policy: textSchema,
    receivedAt: instantSchema,
    clocks: listOf(explainedClockSchema),
    later: {
      ...listOf(objectSchema({ name: textSchema, anchor: textSchema, limit: { type: 'object' } })),
      description: 'Clocks of the policy that something later starts, or that such a complaint does not have.',
    },
  },
  { title: 'PolicySimulation' },
);

/** Says what a policy would do, without a complaint. */
@Controller('policies/simulation')
export class PolicySimulationController {
  constructor(private readonly policies: Policies) {}

  @Get()
  @Allow('view-policies')
  @ApiOperation({ summary: 'Which policy holds for a complaint of some kind received at some time, and its clocks.' })
  @Answers(200, 'The policy and its clocks. Nothing is recorded.', simulationSchema)
  async simulate(
    @Query() request: PolicySimulationRequest,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<JsonObject> {
    const { receivedAt } = request;
    const policy = await this.policyFor(request);
    const timeline: readonly TimelineFact[] = [{ fact: 'received', at: receivedAt }, ...assessedIn(request)];
    const known = { policy, timeline, recordedAt: timeline.map(() => receivedAt) };
    const clocks = explainedClocks(known, receivedAt, preferredLanguage(accepted)) as readonly { name: string }[];
    const started = new Set(clocks.map(({ name }) => name));
    const later = policy.clocks.filter(({ name }) => !started.has(name)).map(ruleAnswer);
    // Converts to plain JSON and drops undefined fields.
    return parseJson(JSON.stringify({ policy: policy.version, receivedAt, clocks, later })) as JsonObject;
  }

  private async policyFor({
    policy: version,
    receivedAt,
    channel = 'web',
    product,
    jurisdiction,
    complainantType,
  }: PolicySimulationRequest): Promise<Policy> {
    if (version === undefined) {
      return this.policies.choose({
        at: receivedAt,
        channel,
        ...(product !== undefined && { product }),
        ...(jurisdiction !== undefined && { jurisdiction }),
        ...(complainantType !== undefined && { complainantType }),
      });
    }
    const found = (await everyVersion(this.policies)).find(({ policy }) => policy.version === version);
    if (found === undefined) throw new Problem('policy-unknown');
    return found.policy;
  }
}

/** The assessment that a request speaks of; none when it says no part of one. */
function assessedIn(request: PolicySimulationRequest): readonly TimelineFact[] {
  const { receivedAt: at, severity, complexity, impact, safetyImplication, vulnerability } = request;
  if ([severity, complexity, impact, safetyImplication, vulnerability].every((part) => part === undefined)) return [];
  const assessment = {
    severity: severity ?? 'medium',
    complexity: complexity ?? 'standard',
    impact: impact ?? 'individual',
    safetyImplication: safetyImplication === 'true',
    vulnerability: vulnerability === 'true',
  } as const;
  return [{ fact: 'assessed', at, ...assessment, priority: priorityOf({ ...assessment, immediateAction: 'none' }) }];
}

function ruleAnswer({ name, anchor, limit }: ClockRule): Pick<ClockRule, 'name' | 'anchor' | 'limit'> {
  return { name, anchor, limit };
}
