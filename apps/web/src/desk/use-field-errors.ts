import type { FieldError } from '@redress/ui';
import { useMemo } from 'react';
import { ApiRefusal } from './api.js';

/** Faults of single fields in an answer, by the names of the form's controls. */
export function fieldErrorsIn(error: unknown): readonly FieldError[] {
  if (!(error instanceof ApiRefusal)) return [];
  return (error.problem.errors ?? []).map(({ pointer, detail }) => ({
    field: pointer.replace(/^#\//, ''),
    message: detail,
  }));
}

/** Faults of single fields in the last answer to a form: all of them for its summary, and that of each control. They stay until it is sent again. */
export function useFieldErrors(error: unknown): {
  readonly errors: readonly FieldError[];
  readonly errorOn: (name: string) => string | undefined;
} {
  return useMemo(() => {
    const errors = fieldErrorsIn(error);
    return { errors, errorOn: (name) => errors.find(({ field }) => field === name)?.message };
  }, [error]);
}
