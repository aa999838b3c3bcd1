import { Button, ErrorSummary, Notice, TextArea } from '@redress/ui';
import type { FormEvent, ReactNode } from 'react';
import { Failure } from './failure.js';
import { useSay } from './say.js';
import { textOf } from './sign-in.js';
import { useFieldErrors } from './use-field-errors.js';

/** What was decided: to take what another person began, or to end it. */
type SecondDecision = 'take' | 'end';

/** Which of the two buttons of the form was pressed. */
function pressedIn(event: FormEvent): SecondDecision {
  const { submitter } = event.nativeEvent as SubmitEvent;
  return submitter instanceof HTMLButtonElement && submitter.value === 'end' ? 'end' : 'take';
}

/**
 * A decision that takes two people: another person than began it takes it or ends it, with a reason; whoever began it is told why they cannot
 * take it, and may end it.
 */
export function SecondPersonForm({
  isOwn,
  notice,
  reasonHint,
  take,
  end,
  deciding,
  onDecide,
  children,
}: {
  readonly isOwn: boolean;
  /** What taking it does; for whoever began it, why they cannot. */
  readonly notice: string;
  readonly reasonHint: string;
  readonly take: { readonly label: string; readonly kind: 'primary' | 'danger' };
  readonly end: string;
  readonly deciding: { readonly isPending: boolean; readonly isError: boolean; readonly error: unknown };
  readonly onDecide: (decision: SecondDecision, reason: string) => void;
  readonly children?: ReactNode;
}) {
  const say = useSay();
  const { errors, errorOn } = useFieldErrors(deciding.error);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onDecide(pressedIn(event), textOf(new FormData(event.currentTarget), 'reason'));
  };
  return (
    <form onSubmit={send} noValidate className="max-w-prose">
      <Notice kind={isOwn ? 'plain' : 'due'}>{notice}</Notice>
      {deciding.isError && errors.length === 0 && <Failure error={deciding.error} />}
      <ErrorSummary title={say('desk.form.faults')} errors={errors} />
      {children}
      <TextArea name="reason" label={say('desk.field.reason')} hint={reasonHint} error={errorOn('reason')} rows={3} />
      <div className="flex flex-wrap gap-2">
        {!isOwn && (
          <Button kind={take.kind} name="decision" value="take" disabled={deciding.isPending}>
            {deciding.isPending ? say('desk.form.sending') : take.label}
          </Button>
        )}
        <Button kind="secondary" name="decision" value="end" disabled={deciding.isPending}>
          {end}
        </Button>
      </div>
    </form>
  );
}
