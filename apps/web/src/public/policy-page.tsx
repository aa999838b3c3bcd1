import { type PublicPage, text } from '@redress/texts';
import { Notice, useLanguage } from '@redress/ui';
import { Section } from './section.js';

const LIST = 'flex flex-col gap-2 ps-6';

/** The public's information on complaining (ISO 10002:2018, 7.1), from the policy in force. */
export function PolicyPage({ policy }: { readonly policy: PublicPage }) {
  const language = useLanguage();
  const { ways, needed, steps, stages, remedies, outsideBodies } = policy;
  return (
    <>
      <h1 className="text-2xl font-bold">{policy.title}</h1>
      <p className="my-4">{policy.introduction}</p>
      <Notice kind="done">{policy.freeOfCharge}</Notice>
      <Section heading={text(language, 'public-page.ways')}>
        <ul className={`${LIST} list-disc`}>
          {ways.map(({ channel, name, at }) => (
            <li key={channel}>
              <strong>{name}:</strong> <bdi>{at}</bdi>
            </li>
          ))}
        </ul>
      </Section>
      <Section heading={text(language, 'public-page.needed')}>
        <ul className={`${LIST} list-disc`}>
          {needed.map((thing) => (
            <li key={thing}>{thing}</li>
          ))}
        </ul>
      </Section>
      <Section heading={text(language, 'public-page.steps')}>
        <ol className={`${LIST} list-numbers`}>
          {steps.map((step) => (
            <li key={step.clock}>
              {step.text} <strong className="block">{step.time}</strong>
            </li>
          ))}
        </ol>
      </Section>
      <Section heading={text(language, 'public-page.stages')}>
        <ol className={`${LIST} list-numbers`}>
          {stages.map(({ name, note }) => (
            <li key={name}>{note === undefined ? name : `${name} (${note})`}</li>
          ))}
        </ol>
      </Section>
      {remedies.length > 0 && (
        <Section heading={text(language, 'public-page.remedies')}>
          <ul className={`${LIST} list-disc`}>
            {remedies.map(({ kind, name }) => (
              <li key={kind}>{name}</li>
            ))}
          </ul>
        </Section>
      )}
      {outsideBodies.length > 0 && (
        <Section heading={text(language, 'public-page.outside')}>
          <p className="mb-2">{text(language, 'public-page.outside-introduction')}</p>
          <ul className={`${LIST} list-disc`}>
            {outsideBodies.map(({ name, web }) => (
              <li key={name}>
                <a href={web}>{name}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section heading={text(language, 'public-page.help')}>
        <p>{policy.help}</p>
      </Section>
      <p className="text-m text-muted">{policy.version}</p>
    </>
  );
}
