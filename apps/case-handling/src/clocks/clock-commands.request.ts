import { AMENDED_DAYS_MAX, CLOCKS_MAX } from '@redress/contracts';
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
} from '@redress/platform';
import { IsOptional } from 'class-validator';

/** `grounds` is a word of the policy, and shown to everybody; what is more to say goes into `reason`, which is sealed. */
export class PauseClockRequest extends CommandRequest {
  @IsWord()
  grounds!: string;

  /** All that can be paused on these grounds, unless given. */
  @IsOptional()
  @ListOfWords(CLOCKS_MAX)
  clocks?: string[];
}

export class ResumeClockRequest extends CommandRequest {
  @IsOptional()
  @ListOfWords(CLOCKS_MAX)
  clocks?: string[];
}

/** More time for one clock. */
export class LengthenClockRequest extends CommandRequest {
  @IsWord()
  clock!: string;

  /** A word of the policy. */
  @IsWord()
  grounds!: string;
}

export class ReportProgressRequest extends CommandRequest {
  /** What the complainant is told beside how the complaint stands. */
  @IsOptional()
  @Text(4000)
  text?: string;
}

export class DayNamesRequest {
  @Text(200)
  en!: string;

  @Text(200)
  fa!: string;
}

export class HolidayRequest {
  @IsPlainDate()
  on!: string;

  @ObjectOf(() => DayNamesRequest)
  names!: DayNamesRequest;
}

/** The version that follows, and what it changes; alone it is a version that ships. */
export class ChangeCalendarRequest extends CommandRequest {
  @IsVersion()
  calendar!: string;

  @IsOptional()
  @ListOf(() => HolidayRequest, AMENDED_DAYS_MAX)
  added?: HolidayRequest[];

  /** Dates that are no holidays any more. */
  @IsOptional()
  @ListOfPlainDates(AMENDED_DAYS_MAX)
  removed?: string[];

  /** The last date for which the holidays are known now. */
  @IsOptional()
  @IsPlainDate()
  coversTo?: string;
}
