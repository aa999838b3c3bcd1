import type { TLocalizedValidationError } from 'typebox/error';

/** A compiled schema. */
export interface DataCheck {
  Check(data: unknown): boolean;
  /** What is wrong, at most eight faults. Slow: only for data that has failed the check. */
  Errors(data: unknown): readonly TLocalizedValidationError[];
}
