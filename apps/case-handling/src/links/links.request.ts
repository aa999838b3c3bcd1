import { linkRelations, type LinkRelation } from '@redress/contracts';
import { CommandRequest, IsReference } from '@redress/platform';
import { IsIn } from 'class-validator';

export class UnlinkRequest extends CommandRequest {
  /** The reference of the other complaint. */
  @IsReference()
  complaint!: string;
}

export class LinkRequest extends UnlinkRequest {
  /** What the other is to this one; `follow-up`: this one follows it up, `followed-up`: it follows this one up. */
  @IsIn(linkRelations)
  relation!: LinkRelation;
}
