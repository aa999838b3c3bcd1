import { erasureGrounds, type ErasureGround, holdBases, type HoldBasis } from '@redress/contracts';
import { IsPlainDate, IsWord, ReasonRequest, type CommandRoutes } from '@redress/platform';
import { IsIn } from 'class-validator';
import { CarryOutErasure } from '../erasure/carry-out-erasure.command.js';

export class PlaceLegalHoldRequest extends ReasonRequest {
  @IsIn(holdBases)
  basis!: HoldBasis;

  /** The day on which somebody looks whether the hold is still needed: today or later. */
  @IsPlainDate()
  reviewOn!: string;
}

export class LiftLegalHoldRequest extends ReasonRequest {
  @IsIn(holdBases)
  basis!: HoldBasis;
}

export class RequestErasureRequest extends ReasonRequest {
  /** The name under which the organization keeps the person's request. Never erased, so it must not name the person. */
  @IsWord()
  request!: string;

  @IsIn(erasureGrounds)
  ground!: ErasureGround;
}

/** What must be kept, and who is erased (Regulation (EU) 2016/679, Article 17). */
export const erasureRoutes = {
  'place-legal-hold': {
    request: PlaceLegalHoldRequest,
    summary:
      'Places the complaint under a legal hold, so that nobody in it is erased, or sets another day for the review of one that stands. ' +
      'One hold stands for each basis.',
  },
  'lift-legal-hold': {
    request: LiftLegalHoldRequest,
    summary: 'Lifts the legal hold on one basis.',
  },
  'request-erasure': {
    request: RequestErasureRequest,
    summary:
      "Records that the complainant's erasure is asked for, whatever stands against it. `POST /api/cases/erasures` does so for all cases of " +
      'a person.',
  },
  'decline-erasure': {
    request: ReasonRequest,
    summary: 'Declines the erasure that is asked for, or takes the request back.',
  },
  'carry-out-erasure': {
    request: ReasonRequest,
    summary:
      "Erases the complainant and whoever they represent, for ever: destroys the key to the complaint's personal data. By another person than " +
      'recorded the request. A repeat destroys the key again.',
    send: (reference, request, meta) => new CarryOutErasure(reference, request, meta),
  },
} satisfies CommandRoutes;
