import type { components } from '@redress/api-client';
import { Button, Checkbox, type Choice, Choices, ErrorSummary, Notice, TextField, useLanguage } from '@redress/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent } from 'react';
import { answerOf, useApi } from '../api.js';
import { Dialog } from '../dialog.js';
import { Failure } from '../failure.js';
import { hasRole, sharingRoles } from '../places.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import { textOf } from '../sign-in.js';
import { useFieldErrors } from '../use-field-errors.js';
import { filtersOf, type QueueSearch } from './queue-search.js';
import { nameOf, type DeskView, searchOf, VIEWS_KEY } from './saved-view.js';

type Request = components['schemas']['SavedViewRequest'];

/** A choice of the form that stands for one team; teams are named by whoever runs the system. */
const TEAM = 'team:';
/** Somebody who works for all teams has this in place of their names. */
const ALL_TEAMS = '*';

/** With whom the reader may share a view, and with whom it is shared already. */
function useSharing(view: DeskView | undefined): readonly Choice[] {
  const say = useSay();
  const { roles, teams = [] } = useSession();
  const named = new Set([...teams.filter((team) => team !== ALL_TEAMS), ...(view?.team == null ? [] : [view.team])]);
  return [
    { value: 'nobody', label: say('desk.view.for-me') },
    ...[...named].map((team) => ({ value: `${TEAM}${team}`, label: say('desk.view.for-team', { team }) })),
    ...(hasRole(roles, sharingRoles) ? [{ value: 'everybody', label: say('desk.view.for-everybody') }] : []),
  ];
}

function sharingIn(form: FormData): Pick<Request, 'sharedWith' | 'team'> {
  const chosen = textOf(form, 'sharedWith');
  if (chosen.startsWith(TEAM)) return { sharedWith: 'team', team: chosen.slice(TEAM.length) };
  return { sharedWith: chosen === 'everybody' ? 'everybody' : 'nobody' };
}

function sharingOf({ sharedWith, team }: DeskView): string {
  return team === null ? sharedWith : `${TEAM}${team}`;
}

/** What a view has of the queue as it is shown. */
function contentOf(search: QueueSearch): Pick<Request, 'filters' | 'sort'> {
  const { sort, ...filters } = search;
  return { filters: filtersOf(filters, Date.now()), ...(sort !== undefined && { sort }) };
}

/** What a view has already; its answer says `null` for what it lacks. */
function heldIn({ filters, sort }: DeskView): Pick<Request, 'filters' | 'sort'> {
  return { filters, ...(sort !== null && { sort }) };
}

/** Saves what the queue shows as a view; or changes one: its name, who may use it, what it shows. */
export function ViewDialog({
  search,
  view,
  onClose,
}: {
  readonly search: QueueSearch;
  readonly view?: DeskView;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const choices = useSharing(view);
  const done = (): void => {
    void queries.invalidateQueries({ queryKey: VIEWS_KEY });
    onClose();
  };
  const save = useMutation({
    mutationFn: (body: Request) =>
      answerOf(
        view === undefined
          ? api.POST('/api/cases/views', { body })
          : api.PUT('/api/cases/views/{id}', {
              params: { path: { id: view.id }, header: { 'If-Match': `"${view.revision}"` } },
              body,
            }),
      ),
    onSuccess: (saved) => {
      done();
      void navigate({ to: '/cases', search: searchOf(saved) });
    },
  });
  const remove = useMutation({
    mutationFn: ({ id, revision }: DeskView) =>
      answerOf<undefined>(
        api.DELETE('/api/cases/views/{id}', {
          params: { path: { id }, header: { 'If-Match': `"${revision}"` } },
        }),
      ),
    onSuccess: done,
  });
  const { errors } = useFieldErrors(save.error);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const content = view === undefined || form.has('replace') ? contentOf(search) : heldIn(view);
    const name = textOf(form, 'name').trim();
    save.mutate({
      // A name in another language stays as it is.
      name: { ...view?.name, ...(name !== '' && { [language]: name }) },
      ...content,
      ...(view?.columns != null && { columns: view.columns }),
      ...sharingIn(form),
    });
  };
  const name = view === undefined ? '' : nameOf(view, language);
  const title = view === undefined ? say('desk.views.save') : say('desk.view.change', { name });
  const isOfToday = search.due !== undefined;
  return (
    <Dialog title={title} onClose={onClose} closeLabel={say('desk.close')}>
      {view === undefined && isOfToday ? (
        <Notice>{say('desk.view.not-today')}</Notice>
      ) : (
        <form onSubmit={onSubmit} noValidate>
          <ErrorSummary title={say('desk.form.faults')} errors={errors} />
          {save.isError && errors.length === 0 && <Failure error={save.error} />}
          <TextField
            name="name"
            label={say('desk.view.name')}
            hint={say('desk.view.name-hint')}
            error={errors.find(({ field }) => field === 'name' || field.startsWith('name/'))?.message}
            defaultValue={name}
            autoComplete="off"
          />
          <Choices
            name="sharedWith"
            label={say('desk.view.for')}
            choices={choices}
            chosen={view === undefined ? 'nobody' : sharingOf(view)}
          />
          {view !== undefined && !isOfToday && <Checkbox name="replace" label={say('desk.view.replace')} />}
          <div className="flex flex-wrap gap-2">
            <Button disabled={save.isPending}>{say('desk.view.save')}</Button>
            {view !== undefined && (
              <Button type="button" kind="danger" disabled={remove.isPending} onClick={() => remove.mutate(view)}>
                {say('desk.view.delete')}
              </Button>
            )}
          </div>
          {remove.isError && <Failure error={remove.error} />}
        </form>
      )}
    </Dialog>
  );
}
