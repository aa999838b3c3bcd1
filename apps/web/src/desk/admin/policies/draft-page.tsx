import { localeOf } from '@redress/texts/desk';
import {
  Button,
  DayField,
  ErrorSummary,
  type FieldError,
  Notice,
  SelectField,
  Skeleton,
  TextArea,
  TextField,
  useLanguage,
} from '@redress/ui';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { ApiRefusal } from '../../api.js';
import { clockName } from '../../case/clock-name.js';
import { Failure } from '../../failure.js';
import { useSay } from '../../say.js';
import { useTitle } from '../../title.js';
import { isWordOf, type WordList, wordsOf } from '../../words.js';
import { LIMIT_UNIT, nextVersion, type ShownPolicy, useDraft, usePolicies, usePolicy } from './policy-queries.js';
import { lineOf, type Path, readYaml, valueAt, withValue, type YamlFault, yamlOf } from './policy-yaml.js';

const YAML_FIELD = 'policy-yaml';

const YAML_FAULT: WordList<YamlFault> = {
  tab: 'desk.policies.yaml.tab',
  indentation: 'desk.policies.yaml.indentation',
  twice: 'desk.policies.yaml.twice',
  incomplete: 'desk.policies.yaml.incomplete',
  alias: 'desk.policies.yaml.alias',
  'no-fields': 'desk.policies.yaml.no-fields',
  unreadable: 'desk.policies.yaml.unreadable',
};
const PERSIAN_ZERO = 0x06f0;
const ARABIC_ZERO = 0x0660;

/** The id of the field of a place in a policy. */
function fieldOf(path: Path): string {
  return path.join('-');
}

/** A whole number as typed, in the digits of any of our languages; the text where it is none. */
function typedNumber(text: string): number | string {
  const latin = text.replaceAll(/[٠-٩۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (code >= PERSIAN_ZERO ? PERSIAN_ZERO : ARABIC_ZERO));
  });
  return /^\d{1,9}$/.test(latin.trim()) ? Number(latin) : text;
}

/** What a field shows of a value. */
function shownText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A policy that is written: its text, what that says, and a way to change one part of it. */
interface Draft {
  readonly value: unknown;
  readonly set: (path: Path, value: unknown) => void;
  readonly errorOn: (path: Path) => string | undefined;
}

function DraftText({ draft, path, label }: { readonly draft: Draft; readonly path: Path; readonly label: string }) {
  return (
    <TextField
      name={fieldOf(path)}
      label={label}
      value={shownText(valueAt(draft.value, path))}
      error={draft.errorOn(path)}
      onChange={({ target }) => draft.set(path, target.value)}
    />
  );
}

function DraftNumber({ draft, path, label }: { readonly draft: Draft; readonly path: Path; readonly label: string }) {
  const digits = new Intl.NumberFormat(localeOf(useLanguage()), { useGrouping: false });
  const value = valueAt(draft.value, path);
  return (
    <TextField
      name={fieldOf(path)}
      label={label}
      inputMode="numeric"
      value={typeof value === 'number' ? digits.format(value) : shownText(value)}
      error={draft.errorOn(path)}
      onChange={({ target }) => draft.set(path, typedNumber(target.value))}
    />
  );
}

function DraftDay({
  draft,
  path,
  label,
  isOptional = false,
}: {
  readonly draft: Draft;
  readonly path: Path;
  readonly label: string;
  readonly isOptional?: boolean;
}) {
  const say = useSay();
  return (
    <DayField
      name={fieldOf(path)}
      label={label}
      typedHint={say('desk.field.day-hint')}
      value={shownText(valueAt(draft.value, path))}
      error={draft.errorOn(path)}
      onChoose={(day) => draft.set(path, isOptional && day === '' ? undefined : day)}
    />
  );
}

function DraftClock({ draft, index, name }: { readonly draft: Draft; readonly index: number; readonly name: string }) {
  const say = useSay();
  const clock = clockName(name, say);
  const unitPath: Path = ['clocks', index, 'limit', 'unit'];
  const unit = valueAt(draft.value, unitPath);
  return (
    <div className="grid gap-x-4 sm:grid-cols-2">
      <DraftNumber
        draft={draft}
        path={['clocks', index, 'limit', 'length']}
        label={say('desk.policies.limit-of', { clock })}
      />
      <SelectField
        name={fieldOf(unitPath)}
        label={say('desk.policies.unit-of', { clock })}
        empty={say('desk.form.choose')}
        value={isWordOf(LIMIT_UNIT, unit) ? unit : ''}
        error={draft.errorOn(unitPath)}
        options={wordsOf(LIMIT_UNIT).map((value) => ({ value, label: say(LIMIT_UNIT[value]) }))}
        onChange={({ target }) => draft.set(unitPath, target.value)}
      />
    </div>
  );
}

