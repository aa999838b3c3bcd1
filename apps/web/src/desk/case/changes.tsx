import { dayWords } from '@redress/texts/web';
import { useLanguage } from '@redress/ui';
import { useSay } from '../say.js';
import type { CommandField, CommandFields, Draft } from './command-fields.js';
import { changesIn } from './correction.js';
import { Said } from './said.js';

function Value({ field, value }: { readonly field: CommandField; readonly value: string }) {
  const say = useSay();
  const language = useLanguage();
  if (field.kind === 'words') return say(field.words[value] ?? field.label);
  if (field.kind === 'statement') return say('desk.yes');
  if (field.kind === 'day' && !Number.isNaN(Date.parse(value))) return dayWords(value, language);
  return <Said text={value} />;
}

/** What will change, before and after. */
export function Changes({
  fields,
  present,
  draft,
}: {
  readonly fields: CommandFields;
  readonly present: Draft;
  readonly draft: Draft;
}) {
  const say = useSay();
  const changes = changesIn(fields, present, draft);
  return (
    <section aria-labelledby="changes-title" className="my-(--field-space) rounded-m border border-accent p-3">
      <h3 id="changes-title" className="font-bold">
        {say('desk.correct.changes')}
      </h3>
      {changes.length === 0 && <p className="text-muted">{say('desk.correct.no-changes')}</p>}
      <dl className="flex flex-col gap-2">
        {changes.map(({ pointer, field, before, after }) => (
          <div key={pointer}>
            <dt className="font-semibold">{say(field.label)}</dt>
            {before !== '' && (
              <dd className="text-muted">
                <span className="text-s">{say('desk.correct.before')}</span> <Value field={field} value={before} />
              </dd>
            )}
            {after !== '' && (
              <dd>
                <span className="text-s text-muted">{say('desk.correct.after')}</span>{' '}
                <Value field={field} value={after} />
              </dd>
            )}
          </div>
        ))}
      </dl>
    </section>
  );
}
