import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import { ROLES, type Measure } from './filter-plan.ts';

interface MeasureItemProps {
  readonly measure: Measure;
  readonly unitName: (id: string) => string;
  readonly targetName: (id: string) => string;
  /** The address points to it */
  readonly named: boolean;
}

export function MeasureItem({ measure: m, unitName, targetName, named }: MeasureItemProps) {
  const { t } = useTranslation();
  const text = useText();
  const [address] = useSearchParams();
  return (
    <li id={m.id} className={named ? 'measure named' : 'measure'}>
      <div className="measure-title">
        <Link className="anchor" to={{ search: `?${address}`, hash: m.id }} title={t('plan.link')} preventScrollReset>
          {m.id}
        </Link>{' '}
        {text(m.title)}
      </div>
      <dl>
        {ROLES.filter((role) => m[role].length > 0).map((role) => (
          <div key={role}>
            <dt>{t(`plan.role.${role}`)}</dt>
            <dd>{m[role].map((id) => unitName(id)).join(t('app.listSep'))}</dd>
          </div>
        ))}
        <div>
          <dt>{t('plan.due')}</dt>
          <dd>{text(m.due.text)}</dd>
        </div>
        {m.targets.length === 0 ? null : (
          <div>
            <dt>{t('plan.targets')}</dt>
            <dd>
              {m.targets.map((id) => (
                <Go key={id} to={`/targets/${id}`}>
                  {targetName(id)}
                </Go>
              ))}
            </dd>
          </div>
        )}
      </dl>
      <div className="measure-marks">
        <span className="tag">{t(`plan.kinds.${m.kind}`)}</span>
        <abbr
          className={`tag origin ${m.origin}`}
          title={m.stated === null ? t(`plan.originLong.${m.origin}`) : t('plan.stated', { text: m.stated })}
        >
          {t(`plan.origins.${m.origin}`)}
        </abbr>
        {m.initiative ? (
          <abbr
            className="tag initiative"
            title={m.initiativeOrigin === null ? undefined : t(`plan.originLong.${m.initiativeOrigin}`)}
          >
            {t('plan.initiativeMark')}
          </abbr>
        ) : null}
      </div>
    </li>
  );
}
