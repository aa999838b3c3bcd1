import { Button, Checkbox, ErrorSummary, FieldGroup, TextField, useLanguage } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { answerOf, useApi } from '../../api.js';
import { type Colleagues, useColleagues } from '../../colleagues.js';
import { Dialog } from '../../dialog.js';
import { Failure } from '../../failure.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { textOf } from '../../sign-in.js';
import { fieldErrorsIn } from '../../use-field-errors.js';
import { namesIn } from '../../typed-names.js';
import { WordSelect } from '../../word-select.js';
import { isWordOf, LANGUAGE, ROLE, wordsOf } from '../../words.js';
import { PanelList, PanelPart } from '../dashboard-editor.js';
import { type Panel, PANEL_ASKS } from '../dashboards.js';
import { FilterFields } from '../figure-filters.js';
import type { FiguresFilters } from '../figures-search.js';
import {
  PERIOD_CALENDAR,
  REPORT_PANEL_KIND,
  REPORT_PERIOD,
  type ListedReportPanel,
  reportPanelWords,
  WEEK_START,
} from './report-words.js';
import { type ReportContent, type ListedReport, useReportChanges } from './scheduled-reports.js';

/** Most panels of a report, and most periods of a panel, as the API has it. */
const PANELS_MAX = 12;
const PERIODS_MAX = 36;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const HOUR_USUAL = 8;
const FIELD = 'min-h-8 max-w-full rounded-m border border-line bg-surface px-2 pointer-coarse:min-h-11';

type Recipients = ReportContent['recipients'];
type RecipientKind = Recipients[number]['kind'];

/** Those whose names are typed; roles are ticked. */
const TYPED = [
  { kind: 'person', label: 'desk.report.people', hint: 'desk.report.people-hint' },
  { kind: 'team', label: 'desk.report.teams', hint: 'desk.report.people-hint' },
  { kind: 'address', label: 'desk.report.addresses', hint: 'desk.report.addresses-hint' },
] as const satisfies readonly { readonly kind: RecipientKind; readonly [word: string]: string }[];

/** A panel to be added: its kind, what that kind asks, and how far it looks back. */
function NewReportPanel({ onAdd }: { readonly onAdd: (panel: ListedReportPanel) => void }) {
  const say = useSay();
  const [kind, setKind] = useState<ListedReportPanel['kind']>('timeseries');
  const [said, setSaid] = useState<Panel>({ kind: 'timeseries' });
  const [periods, setPeriods] = useState('');
  const asks = kind === 'summary' ? [] : PANEL_ASKS[kind];
  const add = (): void => {
    const parts = Object.fromEntries(asks.flatMap((part) => (said[part] ? [[part, said[part]]] : [])));
    onAdd({ ...parts, kind, ...(periods !== '' && { periods: Number(periods) }) });
  };
  return (
    <fieldset className="min-w-0 rounded-m border border-hairline p-2">
      <legend className="font-semibold">{say('desk.dashboard.add-panel')}</legend>
      <div className="flex flex-wrap items-end gap-x-4">
        <WordSelect
          isLabelAbove
          label="desk.dashboard.panel"
          words={REPORT_PANEL_KIND}
          chosen={kind}
          onChoose={setKind}
        />
        {asks.map((part) => (
          <PanelPart key={part} part={part} panel={said} onChange={setSaid} />
        ))}
      </div>
      <TextField
        name="report-periods"
        label={say('desk.report.periods')}
        hint={say('desk.report.periods-hint')}
        type="number"
        min={1}
        max={PERIODS_MAX}
        value={periods}
        onChange={({ target }) => setPeriods(target.value)}
      />
      <Button type="button" kind="secondary" onClick={add}>
        {say('desk.dashboard.add')}
      </Button>
    </fieldset>
  );
}

/** When a report goes: what has its own state, because choices take effect on what else is asked. */
interface When {
  readonly period: ListedReport['period'];
  readonly calendar: ListedReport['calendar'];
  readonly weekStart: ListedReport['weekStart'];
}

