import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { aqiComparisonQuery, workspaceQuery } from '../api/queries.ts';
import { Steps } from '../explain/steps.tsx';
import '../explain/explanation.css';
import { useAddress, useAsking } from '../shared/address.ts';
import { DateField } from '../shared/fields.tsx';
import { decimal, figureText } from '../shared/format.ts';
import { Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { useText } from '../shared/use-text.ts';
import { useWords } from '../shared/use-words.ts';

type Comparison = Schemas['AqiComparison'];

/** One day's air under both generations of HJ 633, side by side. */
export function AqiComparison() {
  const { t } = useTranslation();
  const asking = useAsking();
  const [address, change] = useAddress();
  const workspace = useQuery(workspaceQuery).data;
  const day = address.get('day') ?? asking.through ?? workspace?.today ?? '';
  const query = useQuery({ ...aqiComparisonQuery({ ...asking, day }), enabled: day !== '' });
  return (
    <section>
      <h2>{t('standards.aqiTitle')}</h2>
      <p className="sub">{t('standards.aqiNote')}</p>
      <div className="filters">
        <DateField
          name={t('standards.aqiDay')}
          value={day}
          min={workspace?.extent?.first}
          max={workspace?.extent?.last}
          set={(chosen) => change({ day: chosen })}
        />
      </div>
      <Loaded query={query} lines={5}>
        {(comparison) => <SideBySide comparison={comparison} />}
      </Loaded>
    </section>
  );
}

function SideBySide({ comparison: c }: { readonly comparison: Comparison }) {
  const { t } = useTranslation();
  const text = useText();
  const words = useWords();
  // `o3-mda8` says more than the name of its parameter.
  const named = ({ parameter, name }: Comparison['concentrations'][number]): string => {
    const word = words(parameter);
    return word === parameter ? text(name) : word;
  };
  const levels = new Set(c.results.map((r) => r.level?.en));
  return (
    <>
      <p>
        <b>
          {c.day} · {text(c.scopeText)}
        </b>{' '}
        {levels.size > 1 ? t('standards.different') : t('standards.same')} <Simulated when={c.simulated} />
      </p>
      <dl className="facts">
        {c.concentrations.map((item) => (
          <div key={item.parameter}>
            <dt>{named(item)}</dt>
            <dd>
              {decimal(item.value, item.parameter.startsWith('co') ? 1 : 0)} <small>{item.unitText}</small>
            </dd>
          </div>
        ))}
      </dl>
      <div className="side-by-side">
        {c.results.map((result) => (
          <Judged key={result.edition} result={result} />
        ))}
      </div>
    </>
  );
}

function Judged({ result }: { readonly result: Comparison['results'][number] }) {
  const { t } = useTranslation();
  const text = useText();
  const words = useWords();
  const primary = result.calculation.details['primary'];
  return (
    <article>
      <h3>{result.edition}</h3>
      <p className="answer">
        <b>{figureText(result.calculation.shown)}</b> <small>AQI</small>
      </p>
      <p>
        <i className="swatch" style={result.color === null ? {} : { background: result.color }} />
        {result.level === null ? t('aqi.none') : text(result.level)}
        {Array.isArray(primary) && primary.length > 0 ? (
          <span className="note">
            {' · '}
            {t('standards.primary')} {primary.map((id) => words(String(id))).join(t('app.listSep'))}
          </span>
        ) : null}
      </p>
      <details>
        <summary>{t('standards.steps')}</summary>
        <Steps trace={result.calculation.trace} />
      </details>
    </article>
  );
}