/** The parts of a policy that change most, each as a field. */
function DraftFields({ draft }: { readonly draft: Draft }) {
  const say = useSay();
  const clocks = valueAt(draft.value, ['clocks']);
  return (
    <>
      <DraftText draft={draft} path={['names', 'en']} label={say('desk.policies.name-en')} />
      <DraftText draft={draft} path={['names', 'fa']} label={say('desk.policies.name-fa')} />
      <DraftDay draft={draft} path={['validFrom']} label={say('desk.policies.valid-from')} />
      <DraftDay draft={draft} path={['validTo']} label={say('desk.policies.valid-to')} isOptional />
      {Array.isArray(clocks) &&
        clocks.map((clock: unknown, index) => (
          // Several rules of one clock have one name.
          <DraftClock key={index} draft={draft} index={index} name={shownText(valueAt(clock, ['name']))} />
        ))}
      <DraftNumber draft={draft} path={['retentionYears']} label={say('desk.policies.retention')} />
    </>
  );
}

/** The places that have a field of their own, by the pointers of the API. */
function pointersOf(value: unknown): ReadonlyMap<string, string> {
  const clocks = valueAt(value, ['clocks']);
  const limits = (Array.isArray(clocks) ? clocks : []).flatMap((_clock, index): Path[] => [
    ['clocks', index, 'limit', 'length'],
    ['clocks', index, 'limit', 'unit'],
  ]);
  const paths: readonly Path[] = [
    ['names', 'en'],
    ['names', 'fa'],
    ['validFrom'],
    ['validTo'],
    ['retentionYears'],
    ...limits,
  ];
  return new Map(paths.map((path) => [`/${path.join('/')}`, fieldOf(path)]));
}

const POLICY_POINTER = /^#\/policy/;

/** What the API found wrong, at the field of each place; else at the text, with its line. */
function faultsIn(
  error: unknown,
  text: string,
  sayLine: (line: number, fault: string) => string,
): readonly FieldError[] {
  if (!(error instanceof ApiRefusal)) return [];
  const read = readYaml(text);
  const fields = pointersOf('value' in read ? read.value : undefined);
  return (error.problem.errors ?? []).map(({ pointer, detail }) => {
    const place = pointer.replace(POLICY_POINTER, '');
    const field = fields.get(place);
    return field === undefined
      ? { field: YAML_FIELD, message: sayLine(lineOf(text, place), detail) }
      : { field, message: detail };
  });
}

/** Writes a version of a policy, in fields and as YAML at once. */
function Editor({ start }: { readonly start: ShownPolicy }) {
  const say = useSay();
  const navigate = useNavigate();
  const [text, setText] = useState(() => yamlOf(start));
  const [sent, setSent] = useState(text);
  const [unread, setUnread] = useState<string>();
  const draft = useDraft((version) => void navigate({ to: '/admin/policies/$version', params: { version } }));
  const read = useMemo(() => readYaml(text), [text]);
  const errors = useMemo(
    () =>
      unread === undefined
        ? faultsIn(draft.error, sent, (line, fault) => say('desk.policies.fault-line', { line, fault }))
        : [{ field: YAML_FIELD, message: unread }],
    [draft.error, sent, unread, say],
  );
  const messages = (field: string): string | undefined =>
    errors
      .filter((error) => error.field === field)
      .map(({ message }) => message)
      .join(' ') || undefined;
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setSent(text);
    if ('value' in read) {
      setUnread(undefined);
      draft.mutate(read.value);
    } else {
      const fault = say('desk.policies.fault-line', { line: read.line, fault: say(YAML_FAULT[read.fault]) });
      setUnread(say('desk.policies.not-yaml', { fault }));
    }
  };
  const shown: Draft = {
    value: 'value' in read ? read.value : undefined,
    set: (path, value) => setText(withValue(text, path, value)),
    errorOn: (path) => messages(fieldOf(path)),
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary title={say('desk.form.faults')} errors={errors} />
      {draft.isError && errors.length === 0 && <Failure error={draft.error} />}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="min-w-0">{'value' in read && <DraftFields draft={shown} />}</div>
        <div className="min-w-0 [&_textarea]:font-mono [&_textarea]:text-s">
          <TextArea
            name={YAML_FIELD}
            label={say('desk.policies.yaml')}
            dir="ltr"
            rows={36}
            spellCheck={false}
            value={text}
            error={messages(YAML_FIELD)}
            onChange={({ target }) => setText(target.value)}
          />
        </div>
      </div>
      <Button disabled={draft.isPending}>{say('desk.policies.save')}</Button>
    </form>
  );
}

/** Goes on with a draft, or begins the version after another. */
export function DraftPage() {
  const say = useSay();
  const { version } = useParams({ from: '/admin/policies/$version/draft' });
  const found = usePolicy(version);
  const policies = usePolicies();
  const drafted = found.data?.standing === 'drafted' ? version : policies.data && nextVersion(version, policies.data);
  const title = say('desk.policies.draft-title', { version: drafted ?? version });
  useTitle(title);
  const failed = [found, policies].find(({ isError }) => isError);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (found.data === undefined || drafted === undefined) return <Skeleton />;
  return (
    <>
      <h1 className="text-xl font-bold">{title}</h1>
      <p className="max-w-prose">{say('desk.policies.draft-hint')}</p>
      {found.data.proposal !== undefined && <Notice kind="due">{say('desk.policies.edit-ends')}</Notice>}
      <Editor key={drafted} start={{ ...found.data.policy, version: drafted }} />
    </>
  );
}
