import type { components } from '@redress/api-client';
import { Button, Checkbox, ErrorSummary, FieldGroup, SelectField, Skeleton, TextField, useLanguage } from '@redress/ui';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerOf, useApi } from './api.js';
import { Dialog } from './dialog.js';
import { Failure } from './failure.js';
import { MoreButton } from './more-button.js';
import { useSay } from './say.js';
import { useSignInWays } from './session.js';
import { textOf } from './sign-in.js';
import { useFieldErrors } from './use-field-errors.js';
import { useTitle } from './title.js';
import { namesIn } from './typed-names.js';
import { isWordOf, LANGUAGE, ROLE, type WordList, wordsOf } from './words.js';

type Account = components['schemas']['Account'];
type StaffRole = Account['roles'][number];

const PAGE_ROWS = 50;
const ACCOUNTS = ['accounts'] as const;

// Nobody signs in as a complainant or as the system.
const { complainant: _complainant, system: _system, ...STAFF_ROLE } = ROLE;

const STANDING: WordList<Account['standing']> = {
  invited: 'desk.people.invited',
  active: 'desk.people.active',
  disabled: 'desk.people.disabled',
};

/** What is done to an account without asking for more. */
type Change = 'disable' | 'enable' | 'issue-link';

/** The roles ticked in a form. */
function rolesIn(form: FormData): StaffRole[] {
  return form.getAll('roles').filter((role) => isWordOf(STAFF_ROLE, role));
}

/** The roles and teams that a form says. Without a team, somebody works for no team in particular. */
function accessIn(form: FormData): components['schemas']['AccessRequest'] {
  const teams = namesIn(textOf(form, 'teams'));
  return { roles: rolesIn(form), ...(teams.length > 0 && { teams: [...teams] }) };
}

/** What an account may do, and for which teams. */
function AccessFields({
  account,
  teamsError,
}: {
  readonly account?: Account;
  readonly teamsError?: string | undefined;
}) {
  const say = useSay();
  return (
    <>
      <FieldGroup name="roles" label={say('desk.people.roles')} hint={say('desk.people.roles-hint')}>
        {wordsOf(STAFF_ROLE).map((role) => (
          <Checkbox
            key={role}
            name="roles"
            value={role}
            label={say(ROLE[role])}
            defaultChecked={account?.roles.includes(role) === true}
          />
        ))}
      </FieldGroup>
      <TextField
        name="teams"
        label={say('desk.people.teams')}
        hint={say('desk.people.teams-hint')}
        error={teamsError}
        defaultValue={(account?.teams ?? []).join(', ')}
        autoComplete="off"
      />
    </>
  );
}

/** A secret that its person sets a password with: shown once, to be given to them alone. */
function LinkToGive({ link, onClose }: { readonly link: string; readonly onClose: () => void }) {
  const say = useSay();
  const address = `${window.location.origin}/sign-in#${link}`;
  return (
    <Dialog title={say('desk.people.link')} onClose={onClose} closeLabel={say('desk.close')}>
      <p>{say('desk.people.link-hint')}</p>
      <bdi dir="ltr" className="my-3 block font-mono break-all">
        {address}
      </bdi>
      <Button type="button" onClick={() => void navigator.clipboard.writeText(address)}>
        {say('desk.people.copy')}
      </Button>
    </Dialog>
  );
}

/** Opens an account. */
function Invitation({
  onInvited,
  onClose,
}: {
  readonly onInvited: (link?: string) => void;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const api = useApi();
  const invite = useMutation({
    mutationFn: (body: components['schemas']['InviteRequest']) => answerOf(api.POST('/api/accounts', { body })),
    onSuccess: ({ link }) => {
      onInvited(link);
    },
  });
  const { errors, errorOn } = useFieldErrors(invite.error);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (name: string): string => textOf(form, name).trim();
    const language = form.get('language');
    invite.mutate({
      username: said('username'),
      name: said('name'),
      ...accessIn(form),
      ...(isWordOf(LANGUAGE, language) && { language }),
    });
  };
  return (
    <Dialog title={say('desk.people.invite')} onClose={onClose} closeLabel={say('desk.close')}>
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary title={say('desk.form.faults')} errors={errors} />
        {invite.isError && errors.length === 0 && <Failure error={invite.error} />}
        <TextField name="name" label={say('desk.people.name')} error={errorOn('name')} required />
        <TextField
          name="username"
          label={say('desk.people.username')}
          hint={say('desk.people.username-hint')}
          error={errorOn('username')}
          autoComplete="off"
          required
        />
        <SelectField
          name="language"
          label={say('desk.people.language')}
          empty={say('desk.form.choose')}
          options={wordsOf(LANGUAGE).map((value) => ({ value, label: say(LANGUAGE[value]) }))}
        />
        <AccessFields teamsError={errors.find(({ field }) => field.startsWith('teams'))?.message} />
        <Button disabled={invite.isPending}>{say('desk.people.invite-button')}</Button>
      </form>
    </Dialog>
  );
}