function WhenFields({
  when,
  known,
  zoneError,
  onChange,
}: {
  readonly when: When;
  readonly known: ListedReport | undefined;
  readonly zoneError: string | undefined;
  readonly onChange: (when: When) => void;
}) {
  const say = useSay();
  const api = useApi();
  const language = useLanguage();
  const { number } = useMoments();
  const calendars = useQuery({ queryKey: ['calendars'], queryFn: () => answerOf(api.GET('/api/calendars')) });
  const hour = new Intl.NumberFormat(language === 'fa' ? 'fa-IR-u-nu-arabext' : 'en', { minimumIntegerDigits: 2 });
  const knownDays = known?.workingDaysOf ?? '';
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4">
        <WordSelect
          isLabelAbove
          label="desk.report.period"
          words={REPORT_PERIOD}
          chosen={when.period}
          onChoose={(period) => onChange({ ...when, period })}
        />
        {(when.period === 'month' || when.period === 'quarter') && (
          <WordSelect
            isLabelAbove
            label="desk.report.calendar"
            words={PERIOD_CALENDAR}
            chosen={when.calendar}
            onChoose={(calendar) => onChange({ ...when, calendar })}
          />
        )}
        {when.period === 'week' && (
          <WordSelect
            isLabelAbove
            label="desk.report.week-start"
            words={WEEK_START}
            chosen={when.weekStart}
            onChoose={(weekStart) => onChange({ ...when, weekStart })}
          />
        )}
        <div className="my-(--field-space) flex flex-col gap-1">
          <label htmlFor="report-hour" className="font-semibold">
            {say('desk.report.hour')}
          </label>
          <select id="report-hour" name="report-hour" defaultValue={known?.hour ?? HOUR_USUAL} className={FIELD}>
            {HOURS.map((one) => (
              <option key={one} value={one}>
                {`${hour.format(one)}:${hour.format(0)}`}
              </option>
            ))}
          </select>
        </div>
        <div className="my-(--field-space) flex max-w-full flex-col gap-1">
          <label htmlFor="report-days" className="font-semibold">
            {say('desk.report.working-days')}
          </label>
          <select
            // Until its calendars are there, a list cannot show which one is chosen.
            key={String(calendars.isSuccess)}
            id="report-days"
            name="report-days"
            defaultValue={knownDays}
            className={FIELD}
          >
            <option value="">{say('desk.report.any-day')}</option>
            {calendars.data?.items.map(({ version, names }) => (
              <option key={version} value={version}>
                {say('desk.report.days-of', {
                  calendar: names[language],
                  version: number(Number(version.split('@')[1])),
                })}
              </option>
            ))}
          </select>
        </div>
      </div>
      <TextField
        name="report-zone"
        label={say('desk.report.zone')}
        hint={say('desk.report.zone-hint')}
        error={zoneError}
        dir="ltr"
        required
        defaultValue={known?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}
      />
    </>
  );
}

/** Who is typed and ticked in a form. */
function recipientsIn(form: FormData, { personOf }: Colleagues): Recipients {
  const typed = TYPED.flatMap(({ kind }) =>
    namesIn(textOf(form, `report-${kind}`)).map((name) => ({ kind, name: kind === 'person' ? personOf(name) : name })),
  );
  const roles = form
    .getAll('report-role')
    .flatMap((name) => (isWordOf(ROLE, name) ? [{ kind: 'role' as const, name }] : []));
  return [...typed, ...roles];
}

/** Which field of the form a fault of the API is about. */
function fieldOf(field: string, recipients: Recipients): string {
  const place = /^recipients\/(\d+)/.exec(field)?.[1];
  if (place !== undefined) return `report-${recipients[Number(place)]?.kind ?? 'person'}`;
  if (field === 'recipients') return 'report-person';
  return field === 'timeZone' ? 'report-zone' : `report-${field}`;
}

