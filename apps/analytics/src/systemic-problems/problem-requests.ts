import {
  type EffectOutcome,
  effectOutcomes,
  GROUP_VALUES_MAX,
  type GroupDimension,
  groupDimensions,
  NAME_LENGTH_MAX,
  TEXT_LENGTH_MAX,
} from '@redress/contracts';
import { CORRECTIVE_ACTIONS_MAX, type ProblemStanding, problemStandings } from '@redress/domain';
import {
  IsPerson,
  IsPlainDate,
  ListOf,
  PageQuery,
  REASON_LENGTH_MAX,
  SomeOfInQuery,
  Text,
  WholeNumber,
} from '@redress/platform';
import { ArrayMinSize, ArrayUnique, IsIn, IsOptional } from 'class-validator';
import { periodUnits, type PeriodUnit } from '../figures/periods.js';
import { RangeRequest } from '../figures/question.js';
import { RECENT_MAX, RecurrenceRequest } from '../figures/recurrence.js';

/** One value that the complaints of a group share. */
export class GroupValueRequest {
  @IsIn(groupDimensions)
  dimension!: GroupDimension;

  @Text(NAME_LENGTH_MAX)
  value!: string;
}

/** By which figures a decision is recorded: as `recurrence` asks for them. */
export class DecisionRangeRequest extends RangeRequest {
  /** Default: month. */
  @IsOptional()
  @IsIn(periodUnits)
  bucket?: PeriodUnit;

  /** The last so many periods that are over. Default: 3. */
  @IsOptional()
  @WholeNumber(1, RECENT_MAX)
  recent?: number;
}

class GroupDecisionRequest extends DecisionRangeRequest {
  /** The values that the complaints share, each of another dimension. */
  @ListOf(() => GroupValueRequest, GROUP_VALUES_MAX)
  @ArrayMinSize(1)
  @ArrayUnique(dimensionIn)
  group!: GroupValueRequest[];
}

function dimensionIn(value: Partial<GroupValueRequest> | null): unknown {
  return value?.dimension;
}

export class ConfirmRequest extends GroupDecisionRequest {
  /** What the problem is called. */
  @Text(NAME_LENGTH_MAX)
  name!: string;

  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  description?: string;
}

export class DismissRequest extends GroupDecisionRequest {
  /** Why it is none. */
  @Text(REASON_LENGTH_MAX)
  reason!: string;
}

export class ReopenProblemRequest extends DecisionRangeRequest {
  @Text(REASON_LENGTH_MAX)
  reason!: string;
}

export class VerifyEffectRequest extends DecisionRangeRequest {
  @IsIn(effectOutcomes)
  outcome!: EffectOutcome;

  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  comment?: string;
}

export class PlanActionRequest {
  /** What is to be done. */
  @Text(TEXT_LENGTH_MAX)
  what!: string;

  /** The `sub` of who sees to it. */
  @IsPerson(NAME_LENGTH_MAX)
  owner!: string;

  /** Today or later. */
  @IsPlainDate()
  dueOn!: string;
}

class ActionRequest {
  /** The action's number. */
  @WholeNumber(1, CORRECTIVE_ACTIONS_MAX)
  action!: number;
}

export class CompleteActionRequest extends ActionRequest {
  /** What came of it. */
  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  result?: string;
}

export class CancelActionRequest extends ActionRequest {
  @Text(REASON_LENGTH_MAX)
  reason!: string;
}

const FLAGS = ['true', 'false'] as const;

/** `?standing=confirmed&overdue=true&owner=hana` */
export class ListProblemsRequest extends PageQuery {
  @IsOptional()
  @SomeOfInQuery(problemStandings)
  standing?: ProblemStanding[];

  /** Whether a planned action is past its day. */
  @IsOptional()
  @IsIn(FLAGS)
  overdue?: (typeof FLAGS)[number];

  /** Who has a planned action to see to. */
  @IsOptional()
  @IsPerson(NAME_LENGTH_MAX)
  owner?: string;
}

/** As for `recurrence`, by what complaints can have in common in the register. */
export class ProposalsRequest extends RecurrenceRequest {
  /** Default: rootCause,product. */
  @IsOptional()
  @SomeOfInQuery(groupDimensions)
  @ArrayMinSize(1)
  declare by?: GroupDimension[];
}
