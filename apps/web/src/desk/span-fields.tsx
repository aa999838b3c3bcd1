import { DayField } from '@redress/ui';
import { useSay } from './say.js';

/** Days as the API has them; empty for one that is not chosen. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

/** Asks for the first and the last day of something; `onChoose` is told of the one that changed. */
export function SpanFields({
  span,
  errors = {},
  onChoose,
}: {
  readonly span: DaySpan;
  readonly errors?: { readonly [day in keyof DaySpan]?: string | undefined };
  readonly onChoose: (change: Partial<DaySpan>) => void;
}) {
  const say = useSay();
  const typedHint = say('desk.field.day-hint');
  return (
    <>
      <DayField
        name="from"
        label={say('desk.figures.from')}
        error={errors.from}
        value={span.from}
        onChoose={(from) => onChoose({ from })}
        typedHint={typedHint}
      />
      <DayField
        name="to"
        label={say('desk.figures.to')}
        error={errors.to}
        value={span.to}
        onChoose={(to) => onChoose({ to })}
        typedHint={typedHint}
      />
    </>
  );
}