/** The form of a report. `known` is the one that is changed; without it a new one is scheduled, about what `filters` choose. */
export function ReportEditor({
  known,
  filters: given,
  onClose,
}: {
  readonly known: ListedReport | undefined;
  readonly filters: FiguresFilters;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const colleagues = useColleagues();
  const language = useLanguage();
  const [panels, setPanels] = useState<readonly ListedReportPanel[]>(known?.panels ?? [{ kind: 'summary' }]);
  const [when, setWhen] = useState<When>(
    known ?? {
      period: 'month',
      calendar: language === 'fa' ? 'persian' : 'gregory',
      weekStart: language === 'fa' ? 'saturday' : 'monday',
    },
  );
  const [filters, setFilters] = useState<FiguresFilters>(known === undefined ? given : known.filters);
  const [sent, setSent] = useState<Recipients>([]);
  const { save } = useReportChanges(known);
  const errors = useMemo(
    () => fieldErrorsIn(save.error).map(({ field, message }) => ({ field: fieldOf(field, sent), message })),
    [save.error, sent],
  );
  const errorOn = (name: string): string | undefined => errors.find(({ field }) => field === name)?.message;
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const recipients = recipientsIn(form, colleagues);
    setSent(recipients);
    const days = textOf(form, 'report-days');
    const content = {
      name: textOf(form, 'report-name').trim(),
      panels: panels.map((panel) => ({ ...panel })),
      filters: Object.fromEntries(Object.entries(filters).filter(([, chosen]) => chosen.length > 0)) as NonNullable<
        ReportContent['filters']
      >,
      period: when.period,
      calendar: when.calendar,
      weekStart: when.weekStart,
      timeZone: textOf(form, 'report-zone').trim(),
      hour: Number(textOf(form, 'report-hour')),
      ...(days !== '' && { workingDaysOf: days }),
      languages: form.getAll('report-languages').filter((one) => isWordOf(LANGUAGE, one)),
      recipients,
      paused: form.get('report-paused') !== null,
    };
    save.mutate(content, { onSuccess: onClose });
  };
  const names = (kind: RecipientKind): string =>
    (known?.recipients ?? [])
      .filter((recipient) => recipient.kind === kind)
      .map(({ name }) => (kind === 'person' ? colleagues.nameOf(name) : name))
      .join(', ');
  const { complainant: _complainant, system: _system, ...roles } = ROLE;
  return (
    <Dialog title={say('desk.report.edit')} onClose={onClose} closeLabel={say('desk.close')}>
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary title={say('desk.form.faults')} errors={errors} />
        {save.isError && errors.length === 0 && <Failure error={save.error} />}
        <TextField
          name="report-name"
          label={say('desk.report.name')}
          error={errorOn('report-name')}
          defaultValue={known?.name}
          required
          maxLength={80}
        />
        <WhenFields when={when} known={known} zoneError={errorOn('report-zone')} onChange={setWhen} />
        <h3 className="font-semibold">{say('desk.report.content')}</h3>
        <FilterFields filters={filters} onChange={(change) => setFilters({ ...filters, ...change })} />
        <div id="report-panels" tabIndex={-1}>
          <PanelList panels={panels} wordsOf={(panel) => reportPanelWords(panel, say)} onChange={setPanels} />
        </div>
        {panels.length < PANELS_MAX && <NewReportPanel onAdd={(panel) => setPanels([...panels, panel])} />}
        <FieldGroup name="report-languages" label={say('desk.report.languages')} error={errorOn('report-languages')}>
          {wordsOf(LANGUAGE).map((one) => (
            <Checkbox
              key={one}
              name="report-languages"
              value={one}
              label={say(LANGUAGE[one])}
              defaultChecked={known === undefined || known.languages.includes(one)}
            />
          ))}
        </FieldGroup>
        {TYPED.map(({ kind, label, hint }) => (
          <TextField
            key={kind}
            name={`report-${kind}`}
            label={say(label)}
            hint={say(hint)}
            error={errorOn(`report-${kind}`)}
            defaultValue={names(kind)}
            autoComplete="off"
          />
        ))}
        <FieldGroup name="report-role" label={say('desk.report.roles')} error={errorOn('report-role')}>
          {wordsOf(roles).map((role) => (
            <Checkbox
              key={role}
              name="report-role"
              value={role}
              label={say(ROLE[role])}
              defaultChecked={known?.recipients.some(({ kind, name }) => kind === 'role' && name === role) === true}
            />
          ))}
        </FieldGroup>
        <Checkbox name="report-paused" label={say('desk.report.pause')} defaultChecked={known?.paused === true} />
        <Button disabled={save.isPending}>{say('desk.report.save')}</Button>
      </form>
    </Dialog>
  );
}
