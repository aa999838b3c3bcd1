import { AMENDED_DAYS_MAX, CLOCKS_MAX, NAME_LENGTH_MAX, TEXT_LENGTH_MAX } from '@redress/contracts';
import {
  CommandRequest,
  IsPlainDate,
  IsVersion,
  IsWord,
  ListOf,
  ListOfPlainDates,
  ListOfWords,
  ObjectOf,
  Text,
  type CommandRoutes,
} from '@redress/platform';
import { IsOptional } from 'class-validator';

/** `grounds` is a word of the policy and public; further explanation belongs in `reason`, which is sealed. */
export class PauseClockRequest extends CommandRequest {
  @IsWord()
  grounds!: string;

  /** Clocks to pause; default: all that these grounds can pause. */
  @IsOptional()
  @ListOfWords(CLOCKS_MAX)
  clocks?: string[];
}

export class ResumeClockRequest extends CommandRequest {
  @IsOptional()
  @ListOfWords(CLOCKS_MAX)
  clocks?: string[];
}

/** Extends one clock. */
export class LengthenClockRequest extends CommandRequest {
  @IsWord()
  clock!: string;

  /** An identifier from the policy. */
  @IsWord()
  grounds!: string;
}

export class DayNamesRequest {
  @Text(NAME_LENGTH_MAX)
  en!: string;

  @Text(NAME_LENGTH_MAX)
  fa!: string;
}

export class HolidayRequest {
  @IsPlainDate()
  on!: string;

  @ObjectOf(() => DayNamesRequest)
  names!: DayNamesRequest;
}

/** The version to apply, with its changes; without changes, a version shipped with Redress. */
export class ChangeCalendarRequest extends CommandRequest {
  @IsVersion()
  calendar!: string;

  @IsOptional()
  @ListOf(() => HolidayRequest, AMENDED_DAYS_MAX)
  added?: HolidayRequest[];

  /** Dates that are no longer holidays. */
  @IsOptional()
  @ListOfPlainDates(AMENDED_DAYS_MAX)
  removed?: string[];

  /** Last date for which holidays are known from now on. */
  @IsOptional()
  @IsPlainDate()
  coversTo?: string;
}

export class ReportProgressRequest extends CommandRequest {
  /** Additional words for the complainant, besides the status of the complaint. */
  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  text?: string;
}

/** The clocks of a complaint, and progress reports to the complainant (ISO 10002:2018, 7.3). */
export const clockRoutes = {
  'pause-clock': {
    request: PauseClockRequest,
    summary: 'Stops clocks for a time, on grounds that the policy allows.',
  },
  'resume-clock': {
    request: ResumeClockRequest,
    summary: 'Lets clocks go on.',
  },
  'extend-deadline': {
    request: LengthenClockRequest,
    summary: 'Gives a clock an extension, as often as the policy has one.',
  },
  'send-holding-reply': {
    request: LengthenClockRequest,
    summary: 'Records that the complainant was told why it takes longer: the second limit of the policy holds.',
  },
  'change-calendar': {
    request: ChangeCalendarRequest,
    summary: 'Lets open clocks count by a later version of their calendar, with a holiday announced late.',
  },
  'report-progress': {
    request: ReportProgressRequest,
    summary: 'Tells the complainant how things stand.',
  },
} satisfies CommandRoutes;
