import { displayUnit } from '@qingshan/kernel';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { validationQuery } from '../api/queries.ts';
import { count } from '../shared/format.ts';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText, useUnit } from '../shared/use-text.ts';
import './validation.css';

type Validation = Schemas['Validation'];

/** The methods run over real data, against what was published. */
export function ValidationPage() {
  const { t } = useTranslation();
  const query = useQuery(validationQuery);
  return (
    <Page title={t('validation.title')} sub={t('validation.sub')} actions={<PrintButton />}>
      <Loaded query={query} lines={10}>
        {({ made, validations }) => (
          <>
            <p>{t('validation.lead', { methods: new Set(validations.map((v) => v.method)).size, day: made })}</p>
            {validations.map((v) => (
              <OneValidation key={v.id} of={v} />
            ))}
            <section>
              <h2>{t('validation.without')}</h2>
              <p>{t('validation.withoutWhat')}</p>
              <p className="note">{t('validation.repeat')}</p>
            </section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function OneValidation({ of: v }: { readonly of: Validation }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <section className="validation" id={v.id}>
      <h2>{text(v.title)}</h2>
      <dl className="pairs">
        <dt>{t('explain.method')}</dt>
        <dd>
          <Go to={`/methods/${v.method}`}>{text(v.methodTitle)}</Go> ·{' '}
          {t('methods.version', { version: v.methodVersion })}
        </dd>
        <dt>{t('validation.publisher')}</dt>
        <dd>{text(v.publisher)}</dd>
        <dt>{t('validation.period')}</dt>
        <dd>{v.period.replace('..', ' – ')}</dd>
        <dt>{t('validation.rule')}</dt>
        <dd>{text(v.rule)}</dd>
      </dl>
      <Outcomes of={v.outcomes} />
      {v.figures.length === 0 ? null : <Figures of={v.figures} />}
    </section>
  );
}

function Outcomes({ of }: { readonly of: Validation['outcomes'] }) {
  const { t } = useTranslation();
  const text = useText();
  const unit = useUnit();
  const largest = (of: string): string => {
    const [value = '', name = ''] = of.split(' ');
    return `${value} ${unit(name, displayUnit(name))}`.trim();
  };
  const hasLargest = of.some((o) => o.largest !== null);
  return (
    <div className="scroll">
      <table className="outcomes">
        <thead>
          <tr>
            <th>{t('validation.what')}</th>
            <th className="n">{t('validation.compared')}</th>
            <th className="n">{t('validation.agreed')}</th>
            <th className="n">{t('validation.differing')}</th>
            <th className="n">{t('validation.undetermined')}</th>
            {hasLargest ? <th className="n">{t('validation.largest')}</th> : null}
            <th>{t('validation.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {of.map((o) => (
            <tr key={o.what.en}>
              <th scope="row">{text(o.what)}</th>
              <td className="n">{count(o.compared)}</td>
              <td className="n">{count(o.agreed)}</td>
              <td className="n">{o.differing === 0 ? 0 : <b>{count(o.differing)}</b>}</td>
              <td className="n">{count(o.undetermined)}</td>
              {hasLargest ? <td className="n">{o.largest === null ? '—' : largest(o.largest)}</td> : null}
              <td className="reason">{o.reason === null ? '' : text(o.reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figures({ of }: { readonly of: Validation['figures'] }) {
  const { t } = useTranslation();
  const text = useText();
  const unit = useUnit();
  return (
    <div className="scroll">
      <table className="figures">
        <thead>
          <tr>
            <th>{t('validation.figure')}</th>
            <th className="n">{t('validation.published')}</th>
            <th className="n">{t('validation.computed')}</th>
            <th>{t('validation.source')}</th>
          </tr>
        </thead>
        <tbody>
          {of.map((f) => (
            <tr key={f.what.en}>
              <th scope="row">
                {text(f.what)} <span className="note">{unit(f.unit, displayUnit(f.unit))}</span>
              </th>
              <td className="n">{f.published}</td>
              <td className="n">{f.computed}</td>
              <td className="source">{f.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