/** Changes what a person may do. */
function RoleChange({
  account,
  onChanged,
  onClose,
}: {
  readonly account: Account;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const api = useApi();
  const change = useMutation({
    mutationFn: (body: components['schemas']['AccessRequest']) =>
      answerOf(
        api.POST('/api/accounts/{username}/change-roles', { params: { path: { username: account.person } }, body }),
      ),
    onSuccess: onChanged,
  });
  return (
    <Dialog
      title={say('desk.people.roles-of', { name: account.name ?? account.person })}
      onClose={onClose}
      closeLabel={say('desk.close')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(accessIn(new FormData(event.currentTarget)));
        }}
      >
        {change.isError && <Failure error={change.error} />}
        <AccessFields account={account} />
        <Button disabled={change.isPending}>{say('desk.people.save-roles')}</Button>
      </form>
    </Dialog>
  );
}

/** The accounts of the staff: who may sign in, and what they may do. */
export function PeoplePage() {
  const say = useSay();
  const api = useApi();
  const queries = useQueryClient();
  const language = useLanguage();
  const [inviting, setInviting] = useState(false);
  const [changing, setChanging] = useState<Account>();
  const [link, setLink] = useState<string>();
  // An invitation ends in a password, which nobody has where all sign in at the issuer.
  const isLocal = useSignInWays().data?.password !== false;
  useTitle(say('desk.place.people'));
  const accounts = useInfiniteQuery({
    queryKey: ACCOUNTS,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/accounts', {
          params: { query: { limit: PAGE_ROWS, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const changed = (): void => {
    setChanging(undefined);
    void queries.invalidateQueries({ queryKey: ACCOUNTS });
  };
  const change = useMutation({
    mutationFn: async ({
      person,
      to,
    }: {
      readonly person: string;
      readonly to: Change;
    }): Promise<string | undefined> => {
      const params = { params: { path: { username: person } } };
      switch (to) {
        case 'issue-link':
          return (await answerOf(api.POST('/api/accounts/{username}/issue-link', params))).link;
        case 'disable':
          await answerOf(api.POST('/api/accounts/{username}/disable', params));
          return undefined;
        case 'enable':
          await answerOf(api.POST('/api/accounts/{username}/enable', params));
          return undefined;
      }
    },
    onSuccess: (issued) => {
      setLink(issued);
      changed();
    },
  });
  const items = accounts.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-xl font-bold">{say('desk.place.people')}</h1>
        {isLocal && (
          <Button
            type="button"
            onClick={() => {
              setInviting(true);
            }}
          >
            {say('desk.people.invite')}
          </Button>
        )}
      </div>
      {!isLocal && <p className="mt-2 text-muted">{say('desk.people.at-issuer')}</p>}
      {change.isError && <Failure error={change.error} />}
      {accounts.isPending && <Skeleton />}
      {accounts.isError && <Failure error={accounts.error} onRetry={() => void accounts.refetch()} />}
      <ul className="mt-3 flex flex-col">
        {items.map((account) => {
          const { person, name, username, roles, teams = [], standing } = account;
          const act = (to: Change): void => {
            change.mutate({ person, to });
          };
          return (
            <li
              key={person}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-hairline bg-surface p-2"
            >
              <span className="min-w-40 grow">
                <bdi className="font-semibold">{name ?? person}</bdi> <bdi className="text-muted">{username}</bdi>
              </span>
              <span>{new Intl.ListFormat(language).format(roles.map((role) => say(ROLE[role])))}</span>
              {teams.length > 0 && <bdi className="text-muted">{new Intl.ListFormat(language).format(teams)}</bdi>}
              <span className={standing === 'disabled' ? 'text-late' : 'text-muted'}>{say(STANDING[standing])}</span>
              <span className="flex flex-wrap gap-2">
                <Button
                  type="button"
                  kind="secondary"
                  onClick={() => {
                    setChanging(account);
                  }}
                >
                  {say('desk.people.change-roles')}
                </Button>
                {isLocal && (
                  <Button
                    type="button"
                    kind="secondary"
                    onClick={() => {
                      act('issue-link');
                    }}
                  >
                    {say('desk.people.issue-link')}
                  </Button>
                )}
                <Button
                  type="button"
                  kind={standing === 'disabled' ? 'secondary' : 'danger'}
                  onClick={() => {
                    act(standing === 'disabled' ? 'enable' : 'disable');
                  }}
                >
                  {say(standing === 'disabled' ? 'desk.people.enable' : 'desk.people.disable')}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      <MoreButton of={accounts} />
      {inviting && (
        <Invitation
          onInvited={(issued) => {
            setInviting(false);
            setLink(issued);
            changed();
          }}
          onClose={() => {
            setInviting(false);
          }}
        />
      )}
      {changing !== undefined && (
        <RoleChange
          account={changing}
          onChanged={changed}
          onClose={() => {
            setChanging(undefined);
          }}
        />
      )}
      {link !== undefined && (
        <LinkToGive
          link={link}
          onClose={() => {
            setLink(undefined);
          }}
        />
      )}
    </>
  );
}
