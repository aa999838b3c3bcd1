import { channels, priorities, type Channel, type Priority } from '@redress/contracts';
import { complaintStatuses, type ComplaintStatus } from '@redress/domain';
import { IsInstant, PageQuery, Text } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

export const SORTS = ['dueAt', 'receivedAt', 'priority'] as const;
export type QueueSort = (typeof SORTS)[number];

/** Filters and order of the work queue (http-api.md, "Cases"). */
export class WorkQueueRequest extends PageQuery {
  @IsOptional()
  @IsIn(complaintStatuses)
  status?: ComplaintStatus;

  /** A staff member's id; `me`; or `none` for unassigned. */
  @IsOptional()
  @Text(200)
  assignee?: string;

  /** To which complaints were routed. */
  @IsOptional()
  @Text(200)
  team?: string;

  @IsOptional()
  @IsIn(priorities)
  priority?: Priority;

  @IsOptional()
  @Text(200)
  product?: string;

  @IsOptional()
  @IsIn(channels)
  channel?: Channel;

  @IsOptional()
  @IsInstant()
  receivedFrom?: string;

  @IsOptional()
  @IsInstant()
  receivedTo?: string;

  @IsOptional()
  @IsInstant()
  dueBefore?: string;

  /** The beginning of a reference or of a product's name, or a whole external reference. Never personal data. */
  @IsOptional()
  @Text(200)
  q?: string;

  @IsOptional()
  @IsIn(SORTS)
  sort?: QueueSort;
}
