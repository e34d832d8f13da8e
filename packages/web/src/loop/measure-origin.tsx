import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { useText } from '../shared/use-text.ts';

type Measure = Schemas['MeasurePage'];

/** Where a measure comes from, and what amendments did to it; part of its facts. */
export function MeasureOrigin({ measure }: { readonly measure: Measure }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <>
      {measure.wording === null || measure.wording === measure.title.zh ? null : (
        <>
          <dt>{t('plans.measure.wording')}</dt>
          <dd>
            <q>{measure.wording}</q>
          </dd>
        </>
      )}
      <dt>{t('plans.measure.origins')}</dt>
      <dd>
        {measure.origins.length === 0 ? t('plans.measure.ownAction') : null}
        {measure.origins.map((origin) => (
          <div key={origin.item}>
            {origin.item} {origin.words}{' '}
            <small>
              {origin.document} {origin.clause}
              {origin.quantity ? ` · ${t('plans.cascade.asked')} ${origin.quantity.value}${origin.quantity.unit}` : ''}
              {origin.share ? ` · ${t('plans.cascade.share', origin.share)}` : ''}
              {origin.due ? ` · ${t('plans.cascade.due')} ${origin.due}` : ''}
            </small>
          </div>
        ))}
      </dd>
      {measure.amendments.length === 0 ? null : (
        <>
          <dt>{t('plans.measure.amendments')}</dt>
          <dd>
            {measure.amendments.map(({ version, name, date, what, texts }) => (
              <div key={version}>
                <b>
                  {t('plans.versions.version', { version })} {t(`plans.measure.what.${what}`)}
                </b>{' '}
                <small>
                  {name} {date}
                </small>
                {texts.map((line) => (
                  <div key={line.zh}>{text(line)}</div>
                ))}
              </div>
            ))}
          </dd>
        </>
      )}
    </>
  );
}
