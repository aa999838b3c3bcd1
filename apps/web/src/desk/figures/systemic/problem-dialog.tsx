import { Button, Choices, DayField, ErrorSummary, SelectField, TextArea, TextField } from '@redress/ui';
import { type FormEvent, useState } from 'react';
import { PersonField } from '../../case/person-field.js';
import { Said } from '../../case/said.js';
import { useColleagues } from '../../colleagues.js';
import { Dialog } from '../../dialog.js';
import { Failure } from '../../failure.js';
import { useRootCauses } from '../../cause-names.js';
import { useSay } from '../../say.js';
import { textOf } from '../../sign-in.js';
import { useFieldErrors } from '../../use-field-errors.js';
import type { FiguresAsked } from '../question.js';
import { type ProblemCommand, type ProblemGroup, type RegisterEntry, useProblemCommand } from './register.js';
import { useGroupWords } from './register-words.js';

/** What somebody is about to do. A group of which the figures say nothing yet is named in the form. */
export type Intention =
  | { readonly type: 'confirm' | 'dismiss'; readonly group: ProblemGroup | undefined }
  | { readonly type: 'plan' | 'verify' | 'reopen' }
  | { readonly type: 'complete' | 'cancel'; readonly action: number; readonly what: string | undefined };

/** What each command is called on its button. */
export const PROBLEM_COMMAND = {
  confirm: 'desk.systemic.confirm',
  dismiss: 'desk.systemic.dismiss',
  plan: 'desk.systemic.plan',
  complete: 'desk.systemic.complete',
  cancel: 'desk.systemic.cancel',
  verify: 'desk.systemic.verify',
  reopen: 'desk.systemic.reopen',
} as const;

function optional<Name extends string>(form: FormData, name: Name): { readonly [name in Name]?: string } {
  const text = textOf(form, name).trim();
  return (text === '' ? {} : { [name]: text }) as { readonly [name in Name]?: string };
}

function groupIn(form: FormData): ProblemGroup {
  const group: ProblemGroup = [];
  for (const dimension of ['rootCause', 'product'] as const) {
    const value = textOf(form, dimension).trim();
    if (value !== '') group.push({ dimension, value });
  }
  return group;
}

/** The form for one command about a group or an entry. */
export function ProblemDialog({
  intention,
  known,
  asked,
  onClose,
}: {
  readonly intention: Intention;
  readonly known?: Pick<RegisterEntry, 'problem' | 'revision'>;
  readonly asked: FiguresAsked;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const { personOf } = useColleagues();
  const [owner, setOwner] = useState('');
  const [dueOn, setDueOn] = useState('');
  const sending = useProblemCommand(known, asked);
  const { errors, errorOn } = useFieldErrors(sending.error);
  const causes = useRootCauses();
  const groupWords = useGroupWords();
  const { type } = intention;
  const isByHand = (type === 'confirm' || type === 'dismiss') && intention.group === undefined;

  const commandIn = (form: FormData): ProblemCommand => {
    const reason = textOf(form, 'reason');
    switch (intention.type) {
      case 'confirm': {
        const group = intention.group ?? groupIn(form);
        return { type: 'confirm', body: { group, name: textOf(form, 'name'), ...optional(form, 'description') } };
      }
      case 'dismiss':
        return { type: 'dismiss', body: { group: intention.group ?? groupIn(form), reason } };
      case 'plan':
        return { type: 'plan', body: { what: textOf(form, 'what'), owner: personOf(owner), dueOn } };
      case 'complete':
        return { type: 'complete', body: { action: intention.action, ...optional(form, 'result') } };
      case 'cancel':
        return { type: 'cancel', body: { action: intention.action, reason } };
      case 'verify': {
        const outcome = textOf(form, 'outcome') === 'effective' ? 'effective' : 'not-effective';
        return { type: 'verify', body: { outcome, ...optional(form, 'comment') } };
      }
      case 'reopen':
        return { type: 'reopen', body: { reason } };
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    sending.mutate(commandIn(new FormData(event.currentTarget)), { onSuccess: onClose });
  };
  const area = (name: 'description' | 'reason' | 'what' | 'result' | 'comment') => (
    <TextArea name={name} label={say(AREA[name])} hint={say('desk.systemic.no-names')} error={errorOn(name)} rows={3} />
  );
  return (
    <Dialog title={say(PROBLEM_COMMAND[type])} onClose={onClose} closeLabel={say('desk.close')}>
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary title={say('desk.form.faults')} errors={errors} />
        {sending.isError && errors.length === 0 && <Failure error={sending.error} />}
        {'group' in intention && intention.group !== undefined && <p>{groupWords(intention.group)}</p>}
        {'what' in intention && <Said text={intention.what} />}
        {isByHand && (
          <>
            <SelectField
              name="rootCause"
              label={say('desk.field.root-cause')}
              error={errorOn('group')}
              empty={say('desk.systemic.any')}
              options={causes}
            />
            <TextField
              name="product"
              label={say('desk.fact.product')}
              error={errorOn('group/0/value')}
              autoComplete="off"
            />
          </>
        )}
        {type === 'confirm' && (
          <TextField name="name" label={say('desk.systemic.name')} error={errorOn('name')} autoComplete="off" />
        )}
        {type === 'confirm' && area('description')}
        {type === 'plan' && (
          <>
            {area('what')}
            <PersonField
              name="owner"
              label={say('desk.systemic.owner')}
              hint={undefined}
              error={errorOn('owner')}
              value={owner}
              onChoose={setOwner}
            />
            <DayField
              name="dueOn"
              label={say('desk.field.due-on')}
              error={errorOn('dueOn')}
              value={dueOn}
              onChoose={setDueOn}
              typedHint={say('desk.field.day-hint')}
            />
          </>
        )}
        {type === 'complete' && area('result')}
        {type === 'verify' && (
          <>
            <Choices
              name="outcome"
              label={say('desk.systemic.outcome')}
              error={errorOn('outcome')}
              choices={[
                { value: 'effective', label: say('desk.systemic.effective') },
                { value: 'not-effective', label: say('desk.systemic.not-effective') },
              ]}
              chosen="not-effective"
            />
            {area('comment')}
          </>
        )}
        {(type === 'dismiss' || type === 'cancel' || type === 'reopen') && area('reason')}
        <Button disabled={sending.isPending}>
          {say(sending.isPending ? 'desk.form.sending' : PROBLEM_COMMAND[type])}
        </Button>
      </form>
    </Dialog>
  );
}

const AREA = {
  description: 'desk.systemic.description',
  reason: 'desk.field.reason',
  what: 'desk.systemic.what',
  result: 'desk.systemic.result',
  comment: 'desk.field.comment',
} as const;
