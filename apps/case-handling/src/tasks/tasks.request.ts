import { taskKinds, type TaskKind } from '@redress/contracts';
import { CommandRequest, IsPlainDate, IsWord, ReasonRequest, Text } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

export class AssignTaskRequest extends CommandRequest {
  /** The name by which the task is completed or cancelled later; the next number unless given. */
  @IsOptional()
  @IsWord()
  task?: string;

  @IsIn(taskKinds)
  kind!: TaskKind;

  /** What is to be done. */
  @Text(4000)
  title!: string;

  @IsOptional()
  @Text(200)
  department?: string;

  /** The `sub` of a staff member. */
  @IsOptional()
  @Text(200)
  assignee?: string;

  /** The last day on which it is done in time, in the time zone of the policy's calendar. */
  @IsOptional()
  @IsPlainDate()
  dueOn?: string;
}

export class CompleteTaskRequest extends CommandRequest {
  @IsWord()
  task!: string;

  /** What came of it. */
  @IsOptional()
  @Text(4000)
  result?: string;
}

/** The reason tells those who were to do it why nobody waits for it any more. */
export class CancelTaskRequest extends ReasonRequest {
  @IsWord()
  task!: string;
}
